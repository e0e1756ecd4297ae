"""The figures of a study carried to the criteria of a proposal; nothing is filled in that was not collected."""

import math
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.criteria_set import ROOT, CriteriaSet
from analysis.proposals.applied import blocks_changed
from analysis.proposals.figures import recomputed
from analysis.proposals.plans import Plan, plans
from analysis.proposals.proposal import Proposal
from analysis.score import leaf
from analysis.study import Study
from analysis.treatments import OUTSIDE

NOT_COLLECTED = "not_collected"
UNIT = ["year", "block", "unit_code"]
# How a quantity grows when points grow by a factor: as they do, or as their square.
POWERS = {"points": 1, "standard_error": 1, "error_variance": 2}


class Carried(NamedTuple):
    """The tables `assessed` and `proposal_carried` of a proposal."""

    assessed: pd.DataFrame
    proposal_carried: pd.DataFrame


def carried(
    assessed: pd.DataFrame,
    official: Study,
    study: Study,
    proposal: Proposal,
    received: dict[str, pd.DataFrame] | None = None,
) -> Carried:
    """Return the figures as they count for the proposal, and how each criterion got its points.

    assessed : the official table of this name. official, study : the study under the official criteria and under those of
    the proposal. received : the tables of room 1, from which declared figures are read where a rule changes.

    An unchanged criterion keeps its points, one with another maximum their share of it; merged criteria have the share of
    their summed maxima, among those that apply; what is new has the kind of missing `not_collected`. Another rule is
    applied to declared figures where the points in force are those that the former rule gives for them; else the share
    stays. Published totals, ranks and classes are those of the official criteria and are left out, unless a proposal changes
    words only. Standard errors go with the points; those of merged criteria add up as independent ones.
    """
    changed = [] if proposal.only_words() else blocks_changed(study, proposal)
    frames, rows = [assessed[~assessed["block"].isin(changed)]], []
    for code in changed:
        own = assessed[assessed["block"] == code]
        base, other = official.criteria(code), study.criteria(code)
        planned = plans(base, other, proposal)
        anew = recomputed(own, official, study, code, planned, received)
        frames.append(_block(own, base, other, planned, anew))
        for year in sorted(own["year"].unique()):
            rows += _told(int(year), code, base, other, planned, own, anew)
    whole = pd.concat([one for one in frames if len(one)], ignore_index=True) if len(assessed) else assessed
    return Carried(whole[list(assessed.columns)], tables.from_rows("proposal_carried", rows))


def _block(own: pd.DataFrame, base: CriteriaSet, other: CriteriaSet, planned: list[Plan], anew: dict) -> pd.DataFrame:
    kept = []
    records = own.sort_values([*UNIT, "node", "measure"]).to_dict("records")
    for unit, cells in groupby(records, key=lambda cell: tuple(cell[name] for name in UNIT)):
        cells = list(cells)
        by_node = {}
        for cell in cells:
            by_node.setdefault(cell["node"], []).append(cell)
        if not any(cell["measure"] == "points" for cell in cells):
            continue
        blank = cells[0] | {
            "measure": "points",
            "value": math.nan,
            "word": "",
            "likely": math.nan,
            "file": "",
            "cell": "",
        }
        for plan in planned:
            if plan.how != "dropped":
                kept += _rows(plan, by_node, blank, base, anew.get((*unit, plan.code)))
        kept += _whole_maximum(by_node, base, other)
    return pd.DataFrame(kept, columns=own.columns)


def _rows(plan: Plan, by_node: dict, blank: dict, base: CriteriaSet, anew: Fraction | None) -> list[dict]:
    """Return the rows of one unit and criterion: its points and what belongs to them."""
    if plan.how in ("not_collected", "share_unknown"):
        none = {"node": plan.code, "missing": NOT_COLLECTED, "printed": NOT_COLLECTED, "sources": "proposal"}
        return [blank | none]
    if plan.how == "merged":
        return _merged(plan, by_node, blank, base)
    cells = [cell for cell in by_node.get(plan.origins[0], []) if cell["measure"] in (*POWERS, "respondents")]
    if anew is not None:
        return [_valued(cell, float(anew)) for cell in cells if cell["measure"] == "points"]
    return [_scaled(cell, plan.factor) for cell in cells]


def _scaled(cell: dict, factor: Fraction) -> dict:
    power = POWERS.get(cell["measure"], 0)
    if factor == 1 or not power or math.isnan(cell["value"]):
        return cell
    return _valued(cell, _times(cell["value"], factor**power)) | {"likely": _times(cell["likely"], factor**power)}


