"""Points that are added up, exactly, under drawn weights and any of the six treatments of what does not apply.

Under a weight that is f times the official one a leaf gives f times its points out of f times its maximum; the treatments
(domain_rules B3, `treatments.effective`) then work on these. At the official weights every treatment gives what
`treatments.effective` gives; a weight of 0 gives what the set without the criterion gives.
"""

from typing import NamedTuple

import numpy as np

from analysis.blocks import UnitsTogether
from analysis.criteria_set import ROOT, CriteriaSet
from analysis.ranks import half_up
from analysis.sensitivity.exact import MOST_BITS, sums, whole, whole_factors
from analysis.sensitivity.ranking import PACKED_BITS, to_billionths
from analysis.treatments import OUTSIDE, Leaf, effective

# Their points are quotients of sums, or sums of such, and no longer whole numbers.
DIVIDED = ("rescale_appraised", "rescale_without_survey", "share_among_siblings")


class Model(NamedTuple):
    """The points of one block, units x all leaves of the set, as appraised and surveyed.

    points : 0 where nothing applies. maxima : what applies of the maximum; gaps : what does not apply of it (outside the
    functions); both 0 where `maxima_known` is false. decimals : all three are whole numbers in steps of 10^-decimals;
    None if they have more than nine, so that sums are rounded to 1e-9. main, surveyed : masks of the leaves; inside : of
    each node, the mask of the leaves below it.
    """

    criteria: CriteriaSet
    points: np.ndarray
    maxima: np.ndarray
    gaps: np.ndarray
    main: np.ndarray
    surveyed: np.ndarray
    inside: dict[str, np.ndarray]
    maxima_known: bool
    decimals: int | None

    @property
    def percent_known(self) -> bool:
        """Return whether a total has a per cent: its maximum is known and its scale starts at zero."""
        return self.maxima_known and self.criteria.minimum(ROOT) <= 0


class Totals(NamedTuple):
    """Points and applicable maximum under every draw, draws x units, in steps of `step` points; the points whole if `exact`.

    The points are NaN where a treatment cannot give them, because nothing applies of what it would rescale.
    """

    points: np.ndarray
    maximum: np.ndarray
    step: float
    exact: bool


def model(units: UnitsTogether, leaves: dict[str, dict[str, Leaf]]) -> Model:
    """Return the points of a block from its raw leaves, {unit_code: {code: Leaf}} as `score.raw_leaves` gives them."""
    criteria = units.criteria
    rows = [[_row(leaves[unit][code], code, criteria) for code in criteria.leaves] for unit in units.units]
    values = np.array(rows, dtype=float).transpose(2, 0, 1)
    main = np.array([criteria.parts[code] == "main" for code in criteria.leaves])
    # Bonus and deductions are added as they are, after their caps, whatever the weights.
    values[0][:, ~main] = units.points.to_numpy()[:, ~main]
    surveyed = np.array([code in criteria.surveyed for code in criteria.leaves])
    known = bool(np.isfinite(values[1:]).all())
    values[1:] = values[1:] if known else 0
    try:
        values, decimals = whole(values)
    except ValueError:
        decimals = None
    inside = {node: np.array([criteria.lies_below(leaf, node) for leaf in criteria.leaves])
              for node in [*criteria.nodes, *criteria.leaves]}  # fmt: skip
    return Model(criteria, *values, main, surveyed, inside, known, decimals)


def _row(one: Leaf, code: str, criteria: CriteriaSet) -> tuple[float, float, float]:
    """Return (points, what applies of the maximum, what does not) of one leaf; bonus and deductions have no maximum."""
    if criteria.parts[code] != "main":
        return 0.0, 0.0, 0.0
    if one.missing == OUTSIDE or (one.missing == "not_surveyed" and one.maximum):
        return 0.0, 0.0, one.maximum
    # A table may print a smaller maximum for a unit without saying which criteria do not apply to it.
    smaller = criteria.not_applicable == "per_cent" and not one.missing and one.maximum < criteria.maximum(code)
    return one.points, one.maximum, criteria.maximum(code) - one.maximum if smaller else 0.0


def computable(treatment: str, units: UnitsTogether, leaves: dict[str, dict[str, Leaf]]) -> bool:
    """Return whether a treatment gives every unit of the block points, from what its table holds.

    The treatments that divide need to know which criteria do not apply, not only how much of one maximum.
    """
    own = [leaves[unit] for unit in units.units]
    parted = [all(_row(leaf, code, units.criteria)[1:]) for one in own for code, leaf in one.items()]
    if treatment in DIVIDED and any(parted):
        return False
    counted = [leaf for one in own for leaf in effective(one, units.criteria, treatment).values()]
    return not any(np.isnan(leaf.points) or np.isnan(leaf.maximum) for leaf in counted)


def totals(data: Model, treatment: str, factors: np.ndarray, node: str = ROOT) -> Totals:
    """Return points and applicable maximum of every unit on a node under one treatment, in draws.

    factors : draws x all leaves, by what the weight of each leaf is multiplied; 1 for bonus and deductions. treatment :
    one of the six; another word, where no source states the treatment, leaves what applies as it is.
    """
    factors, step, exact = _whole(data, factors)
    points, maximum = _TREATMENTS.get(treatment, _as_it_is)(data, factors, node)
    return Totals(points, maximum, step, exact and treatment not in DIVIDED)


