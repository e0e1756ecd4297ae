"""The tables of a synthetic province without its forms: what reading, cleaning and scoring would leave.

A study folder in a temporary place holds what rooms read beside tables: units.csv, appraisals.csv, the outside index.
"""

import csv
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from unittest.mock import patch

import pandas as pd

from analysis import framework, score, tables
from analysis.forms.rounds import petition_counts, scored_by_units, step, totals
from analysis.paths import PROJECT
from analysis.sensitivity.choices import Sensitivity
from analysis.simulation import documents, drawing, plans, province, quality, study_folder
from analysis.simulation.drawing import Province
from analysis.simulation.plants import plants
from analysis.simulation.rows import APPLIES, Row
from analysis.study import Block, Study

GROUPINGS = {"appraises": "no", "outside_functions": "none"}
ROUNDS_OF_A_ROW = ("self_points", "appraisal_1", "appraisal_2")
ASSESSED = {"year": "year", "block": "block", "unit_code": "unit_code", "criterion_code": "node",
            "points_in_force": "value", "missing": "missing", "round_in_force": "sources"}  # fmt: skip
UNUSED = {"measure": "points", "word": "", "printed": "", "likely": math.nan, "file": "", "cell": ""}


def drawn(
    seed: str,
    block: str,
    count: int,
    design: str = "separate",
    faults=(),
    year: int = 2024,
    harsh: str = "",
    alike: bool = False,
) -> Province:
    """Return a province of one block alone: its first `count` units, each as `simulate.province` draws it for this seed.

    block : so (19 departments in 2024) or xa (60 communes in 2024, 124 in 2025). harsh : the body that is planted as
    harsh instead of the one the seed chooses; needs the fault `harsh_body`. alike : bodies are equally severe but for the
    planted one. Rows cite no documents.
    """
    sets, faults = _sets(year), frozenset(faults)
    bodies = _bodies(year)
    units = province.units(year, "large", frozenset(bodies))
    scored = [one.code for one in units if one.block == block][:count]
    kept = [
        one if one.code in scored else one._replace(block="") for one in units if one.code in scored or one.appraises
    ]
    planted = plants(seed, year, sets[block], bodies, faults)
    planted = planted._replace(harsh_body=harsh) if harsh and planted.harsh_body else planted
    severities = {body: quality.severity(seed, body, planted.harsh_body) for body in bodies}
    if alike:
        severities = {body: quality.HARSHER * (body == planted.harsh_body) for body in bodies}
    made = Province(seed, year, "large", design, faults, {block: sets[block]}, kept, {}, severities, {block: planted},
                    {}, [], {}, [], {})  # fmt: skip
    # What a row cites gives no points and takes half the time.
    with patch.object(documents, "cited", lambda setting, unit, rows: rows):
        for unit in province.assessed(kept):
            drawing._add(made, unit)
    return made


@lru_cache(maxsize=2)
def _sets(year: int) -> dict:
    return framework.load(PROJECT, f"illustrative-{year}")


@lru_cache(maxsize=2)
def _bodies(year: int) -> list[str]:
    return sorted({one.appraised_by for own in _sets(year).values() for one in own.items.values()} - {""})