def _times(value: float, factor: Fraction) -> float:
    return value if math.isnan(value) else float(Fraction(str(value)) * factor)


def _valued(cell: dict, value: float) -> dict:
    return cell | {"value": value, "missing": "", "printed": f"{value:.6f}".rstrip("0").rstrip(".") or "0"}


def _merged(plan: Plan, by_node: dict, blank: dict, base: CriteriaSet) -> list[dict]:
    points = {
        code: next((cell for cell in by_node.get(code, []) if cell["measure"] == "points"), None)
        for code in plan.origins
    }
    if None in points.values():
        return []
    first = points[plan.origins[0]]
    sources = "; ".join(dict.fromkeys(cell["sources"] for cell in points.values()))
    row = blank | {"node": plan.code, "sources": sources, "file": first["file"], "cell": first["cell"]}
    kinds = {cell["missing"] for cell in points.values()}
    if len(kinds) == 1 and kinds != {""}:
        return [row | {"missing": first["missing"], "printed": first["missing"]}]
    share, unknown = _share(points, base)
    if share is None:
        return [row | {"missing": unknown, "printed": unknown}]
    whole = sum(base.items[code].maximum or base.items[code].minimum for code in plan.origins) * plan.factor
    return [_valued(row, float(share * whole)), *_errors(plan, by_node, row, points, base, whole)]


def _share(points: dict[str, dict], base: CriteriaSet) -> tuple[Fraction | None, str]:
    """Return (share of the summed maxima of what applies, kind of missing that leaves it unknown)."""
    got, of = Fraction(0), Fraction(0)
    for code, cell in points.items():
        if cell["missing"] == OUTSIDE:
            continue
        bound = base.items[code].maximum or base.items[code].minimum
        value, maximum, _ = leaf(cell, base, math.nan)
        if math.isnan(value):
            return None, cell["missing"]
        left_out = cell["missing"] and value == 0 and maximum == 0
        full = cell["missing"] and value == maximum and value != 0
        got += bound if full else Fraction(0) if left_out else Fraction(str(value))
        of += 0 if left_out else bound
    return (got / of, "") if of else (None, "no_case")


def _errors(plan: Plan, by_node: dict, row: dict, points: dict, base: CriteriaSet, whole: Fraction) -> list[dict]:
    """Return the standard error of merged points where each of those that have points has one."""
    counted = [code for code, cell in points.items() if not cell["missing"]]
    found = [cell["value"] for code in counted for cell in by_node[code] if cell["measure"] == "standard_error"]
    if not counted or len(found) < len(counted) or any(map(math.isnan, found)):
        return []
    of = sum(base.items[code].maximum or base.items[code].minimum for code in counted)
    return [_valued(row | {"measure": "standard_error"}, math.hypot(*found) * abs(float(whole / of)))]


def _whole_maximum(by_node: dict, base: CriteriaSet, other: CriteriaSet) -> list[dict]:
    """Return the applicable maximum that a table prints for a unit, where the set has one criterion and its share can stay."""
    cells = [cell for cell in by_node.get(ROOT, []) if cell["measure"] == "applicable_max"]
    before, after = base.items[ROOT].maximum, other.items[ROOT].maximum
    if not cells or len(base.leaves) > 1 or len(other.leaves) > 1 or not before or not after:
        return []
    factor = after / before
    return [
        cell if math.isnan(cell["value"]) or factor == 1 else _valued(cell, _times(cell["value"], factor))
        for cell in cells
    ]


def _told(
    year: int, block: str, base: CriteriaSet, other: CriteriaSet, planned: list, own: pd.DataFrame, anew: dict
) -> list[dict]:
    units = own[(own["year"] == year) & (own["measure"] == "points")]["unit_code"].nunique()
    rows = []
    for plan in planned:
        again = sum(key[0] == year and key[3] == plan.code for key in anew)
        how = "recomputed" if plan.how == "rule_not_recomputed" and again == units else plan.how
        after = math.nan if how == "dropped" else other.maximum(plan.code)
        before = sum(base.maximum(code) for code in plan.origins) if plan.origins else math.nan
        rows.append(
            {"year": year, "block": block, "criterion_code": plan.code, "how": how, "from_codes": "; ".join(plan.origins),
             "maximum_base": before, "maximum_proposal": after, "n": units, "n_recomputed": again}
        )  # fmt: skip
    return rows