def _whole(data: Model, factors: np.ndarray) -> tuple[np.ndarray, float, bool]:
    """Return (factors, step of the sums in points, whether the sums are exact)."""
    if data.decimals is None:
        return factors, 1.0, False
    step, largest = 10.0**-data.decimals, np.abs(data.points) + data.maxima + data.gaps
    bits = min(MOST_BITS - 1, PACKED_BITS - len(largest).bit_length())
    try:
        factors, resolution = whole_factors(factors, largest, bits)
    except ValueError:
        return factors, step, False
    return factors, step * resolution, True


Sums = tuple[np.ndarray, np.ndarray]


def _as_it_is(data: Model, factors: np.ndarray, node: str) -> Sums:
    inside = data.inside[node]
    return sums(factors, data.points * inside), sums(factors, data.maxima * inside)


def _zero(data: Model, factors: np.ndarray, node: str) -> Sums:
    inside = data.inside[node]
    return sums(factors, data.points * inside), sums(factors, (data.maxima + data.gaps) * inside)


def _full(data: Model, factors: np.ndarray, node: str) -> Sums:
    inside = data.inside[node]
    return sums(factors, (data.points + data.gaps) * inside), sums(factors, (data.maxima + data.gaps) * inside)


def _rescale_appraised(data: Model, factors: np.ndarray, node: str) -> Sums:
    return _rescaled(data, factors, node, data.main & ~data.surveyed)


def _rescale_without_survey(data: Model, factors: np.ndarray, node: str) -> Sums:
    return _rescaled(data, factors, node, data.main)


def _rescaled(data: Model, factors: np.ndarray, node: str, scaled: np.ndarray) -> Sums:
    """Return the sums with the leaves in `scaled` multiplied by their whole over their applicable maximum."""
    inside = data.inside[node]
    rest, gap = sums(factors, data.maxima * scaled), sums(factors, data.gaps * scaled)
    # Where nothing is left to be rescaled there are no points to multiply: what is not rescaled still counts.
    factor = np.divide(rest + gap, rest, out=np.ones_like(rest), where=rest > 0)
    both = [sums(factors, values * (inside & ~scaled)) + factor * sums(factors, values * (inside & scaled))
            for values in (data.points, data.maxima)]  # fmt: skip
    return both[0], both[1]


def _share_among_siblings(data: Model, factors: np.ndarray, node: str) -> Sums:
    points, maximum, _, _ = _shared(data, factors, node)
    return points + sums(factors, data.points * (data.inside[node] & ~data.main)), maximum


def _shared(data: Model, factors: np.ndarray, node: str) -> tuple[np.ndarray, ...]:
    """Return (points, maximum, whole maximum, whether anything applies) of a node, what does not apply shared below it."""
    if node in data.criteria.leaves:
        place = data.criteria.leaves.index(node)
        own = factors[:, [place]] * data.main[place]
        points, maximum, gap = (own * values[:, place] for values in (data.points, data.maxima, data.gaps))
        return points, maximum, maximum + gap, maximum > 0
    parts = [_shared(data, factors, child) for child in data.criteria.children(node)]
    points, maximum, everything = (sum(part[place] for part in parts) for place in range(3))
    rest = sum(np.where(applies, part, 0.0) for _, _, part, applies in parts)
    factor = np.divide(everything, rest, out=np.ones_like(rest), where=rest > 0)
    return points * factor, maximum * factor, everything, rest > 0


_TREATMENTS = {
    "per_cent": _as_it_is,
    "zero": _zero,
    "full": _full,
    "rescale_appraised": _rescale_appraised,
    "rescale_without_survey": _rescale_without_survey,
    "share_among_siblings": _share_among_siblings,
}


def failed(data: Model, found: Totals) -> np.ndarray:
    """Return of each draw whether some unit has no total, because nothing that counts applies to it."""
    nothing = np.isnan(found.points)
    return (nothing | (found.maximum == 0)).any(axis=1) if data.maxima_known else nothing.any(axis=1)


def percents(found: Totals) -> np.ndarray:
    """Return points in per cent of the applicable maximum; 0 where nothing applies."""
    return 100 * _ratios(found)


def _ratios(found: Totals) -> np.ndarray:
    # One division of two whole numbers: equal fractions give equal numbers.
    return np.divide(found.points, found.maximum, out=np.zeros_like(found.points), where=found.maximum > 0)


def comparable(data: Model, found: Totals, treatment: str) -> np.ndarray:
    """Return what ranks compare, draws x units, by the rules of the criteria; equal numbers are ties.

    per cents where the treatment leaves what does not apply out of the maximum, else points; on the printed total
    rounded half up, else exact, or to 1e-9 where sums are divided and added again.
    """
    by_percent = treatment == "per_cent" and data.percent_known
    if found.exact and data.criteria.rank_on != "printed":
        return _ratios(found) if by_percent else found.points.astype(np.int64)
    values = percents(found) if by_percent else found.points * found.step
    if data.criteria.rank_on != "printed":
        return to_billionths(values)
    return np.rint(half_up(values, data.criteria.decimals) * 10.0**data.criteria.decimals).astype(np.int64)


def class_values(data: Model, found: Totals) -> np.ndarray:
    """Return what cut-offs are compared with, draws x units: per cent where there is one, else points, as printed."""
    values = percents(found) if data.percent_known else found.points * found.step
    return half_up(values, data.criteria.decimals)
