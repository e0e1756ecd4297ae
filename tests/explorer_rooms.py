"""Runs of a study with only the tables that the explorer reads, and its program outside of a page."""

import json
import shutil
import subprocess

import pytest

from analysis.explorer.page import ASSETS
from analysis.room import Room

INTERVALS = ("rank", "rank_low", "rank_median", "rank_high")


def left(done, folder, **frames):
    """Return a room in a folder with the first three rooms' tables of a study, and further ones as given."""
    here = Room(done.study, folder)
    here.leave_all({"assessed": done.assessed, "points": done.points, "scores": done.scores} | frames)
    return here


def node(script, given):
    """Return what a script makes of `given`, both through JSON; its variables are exact, ranking, proposing and given."""
    program = shutil.which("node")
    if not program:
        pytest.skip("node is not installed: the functions of the page are tested in Chromium only")
    names = {"exact": "exact", "ranking": "ranks", "proposing": "proposal"}
    required = "".join(f"const {name} = require({json.dumps(str(ASSETS / file))});" for name, file in names.items())
    plain = "(key, value) => typeof value === 'bigint' ? Number(value) : value"
    text = f"""{required} const given = JSON.parse(require("fs").readFileSync(0, "utf-8"));
    process.stdout.write(JSON.stringify((() => {{ {script} }})(), {plain}));"""
    done = subprocess.run(
        [program, "-e", text], input=json.dumps(given), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
