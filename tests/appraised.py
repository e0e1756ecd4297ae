"""Appraisals for tests: of a synthetic province without its forms, or of the toy's criteria given by hand."""

import math
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
from conftest import TOY

from analysis.simulation.rows import APPLIES
from analysis.study import Block

HEADER = ["year", "unit_code", "criterion_code", "body", "points"]


def of_province(made, study, folder):
    """Return points, rounds and study of a province; appraisals.csv goes into its study folder below the folder."""
    counts = {block: {made.year: sum(unit.block == block for unit in made.assessed)} for block in made.criteria}
    blocks = {code: Block(code, own, counts[code], counts[code]) for code, own in made.criteria.items()}
    folder = written(folder, [[row[name] for name in HEADER[:-1]] + [float(row["points"])] for row in made.appraisals])
    rows = [_row(made, unit, code, row) for unit in made.assessed for code, row in made.rows[unit.code].items()]
    rounds = pd.DataFrame(rows)
    surveyed = [_surveyed(made, unit, code, points) for unit in made.assessed
                for code, points in made.survey_points[unit.code].items()]  # fmt: skip
    points = pd.concat([rounds.rename(columns={"points_in_force": "points"}), pd.DataFrame(surveyed)])
    columns = ["year", "block", "unit_code", "criterion_code", "points", "applicable_max", "missing"]
    points = points[columns].fillna({"points": 0.0}).reset_index(drop=True)
    return SimpleNamespace(points=points, rounds=rounds, study=replace(study, folder=folder, blocks=blocks))


def _row(made, unit, code, row):
    applies = row.status == APPLIES
    maximum = float(made.criteria[unit.block].items[code].maximum)
    own = {name: number(getattr(row, name)) for name in ("self_points", "appraisal_1", "appraisal_2")}
    return {
        "year": made.year, "block": unit.block, "unit_code": unit.code, "criterion_code": code, **own,
        "points_in_force": number(row.in_force) if applies else math.nan, "applicable_max": maximum if applies else 0.0,
        "missing": "" if applies else "not_applicable",
    }  # fmt: skip


def _surveyed(made, unit, code, points):
    maximum = float(made.criteria[unit.block].items[code].maximum)
    place = {"year": made.year, "block": unit.block, "unit_code": unit.code, "criterion_code": code}
    return place | {"points": float(points), "applicable_max": maximum, "missing": ""}


def number(value):
    """Return points as a number; NaN where there are none."""
    return math.nan if value is None else float(value)


def written(root, rows):
    """Return a study folder below a root, with the toy's units and appraisals.csv: year, unit, criterion, body, points."""
    folder = root / "data" / "studies" / "made"
    folder.mkdir(parents=True)
    shutil.copytree(TOY / "data" / "reference", root / "data" / "reference")
    pd.DataFrame(rows, columns=HEADER).to_csv(folder / "appraisals.csv", index=False)
    return folder


def by_hand(study, folder, rows, maxima):
    """Return points, rounds and study of toy units given (unit, criterion, body, claimed, given, in force).

    maxima : of the criteria named, as the toy has them; unit a is 00-so-gia-lap-a.
    """
    cells = [
        {"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "criterion_code": code, "self_points": claimed,
         "appraisal_1": given, "appraisal_2": math.nan, "points_in_force": force, "body": body}
        for unit, code, body, claimed, given, force in rows
    ]  # fmt: skip
    rounds = pd.DataFrame(cells)
    folder = written(folder, rounds[["year", "unit_code", "criterion_code", "body", "appraisal_1"]].to_numpy().tolist())
    rounds = rounds.drop_duplicates(["unit_code", "criterion_code"]).drop(columns="body")
    units = sorted(set(rounds["unit_code"]))
    force = rounds.set_index(["unit_code", "criterion_code"])["points_in_force"]
    points = pd.DataFrame(
        [{"year": 2024, "block": "so", "unit_code": unit, "criterion_code": code,
          "points": float(force.get((unit, code), 0.0)), "applicable_max": float(maximum), "missing": ""}
         for unit in units for code, maximum in maxima.items()]
    )  # fmt: skip
    return SimpleNamespace(points=points, rounds=rounds, study=replace(study, folder=folder))


def rows_twice(*shares):
    """Return rows appraised several times, one list of shares a row."""
    return pd.DataFrame(
        [{"year": "2024", "unit_code": f"u{place}", "criterion_code": "1", "body": f"b{turn}", "share": share}
         for place, own in enumerate(shares) for turn, share in enumerate(own)]
    )  # fmt: skip
