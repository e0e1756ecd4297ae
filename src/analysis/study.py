"""A study: one folder with study.yml, the figures and declared corrections; loaded, checked and frozen."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import framework, reference, settings
from analysis.forms.form import ROUNDS
from analysis.framework import CriteriaSet
from analysis.paths import proposals_folder, shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.sensitivity import choices
from analysis.settings import (
    BOTH_LANGUAGES,
    Keys,
    ListOf,
    MapOf,
    Rule,
    choice,
    either,
    iso_date,
    text,
    whole,
)

# Columns of units.csv, the blocks themselves, and whether criteria lie outside a unit's functions (`none` or `some`).
GROUPINGS = ("appraises", "kind", "block", "region", "city", "size", "outside_functions")
OUTSIDE_FUNCTIONS = ("none", "some")

_year = whole(1990, 2100)
_count = either(whole(0, 100_000), choice("unknown"), Rule(lambda value: _is_count_by_year(value), "{2012: 7, ...}"))
_STUDY = Keys(
    {
        "study": text(),
        "title": BOTH_LANGUAGES,
        "status": choice("published", "submitted", "synthetic"),
        "years": ListOf(_year, least=1),
        "as_of": iso_date(),
        "decimal_mark": choice(".", ","),
        "blocks": MapOf(
            text(),
            Keys({"framework": text(), "set": text(), "units_in_block": _count, "units_known": _count}),
        ),
        "sensitivity": choices.RULE,
        "fairness": Keys(
            {"groupings": MapOf(choice(*GROUPINGS), Keys({"reference": text()})), "pooled": ListOf(text(), least=1)},
            optional=("pooled",),
        ),
        "association": Keys({"outside": ListOf(text())}),
        "sample": Keys({"selected": choice(True, False)}),
        "limits": ListOf(BOTH_LANGUAGES),
        "period": Keys({"from": iso_date(), "to": iso_date()}),
        "rounds": ListOf(choice(*ROUNDS), least=1),
        "previous": text(),
        "letters": Keys(
            {"issuer": text(), "place": text(), "date": iso_date(), "deadline": iso_date()},
            optional=("date", "deadline"),
        ),
    },
    optional=("fairness", "period", "rounds", "letters", "previous"),
)


def _is_count_by_year(value) -> bool:
    return isinstance(value, dict) and all(type(key) is int and type(count) is int for key, count in value.items())


@dataclass(frozen=True)
class Block:
    """Units that are ranked together: their criteria, how many there are and how many are known, by year."""

    code: str
    criteria: CriteriaSet
    units_in_block: dict
    units_known: dict

    def complete(self, year: int) -> bool:
        """Return whether every unit of the block is known in a year."""
        return self.units_in_block[year] is not None and self.units_in_block[year] == self.units_known[year]


@dataclass(frozen=True)
class Study:
    """The frozen parameters of a study; `folder` is its data folder, `root` holds `data/` and `outputs/`."""

    id: str
    folder: Path
    title: dict
    status: str
    years: tuple
    as_of: str
    decimal_mark: str
    blocks: dict
    sensitivity: choices.Sensitivity
    groupings: dict
    pooled: tuple
    outside: tuple
    selected: bool
    limits: tuple
    period: tuple | None = None
    rounds: tuple = ROUNDS
    letters: dict | None = None
    previous: str = ""
    proposal: str = ""

    @property
    def root(self) -> Path:
        """Return the folder that holds `data/` and `outputs/`."""
        return self.folder.parents[2]

    @property
    def draws(self) -> int:
        """Return in how many draws the choices of the method vary."""
        return self.sensitivity.draws

    @property
    def synthetic(self) -> bool:
        """Return whether the figures are made up for demonstration."""
        return self.status == "synthetic"

    @property
    def date(self) -> datetime:
        """Return the fixed date written into every file of the report."""
        return datetime.fromisoformat(self.as_of).replace(tzinfo=UTC)

    @property
    def has_forms(self) -> bool:
        """Return whether the study reads forms that units sent, not a published table."""
        return (self.folder / "submissions").is_dir()

    @property
    def provisional(self) -> bool:
        """Return whether survey points are still to come, so that totals are provisional (tạm tính)."""
        surveyed = any(
            item.points_from == "survey" for one in self.blocks.values() for item in one.criteria.items.values()
        )
        return self.has_forms and surveyed and not (self.folder / "survey.csv").exists()

    def units(self) -> pd.DataFrame:
        """Return the units that this study may name, its own units.csv included, indexed by unit_code."""
        return reference.units(self.root, self.folder)

    def lineage(self) -> pd.DataFrame:
        """Return which unit took over which, with the dates from which and until which that holds; empty without a list."""
        path = self.folder / "lineage.csv"
        return reference.given(path, "lineage") if path.exists() else reference.no_rows("lineage")

    def criteria(self, block: str) -> CriteriaSet:
        """Return the criteria of a block."""
        return self.blocks[block].criteria

    def random(self, name: str) -> np.random.Generator:
        """Return a generator seeded by the study's and the purpose's name, so that no two purposes share draws."""
        digest = hashlib.sha256(f"{self.id}/{name}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def load(folder: Path, proposal: str = "") -> Study:
    """Return the checked study in a folder; with the slug of a proposal, its blocks carry the criteria as proposed.

    Raises DataProblems naming file, key, found and allowed for everything wrong in study.yml, its frameworks and the
    proposal.
    """
    folder = Path(folder).resolve()
    file = folder / "study.yml"
    content = settings.load(file, _STUDY)
    years = tuple(content["years"])
    stop_on_errors(
        [
            *_cross_problems(content, folder.name, shown(file)),
            *_reference_problems(content, folder, shown(file)),
        ]
    )
    blocks = _blocks(content["blocks"], years, folder.parents[2], shown(file), proposal)
    # What may vary is declared for the official criteria, also where a proposal has others.
    official = _blocks(content["blocks"], years, folder.parents[2], shown(file), "") if proposal else blocks
    stop_on_errors(_sensitivity_problems(content["sensitivity"], official, shown(file)))
    return Study(
        id=folder.name, folder=folder, title=content["title"], status=content["status"], years=years,
        as_of=content["as_of"], decimal_mark=content["decimal_mark"],
        blocks=blocks, sensitivity=choices.frozen(content["sensitivity"]),
        groupings={name: entry["reference"] for name, entry in content.get("fairness", {}).get("groupings", {}).items()},
        pooled=tuple(content.get("fairness", {}).get("pooled", ())),
        outside=tuple(content["association"]["outside"]), selected=content["sample"]["selected"],
        limits=tuple(content["limits"]),
        period=(content["period"]["from"], content["period"]["to"]) if "period" in content else None,
        rounds=tuple(content.get("rounds", ROUNDS)), letters=content.get("letters"), previous=content.get("previous", ""),
        proposal=proposal,
    )  # fmt: skip


def _cross_problems(content: dict, folder: str, file: str) -> list[Problem]:
    problems = []
    if content["study"] != folder:
        problems.append(problem("study_not_folder", file=file, cell="study", found=content["study"], expected=folder))
    if sorted(set(content["years"])) != content["years"]:
        found = str(content["years"])
        problems.append(
            problem(
                "years_order",
                file=file,
                cell="years",
                found=found,
                expected=str(sorted(set(content["years"]))),
            )
        )
    for code, block in content["blocks"].items():
        problems += _count_problems(code, block, content["years"], file)
    return problems


def _sensitivity_problems(content: dict, blocks: dict[str, Block], file: str) -> list[Problem]:
    return choices.problems(content, {code: block.criteria for code, block in blocks.items()}, file)


def _reference_problems(content: dict, folder: Path, file: str) -> list[Problem]:
    root, indices, problems = folder.parents[2], content["association"]["outside"], []
    if (folder / "submissions").is_dir() and len(content["years"]) != 1:
        found = ", ".join(str(year) for year in content["years"])
        problems.append(problem("one_year", texts="submissions", file=file, cell="years", found=found))
    known = list(reference.table(root, "outside_index_names")["index_code"])
    for place, code in enumerate(indices, start=1):
        if code not in known or code in indices[: place - 1]:
            facts = {"cell": f"association.outside[{place}]", "found": code, "expected": " | ".join(known)}
            problems.append(problem("value_not_allowed", file=file, **facts))
    for name, entry in content.get("fairness", {}).get("groupings", {}).items():
        values = _labels(name, content, reference.units(root, folder))
        if entry["reference"] not in values:
            facts = {"cell": f"fairness.groupings.{name}.reference", "found": entry["reference"]}
            rule = "value_not_allowed" if values else "no_labels"
            problems.append(problem(rule, file=file, expected=" | ".join(values) or name, **facts))
    return problems + _naming_problems(content, folder, file)


def _naming_problems(content: dict, folder: Path, file: str) -> list[Problem]:
    """Return the studies named in study.yml that are not there."""
    pooled = content.get("fairness", {}).get("pooled", [])
    named = [(f"fairness.pooled[{place}]", one) for place, one in enumerate(pooled, start=1)]
    named += [("previous", content["previous"])] if "previous" in content else []
    known = sorted(path.parent.name for path in folder.parent.glob("*/study.yml") if path.parent != folder)
    return [
        problem("value_not_allowed", file=file, cell=cell, found=found, expected=" | ".join(known))
        for cell, found in named
        if found not in known
    ]


def _labels(grouping: str, content: dict, units: pd.DataFrame) -> list[str]:
    """Return the groups that a grouping may name."""
    if grouping == "block":
        return list(content["blocks"])
    if grouping == "outside_functions":
        return list(OUTSIDE_FUNCTIONS)
    return sorted(set(units.get(grouping, [])) - {""})


def _count_problems(code: str, block: dict, years: list, file: str) -> list[Problem]:
    problems = []
    for name in ("units_in_block", "units_known"):
        counts = block[name]
        if isinstance(counts, dict) and sorted(counts) != years:
            found, expected = str(sorted(counts)), str(years)
            problems.append(
                problem("years_of_count", file=file, cell=f"blocks.{code}.{name}", found=found, expected=expected)
            )
    if problems or block["units_in_block"] == "unknown":
        return problems
    known, whole_block = _by_year(block["units_known"], years), _by_year(block["units_in_block"], years)
    for year in years:
        if known[year] is None or whole_block[year] is None or known[year] > whole_block[year]:
            found, expected = f"{year}: {known[year]}", f"<= {whole_block[year]}"
            place = f"blocks.{code}.units_known"
            problems.append(problem("value_not_allowed", file=file, cell=place, found=found, expected=expected))
    return problems


def proposals_of(root: Path, name: str) -> list[str]:
    """Return the slugs of the proposals to change a framework, sorted."""
    return sorted(path.stem for path in proposals_folder(root, name).glob("*.yml"))


def _no_such_proposal(slug: str, known: list[str], names: list[str]) -> Problem:
    file = " | ".join(f"data/frameworks/{name}/proposals/{slug}.yml" for name in names)
    return problem("proposal_missing", texts="proposals", file=file, found=slug, expected=" | ".join(known) or "-")


def _by_year(count, years) -> dict:
    if isinstance(count, dict):
        return dict(count)
    return dict.fromkeys(years, None if count == "unknown" else count)


def _blocks(content: dict, years: tuple, root: Path, file: str, proposal: str) -> dict[str, Block]:
    blocks, problems, loaded = {}, [], {}
    names = {entry["framework"] for entry in content.values()}
    changed = {name for name in names if proposal in proposals_of(root, name)}
    if proposal and not changed:
        known = sorted({slug for name in names for slug in proposals_of(root, name)})
        stop_on_errors([_no_such_proposal(proposal, known, sorted(names))])
    for code, entry in content.items():
        name = entry["framework"]
        try:
            loaded[name] = loaded.get(name) or framework.load(root, name, proposal if name in changed else "")
        except DataProblems as error:
            problems += error.problems
            continue
        if entry["set"] not in loaded[name]:
            expected = " | ".join(loaded[name])
            place = f"blocks.{code}.set"
            problems.append(problem("value_not_allowed", file=file, cell=place, found=entry["set"], expected=expected))
            continue
        if not loaded[name][entry["set"]].usable:
            facts = {"file": file, "cell": f"blocks.{code}.framework", "found": name}
            problems.append(problem("set_partial", texts="submissions", **facts))
            continue
        blocks[code] = Block(
            code, loaded[name][entry["set"]],
            _by_year(entry["units_in_block"], years), _by_year(entry["units_known"], years),
        )  # fmt: skip
    stop_on_errors(problems)
    return blocks
