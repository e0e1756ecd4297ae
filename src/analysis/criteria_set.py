"""One set of criteria of a legal decision: the tree and its rules, as rooms and forms ask about them."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from analysis.criterion import Criterion

ROOT = "total"
LEVEL_NAMES = (
    {"vi": "lĩnh vực", "en": "domain"},
    {"vi": "tiêu chí", "en": "criterion"},
    {"vi": "tiêu chí thành phần", "en": "sub-criterion"},
)


class ClassCap(NamedTuple):
    """A unit with less than `below` per cent of a node's maximum gets no better class than `best`."""

    node: str
    below: float
    best: str


@dataclass(frozen=True)
class CriteriaSet:
    """One set of criteria: the tree, the rules of rank, rounding and class.

    criteria : indexed by criterion_code, one column for every column of criteria.csv, max_points and min_points as
        float, NaN where no source states them; the root is `total`.
    items : {code: Criterion} of all nodes in the order of the decision; points are exact fractions.
    classes : ((label, lower limit or None), ...), best first. decision : issuer, number, date. level_names : titles of
        the levels below the root. unit_kinds : kinds of unit the set is for. replaces : the former framework's id.
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
    items: dict[str, Criterion] = field(default_factory=dict)
    rounding_level: str = ROOT
    level_names: tuple = LEVEL_NAMES
    class_caps: tuple[ClassCap, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    decision: dict = field(default_factory=dict)
    completeness: str = ""
    replaces: str = ""

    @property
    def points_decimals(self) -> int:
        """Return to how many decimals points are rounded."""
        return self.decimals

    @property
    def usable(self) -> bool:
        """Return whether the set may be used to score; one of which rows are missing may only be read and shown."""
        return self.completeness != "partial"

    @cached_property
    def parents(self) -> dict[str, str]:
        """Return the parent's code of every criterion; empty text for the root."""
        return dict(zip(self.criteria.index, self.criteria["parent_code"], strict=True))

    @cached_property
    def parts(self) -> dict[str, str]:
        """Return of every criterion whether it belongs to the main points, the bonus or the deductions."""
        return {code: item.part for code, item in self.items.items()} or dict.fromkeys(self.parents, "main")

    @cached_property
    def surveyed(self) -> frozenset[str]:
        """Return the codes of all criteria whose points come from a survey."""
        return frozenset(self.criteria.index[self.criteria["points_from"] == "survey"])

    @cached_property
    def capped(self) -> list[tuple[str, float, list[str]]]:
        """Return (node, cap, leaves below) of bonus and deduction nodes, the lowest first; NaN where no cap is stated."""
        return [
            (node, self.maximum(node) if self.parts[node] == "bonus" else self.minimum(node),
             [leaf for leaf in self.leaves if self.lies_below(leaf, node)])
            for node in [*self.leaves, *self.nodes]
            if self.parts[node] != "main"
        ]  # fmt: skip

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

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        below = {code: [] for code in self.parents}
        for code, parent in self.parents.items():
            if parent:
                below[parent].append(code)
        return below

    def children(self, node: str) -> list[str]:
        """Return the codes directly below a node, in the order of the decision."""
        return self._children[node]

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
