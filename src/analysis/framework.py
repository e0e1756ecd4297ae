"""The criteria of one legal decision: criteria with parents and maxima, and how points become ranks and classes."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import csv_file, settings
from analysis.criteria_checks import ROOT, UNKNOWN, exact, set_problems, unknown_set_problems
from analysis.paths import frameworks_folder, shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, MapOf, choice, either, iso_date, real, text, whole
from analysis.tables import schemas

TREATMENTS = (
    "per_cent",
    "zero",
    "full",
    "rescale_appraised",
    "rescale_without_survey",
    "share_among_siblings",
)
_unknown = choice(UNKNOWN)
_SET = Keys(
    {
        "title": BOTH_LANGUAGES,
        "scale": either(real(0, 10_000), _unknown),
        "rank_rule": choice("competition", "dense"),
        "rounding": Keys({"level": choice(ROOT), "decimals": whole(0, 9), "method": choice("half_up")}),
        "rank_on": choice("printed", "unrounded"),
        "not_applicable": choice(*TREATMENTS, "none", UNKNOWN),
        "classes": ListOf(Keys({"class": text(), "lower": either(real(0, 10_000), _unknown)})),
    }
)
_FRAMEWORK = Keys(
    {
        "framework": text(),
        "title": BOTH_LANGUAGES,
        "decision": Keys({"issuer": text(), "number": text(), "date": either(iso_date(), _unknown)}),
        "completeness": choice("complete", "published_parts"),
        "sources": ListOf(text(), least=1),
        "sets": MapOf(text(), _SET),
    }
)


@dataclass(frozen=True)
class CriteriaSet:
    """One set of criteria: the tree, the rules of rank, rounding and class.

    criteria : indexed by criterion_code, columns parent_code, title_vi, title_en, max_points and min_points
        (float, NaN where no source states it), points_from, on_no_case, note; the root is `total`.
    classes : ((label, lower limit or None), ...), best first.
    """

    framework: str
    code: str
    title: dict
    criteria: pd.DataFrame
    rank_rule: str
    decimals: int
    rank_on: str
    not_applicable: str
    classes: tuple

    @cached_property
    def parents(self) -> dict[str, str]:
        """Return the parent's code of every criterion; empty text for the root."""
        return dict(zip(self.criteria.index, self.criteria["parent_code"], strict=True))

    @cached_property
    def leaves(self) -> list[str]:
        """Return the codes of criteria that carry points themselves, in the order of the decision."""
        inner = set(self.parents.values())
        return [code for code in self.parents if code not in inner]

    @cached_property
    def nodes(self) -> list[str]:
        """Return the codes of all inner nodes, children before parents, the root last."""
        leaves = set(self.leaves)
        return sorted((code for code in self.parents if code not in leaves), key=self.depth, reverse=True)

    def children(self, node: str) -> list[str]:
        """Return the codes directly below a node, in the order of the decision."""
        return [code for code, parent in self.parents.items() if parent == node]

    def depth(self, code: str) -> int:
        """Return how many steps a criterion lies below the root."""
        return 0 if code == ROOT else 1 + self.depth(self.parents[code])

    def lies_below(self, code: str, node: str) -> bool:
        """Return whether a criterion is the node itself or stands somewhere below it."""
        return code == node or (code != ROOT and self.lies_below(self.parents[code], node))

    def maximum(self, code: str) -> float:
        """Return the maximum points of a criterion; NaN if no source states it."""
        return float(self.criteria.loc[code, "max_points"])

    def minimum(self, code: str) -> float:
        """Return the lowest possible points of a criterion; NaN if no source states it."""
        return float(self.criteria.loc[code, "min_points"])

    def maxima_known(self) -> bool:
        """Return whether every leaf has a stated maximum."""
        return bool(self.criteria.loc[self.leaves, "max_points"].notna().all())

    def cut_offs_known(self) -> bool:
        """Return whether there are classes and every class has a stated lower limit."""
        return bool(self.classes) and all(lower is not None for _, lower in self.classes)

    def label(self, code: str, language: str) -> str:
        """Return the title of a criterion in a language."""
        return str(self.criteria.loc[code, f"title_{language}"])


def load(root: Path, framework: str) -> dict[str, CriteriaSet]:
    """Return the sets of a framework by their code.

    Raises DataProblems naming file, place, found and allowed for everything wrong at once: codes, parents, cycles,
    sums of children against their parent's maximum, root against scale, order of cut-offs.
    """
    folder = frameworks_folder(root) / framework
    content = settings.load(folder / "framework.yml", _FRAMEWORK)
    problems = _identity_problems(content, framework, folder)
    rows = _criteria_rows(folder / "criteria.csv")
    sets, file = {}, shown(folder / "criteria.csv")
    problems += unknown_set_problems(rows, list(content["sets"]), file)
    for code, rules in content["sets"].items():
        own = [row for row in rows if row["set"] == code]
        found = set_problems(own, code, rules, file)
        problems += found
        if not found:
            sets[code] = _criteria_set(framework, code, rules, own)
    stop_on_errors(problems)
    return sets


def _identity_problems(content: dict, framework: str, folder: Path) -> list[Problem]:
    if content["framework"] == framework:
        return []
    file = shown(folder / "framework.yml")
    return [problem("value_not_allowed", file=file, cell="framework", found=content["framework"], expected=framework)]


def _criteria_rows(path: Path) -> list[dict]:
    file = shown(path)
    header, rows = csv_file.rows(path)
    declared = list(schemas()["inputs"]["criteria"]["columns"])
    if header != declared:
        found = ", ".join(header)
        raise DataProblems([problem("wrong_header", file=file, found=found, expected=", ".join(declared))])
    return [dict(zip(header, row, strict=True), line=line) for line, row in rows]


def _criteria_set(framework: str, code: str, rules: dict, rows: list[dict]) -> CriteriaSet:
    criteria = pd.DataFrame(rows).set_index("criterion_code").drop(columns=["set", "line"])
    for name in ("max_points", "min_points"):
        criteria[name] = [float("nan") if (value := exact(one)) is None else float(value) for one in criteria[name]]
    classes = tuple(
        (entry["class"], None if entry["lower"] == UNKNOWN else float(entry["lower"])) for entry in rules["classes"]
    )
    return CriteriaSet(
        framework=framework, code=code, title=rules["title"], criteria=criteria, rank_rule=rules["rank_rule"],
        decimals=rules["rounding"]["decimals"], rank_on=rules["rank_on"],
        not_applicable=rules["not_applicable"], classes=classes,
    )  # fmt: skip
