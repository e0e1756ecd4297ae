"""The command `screen`: what it leaves, what it says, and when it refuses."""

import json

import pandas as pd
import toy_proposals
from toy_changes import table_of_points

from analysis import commands, manifest, tables
from analysis import study as studies
from analysis.paths import output_folder, studies_folder
from analysis.proposals import proposal, screen_command
from analysis.reliability.quality import criterion_quality
from analysis.reliability.verdicts import criterion_verdicts


def official(root, rows):
    """Leave an official run of the toy study with these points, as the rooms would."""
    study = studies.load(studies_folder(root) / "toy")
    folder = output_folder(root, "toy")
    points = table_of_points(rows, year=2025)
    points["unit_code"] = [f"00-so-gia-lap-{chr(97 + place // 5)}" for place in range(len(points))]
    quality = criterion_quality(points, study)
    left = {"points": points, "criterion_verdicts": criterion_verdicts(quality, points, study)}
    for name, frame in left.items():
        tables.write(folder, name, frame, study.status)
    manifest.write(study, folder)
    return folder.with_name("proposals")


def test_without_a_current_official_run_nothing_is_suggested(toy_root, capsys):
    assert commands.screen(toy_root, "toy") == screen_command.RUN_FAILED
    assert "run.py study toy" in capsys.readouterr().err
    assert commands.screen(toy_root, "tony") == commands.WRONG_CALL


def test_few_units_suggest_nothing_and_the_command_says_so(toy_root, capsys):
    target = official(toy_root, [[20, 10, 10, 10, 10], [10, 12, 9, 8, 7]])
    assert commands.screen(toy_root, "toy") == screen_command.DONE
    assert "0" in capsys.readouterr().out and list(target.glob("*.yml")) == []
    assert pd.read_csv(target / "tables" / "proposal_screen.csv").empty


def test_what_an_earlier_call_left_is_gone_and_what_stands_can_be_loaded(toy_root, monkeypatch, capsys):
    target = official(toy_root, [[20, 10, 10, 10, 10], [10, 12, 9, 8, 7]])
    (target / "old.yml").parent.mkdir(parents=True)
    (target / "old.yml").write_text("x")
    slug = toy_proposals.write(
        toy_root, toy_proposals.content_of(toy_proposals.WITHOUT_FINANCE, {"scale_rest_to": 100})
    )
    one = proposal.load(toy_root, "toy", slug)
    monkeypatch.setattr(screen_command, "screened", lambda found, study: ([one], tables.empty("proposal_screen")))
    assert commands.screen(toy_root, "toy") == screen_command.DONE
    assert [path.name for path in target.glob("*.yml")] == [f"{slug}.yml"]
    toy_proposals.write(toy_root, (target / f"{slug}.yml").read_text("utf-8"), "again")
    again = proposal.load(toy_root, "toy", "again")
    assert (again.changes, again.balance, again.title) == (one.changes, one.balance, one.title)
    assert f"{slug}" in json.dumps([path.name for path in target.iterdir()]) and "1" in capsys.readouterr().out
