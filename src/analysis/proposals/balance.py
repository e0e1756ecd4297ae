"""How the scale is balanced: what no change names is scaled so that all points add up again, in exact fractions."""

from fractions import Fraction

from analysis.criteria_set import ROOT
from analysis.proposals.kinds import written
from analysis.proposals.terms import scaled
from analysis.rule_terms import exact


class NothingToScale(Exception):
    """Raised where the criteria that no change names cannot be scaled: `node`, points they would need, points they have."""

    def __init__(self, node: str, needed: Fraction | None, there: Fraction | None):
        self.node, self.needed, self.there = node, needed, there
        super().__init__(node)


def rest_scaled(rows: list[dict], stated: set[str], scale: Fraction) -> list[dict]:
    """Return the rows with maxima that add up to a scale: one factor for every leaf that is not stated, nor below one.

    stated : codes whose maximum a change states; what lies below such a node is scaled to it. Nodes above become the sum
    of what lies below. Bonus and deductions are not part of the scale and stay. Raises NothingToScale.
    """
    tree = _Tree(rows, stated)
    maxima = tree.maxima | {ROOT: scale}
    for node in [ROOT, *(code for code in tree.main if code in stated and tree.below[code])]:
        maxima |= tree.settled(node, maxima[node])
    for node in reversed(tree.main):
        if tree.below[node] and node not in stated and node != ROOT:
            maxima[node] = sum(maxima[code] for code in tree.below[node])
    return [row | {"max_points": _kept(row["max_points"], maxima.get(row["criterion_code"]))} for row in rows]


def _kept(words: str, maximum: Fraction | None) -> str:
    return words if maximum is None or exact(words) == maximum else written(maximum)


class _Tree:
    """The main criteria of a set: `main` codes from the root down, `below` their children, `maxima` as stated."""

    def __init__(self, rows: list[dict], stated: set[str]):
        by_code = {row["criterion_code"]: row for row in rows}
        self.stated, self.below, self.main = stated, {}, [ROOT]
        for code in self.main:
            self.below[code] = [
                row["criterion_code"] for row in rows if row["parent_code"] == code and row["part"] in ("", "main")
            ]
            self.main += self.below[code]
        self.maxima = {code: exact(by_code[code]["max_points"]) for code in self.main}

    def settled(self, node: str, target: Fraction) -> dict[str, Fraction]:
        """Return the maxima of the free leaves below a node, scaled so that all below it add up to the target."""
        fixed, free = self._gathered(node)
        values = [self.maxima[code] for code in [*fixed, *free]]
        if None in values:
            raise NothingToScale(node, None, None)
        needed, there = target - sum(values[: len(fixed)]), sum(values[len(fixed) :])
        if not free:
            return {}
        if needed <= 0 or there <= 0:
            raise NothingToScale(node, needed, there)
        return {code: self.maxima[code] * needed / there for code in free}

    def _gathered(self, node: str) -> tuple[list[str], list[str]]:
        fixed, free = [], []
        for code in self.below[node]:
            if code in self.stated:
                fixed.append(code)
            elif self.below[code]:
                for found, more in zip((fixed, free), self._gathered(code), strict=True):
                    found += more
            else:
                free.append(code)
        return fixed, free


def rules_fitted(rows: list[dict], former: dict[str, dict], restated: set[str]) -> list[dict]:
    """Return the rows with rules that reach the new maximum: points in their terms and their minimum in proportion.

    former : {code: the row its rule was written for}. restated : (code, column) pairs that a change states itself. The
    points of a deduction, whose maximum is zero, go with its minimum.
    """
    return [_fitted(row, former.get(row["criterion_code"]), restated) for row in rows]


def _fitted(row: dict, before: dict | None, restated: set) -> dict:
    column = "min_points" if before and exact(before["max_points"]) == 0 else "max_points"
    old, new = (exact(one[column]) if one else None for one in (before, row))
    code = row["criterion_code"]
    if not old or new is None or old == new:
        return row
    if (code, "rule") not in restated and row["rule_terms"]:
        row = row | {"rule_terms": scaled(row["rule"], row["rule_terms"], new / old)}
    lowest = exact(row["min_points"])
    if column == "max_points" and lowest and (code, "min_points") not in restated:
        row = row | {"min_points": written(lowest * new / old)}
    return row


def lowest_summed(rows: list[dict], base: dict[str, dict]) -> list[dict]:
    """Return the rows in which the lowest points of every node are again the sum of those below it, where they were before."""
    before, after = list(base.values()), {row["criterion_code"]: row for row in rows}
    summed = {code for code in base if _lowest(before, code) == exact(base[code]["min_points"])}
    for node in reversed(_nodes(rows)):
        total = _lowest(list(after.values()), node)
        if node in summed and total is not None:
            after[node] = after[node] | {"min_points": _kept(after[node]["min_points"], total)}
    return list(after.values())


def _nodes(rows: list[dict]) -> list[str]:
    """Return the codes that have others below them, a parent always before its children."""
    inner, found = {row["parent_code"] for row in rows}, [ROOT]
    for node in found:
        found += [
            row["criterion_code"] for row in rows if row["parent_code"] == node and row["criterion_code"] in inner
        ]
    return found


def _lowest(rows: list[dict], node: str) -> Fraction | None:
    """Return the sum of the lowest points of the main criteria below a node; None without any, or if one is not known."""
    values = [exact(row["min_points"]) for row in rows if row["parent_code"] == node and row["part"] in ("", "main")]
    return None if not values or None in values else sum(values)