class Entered:
    """What rooms 4 to 7 are given of a province; every table is worked out when it is first asked for.

    made : the province. study : with a folder that holds units.csv, appraisals.csv and the outside index, gone after
    the `with` block.
    """

    def __init__(self, made: Province, study: Study):
        self.made, self.study = made, study

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return _rows(self.made)

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """The table `rounds`; without forms, so that file, sheet and cell are empty."""
        return self._rows[tables.schema("rounds")["columns"]]

    @cached_property
    def round_totals(self) -> pd.DataFrame:
        """The table `round_totals`."""
        return totals(scored_by_units(self.rounds, self.study))

    @cached_property
    def petition_counts(self) -> pd.DataFrame:
        """The table `petition_counts`."""
        units = {
            unit.code: {"year": self.made.year, "block": unit.block, "unit_code": unit.code}
            for unit in self.made.assessed
        }
        written = [
            {"file": unit.code, "criterion_code": one.code, "petition_kind": one.kind}
            for unit in self.made.assessed
            for one in plans._petitions(self.made, unit, self.made.criteria[unit.block])
        ]
        return petition_counts(pd.DataFrame(written, columns=["file", "criterion_code", "petition_kind"]), units)

    @cached_property
    def assessed(self) -> pd.DataFrame:
        """The table `assessed`, without what is only printed."""
        found = self._rows[list(ASSESSED)].rename(columns=ASSESSED).assign(**UNUSED)
        return found[found["value"].notna() | (found["missing"] != "")]

    @cached_property
    def points(self) -> pd.DataFrame:
        """The table `points`."""
        return score.points(self.assessed, self.study)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The table `scores`."""
        return score.scores(self.points, self.assessed, self.study)

    @cached_property
    def appraisals(self) -> pd.DataFrame:
        """The rows of appraisals.csv: year, unit_code, criterion_code, body, points (first round) as numbers."""
        found = pd.DataFrame(self.made.appraisals, columns=study_folder.APPRAISALS)
        return found.assign(points=found["points"].astype(float))


@contextmanager
def entered(made: Province, groupings: dict | None = None) -> Iterator[Entered]:
    """Yield the study of a province and its tables; groupings : {grouping: reference}, those of a simulated study without."""
    with tempfile.TemporaryDirectory(prefix="province-") as root:
        yield Entered(made, _study(_folder(Path(root), made), made, groupings or GROUPINGS))


def _rows(made: Province) -> pd.DataFrame:
    """Return the columns of `rounds` and `missing`, one row a unit and leaf; no form, so file, sheet and cell are empty."""
    found = []
    for unit in made.assessed:
        place = {"year": made.year, "block": unit.block, "unit_code": unit.code}
        surveyed, rows = made.survey_points[unit.code], made.rows[unit.code]
        for leaf in made.criteria[unit.block].leaves:
            own = _surveyed(surveyed[leaf]) if leaf in surveyed else _record(rows[leaf])
            found.append({**place, "criterion_code": leaf, **own, "file": "", "sheet": "", "cell": ""})
    return pd.DataFrame(found)


def _record(row: Row) -> dict:
    points = {name: _number(getattr(row, name)) for name in ROUNDS_OF_A_ROW}
    given = [name for name in ROUNDS_OF_A_ROW if getattr(row, name) is not None]
    # A bonus that nobody claimed and a deduction that nobody entered are 0 points of the unit's own.
    force = given[-1] if given else "self_points" if row.status == APPLIES else ""
    in_force = points[force] if given else 0.0 if force else math.nan
    first = row.appraisal_1 if row.appraisal_1 is not None else row.self_points
    return {
        **points, "survey_points": math.nan, "points_in_force": in_force,
        "round_in_force": force.removesuffix("_points"), "missing": "" if force else row.status,
        "changed_by_appraisal_1": step(row.self_points, row.appraisal_1),
        "changed_by_appraisal_2": step(first, row.appraisal_2),
    }  # fmt: skip


def _surveyed(points) -> dict:
    nothing = dict.fromkeys((*ROUNDS_OF_A_ROW, "changed_by_appraisal_1", "changed_by_appraisal_2"), math.nan)
    value = float(points)
    return {**nothing, "survey_points": value, "points_in_force": value, "round_in_force": "survey", "missing": ""}


def _number(points) -> float:
    return math.nan if points is None else float(points)


def _study(folder: Path, made: Province, groupings: dict) -> Study:
    counts = {block: {made.year: sum(unit.block == block for unit in made.assessed)} for block in made.criteria}
    blocks = {block: Block(block, own, counts[block], counts[block]) for block, own in made.criteria.items()}
    return Study(
        id=folder.name, folder=folder, title={"vi": "", "en": ""}, status="synthetic", years=(made.year,),
        as_of=f"{made.year + 1}-03-31", decimal_mark=",", blocks=blocks, sensitivity=Sensitivity(64),
        groupings=groupings, pooled=(), outside=(study_folder.INDEX,), selected=False, limits=(),
    )  # fmt: skip


def _folder(root: Path, made: Province) -> Path:
    """Write the tables that rooms read from the study's folder; return it."""
    folder = root / "data" / "studies" / f"simulated-{made.year}"
    folder.mkdir(parents=True)
    for name in ("reference", "frameworks"):
        (root / "data" / name).symlink_to(PROJECT / "data" / name)
    _table(folder / "units.csv", "study_units", [_unit(unit) for unit in made.units])
    _table(folder / "appraisals.csv", "appraisals", made.appraisals)
    satisfaction = [
        {"year": made.year, "unit_code": code, "index_code": study_folder.INDEX, "value": f"{value:.2f}",
         "source_id": study_folder.SOURCE}
        for code, value in made.satisfaction.items()
    ]  # fmt: skip
    _table(folder / "outside.csv", "outside", satisfaction)
    return folder


def _unit(unit) -> dict:
    appraises = ("yes" if unit.appraises else "no") if unit.kind == "so" else ""
    return {"unit_code": unit.code, "name_vi": unit.name_vi, "name_en": unit.name_en, "kind": unit.kind,
            "province_code": "mp", "appraises": appraises, "appraises_basis": "framework" if appraises else "",
            "block": unit.block}  # fmt: skip


def _table(path: Path, name: str, rows: list[dict]) -> None:
    columns = list(tables.schemas()["inputs"][name]["columns"])
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _text(value) for key, value in row.items()} for row in rows)


def _text(value) -> str:
    return f"{float(value):g}" if isinstance(value, Fraction) else str(value)
