"""Intervals and tests of `analysis.statistics` on data that look like scores, and on normal data."""

from functools import cache, partial

import numpy as np
from scipy import stats

from analysis.statistics.agreement import error_of_one, intraclass, weighted_kappa
from analysis.statistics.correlation import kendall, pearson, pearson_of_scores, permutation_p, spearman
from analysis.statistics.difference import group_difference, hedges_g, mean_difference
from analysis.statistics.estimates import Estimate
from analysis.statistics.overlap import cronbach_alpha, omega
from analysis.statistics.power import detectable_correlation, detectable_difference
from calibrated.case import NAN, RESAMPLES, Case, Outcome

SIZES, DETECTABLE_SIZES, OMEGA_SIZES = (9, 19, 63, 136), (12, 25, 136), (25, 63, 136)

# Welch alone serves from here on.
WELCH_SIZES = (201, 400)

# So many make up a population whose value counts as the truth.
POPULATION = 400_000

# A third of the units, three at least, are the group; its spread against the others'.
SPREADS = (1.0, 1.5)

ITEM_LOADINGS = np.array([0.9, 0.8, 0.6, 0.5, 0.4])


def scores(quality: np.ndarray, ceiling: float = 93.0) -> np.ndarray:
    """Return scores of units of such quality (mean 0, deviation 1): a long lower tail, a sixth at the ceiling, two decimals."""
    return np.round(np.minimum(ceiling, 88 + 5 * quality - 1.2 * (quality**2 - 1)), 2)


def steps(quality: np.ndarray) -> np.ndarray:
    """Return points 0 to 2 in steps of a half, a fifth of them at the maximum."""
    return np.clip(np.round(2 * (1.2 + 0.6 * quality)) / 2, 0, 2)


SHAPES = {"normal": lambda quality: quality, "scores": scores, "steps": steps}


def _pair(generator: np.random.Generator, n: int, strength: float, shapes: tuple[str, str]) -> list[np.ndarray]:
    first, second = generator.standard_normal((2, n))
    second = strength * first + np.sqrt(1 - strength**2) * second
    return [SHAPES[shape](one) for shape, one in zip(shapes, (first, second), strict=True)]


@cache
def _true_correlation(method: str, strength: float, shapes: tuple[str, str]) -> float:
    one, other = _pair(np.random.default_rng(1), POPULATION, strength, shapes)
    return float(
        {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}[method](one, other)[0]
    )


def _correlated(generator, n, effect, function, measure, strength, shapes) -> Outcome:
    strength = strength or effect
    one, other = _pair(generator, n, strength, shapes)
    found = function(one, other)
    p = NAN if strength != effect else permutation_p(one, other, measure, generator, RESAMPLES)
    return Outcome(p, found.low, found.high, _true_correlation(measure, strength, shapes))


def _correlation_cases() -> list[Case]:
    cases = []
    for name, function in (("pearson", pearson), ("spearman", spearman), ("kendall", kendall)):
        draw = partial(_correlated, function=function, measure=name)
        for shapes in (("scores", "normal"), ("scores", "steps")):
            title = f"statistics/{name}, {shapes[0]} with {shapes[1]}"
            cases.append(Case(title, SIZES, partial(draw, shapes=shapes, strength=0.0), 0.5))
            cases.append(Case(f"{title}, 0.7", SIZES, partial(draw, shapes=shapes, strength=0.7)))
        title, shapes = f"statistics/{name}, normal with normal, 0.7", ("normal", "normal")
        cases.append(Case(title, SIZES, partial(draw, shapes=shapes, strength=0.7)))
    draw = partial(_correlated, function=pearson_of_scores, measure="pearson", shapes=("scores", "scores"))
    return [*cases, Case("statistics/pearson_of_scores, scores with scores, 0.7", SIZES, partial(draw, strength=0.7))]


def _groups(generator, n, effect, shape, spread) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Return (group, reference, true difference, deviations): the group's mean is `effect` deviations higher."""
    size = max(3, n // 3)
    mean, deviation = _moments(shape)
    group, reference = (SHAPES[shape](generator.standard_normal(many)) for many in (size, n - size))
    shifted = mean + spread * (group - mean) + effect * deviation
    return shifted, reference, effect * deviation, deviation * np.array([spread, 1.0])


@cache
def _moments(shape: str) -> tuple[float, float]:
    values = SHAPES[shape](np.random.default_rng(2).standard_normal(POPULATION))
    return float(values.mean()), float(values.std())


def _difference(generator, n, effect, shape, spread) -> Outcome:
    group, reference, truth, _ = _groups(generator, n, effect, shape, spread)
    found, _ = group_difference(group, reference, generator, RESAMPLES)
    return Outcome(found.p, found.low, found.high, truth)


def _welch(generator, n, effect, shape, spread) -> Outcome:
    group, reference, truth, _ = _groups(generator, n, effect, shape, spread)
    found = mean_difference(group, reference)
    return Outcome(found.p, found.low, found.high, truth)


def _standardised(generator, n, effect, shape, spread) -> Outcome:
    group, reference, truth, deviations = _groups(generator, n, 0.8, shape, spread)
    freedom = np.array([len(group) - 1, len(reference) - 1])
    pooled = np.sqrt((freedom * deviations**2).sum() / freedom.sum())
    found = hedges_g(group, reference)
    return Outcome(NAN, found.low, found.high, truth / pooled)


def _difference_cases() -> list[Case]:
    kinds = [(shape, spread) for shape in SHAPES for spread in SPREADS if (shape, spread) != ("normal", 1.0)]
    functions = {"group_difference": (_difference, 1.0), "hedges_g, 0.8 deviations": (_standardised, None)}
    cases = [
        Case(f"statistics/{name}, {shape}, spread {spread:g}", SIZES, partial(draw, shape=shape, spread=spread), effect)
        for name, (draw, effect) in functions.items()
        for shape, spread in kinds
    ]
    return [
        *cases,
        *(
            Case(
                f"statistics/mean_difference, {shape}, spread 2", WELCH_SIZES, partial(_welch, shape=shape, spread=2.0)
            )
            for shape in SHAPES
        ),
    ]


def _detectable(generator, n, effect) -> Outcome:
    """Draw groups as far apart as should be found with 80 per cent probability, where effect is 1."""
    size = max(3, n // 3)
    apart = effect * detectable_difference(1.0, size, n - size)
    group, reference = apart + generator.standard_normal(size), generator.standard_normal(n - size)
    found, _ = group_difference(group, reference, generator, RESAMPLES)
    return Outcome(found.p)


def _detectable_correlation(generator, n, effect) -> Outcome:
    one, other = _pair(generator, n, effect * detectable_correlation(n), ("normal", "normal"))
    return Outcome(permutation_p(one, other, "pearson", generator, RESAMPLES))


def _items(generator: np.random.Generator, n: int, shape: str) -> np.ndarray:
    quality, own = generator.standard_normal((n, 1)), generator.standard_normal((n, len(ITEM_LOADINGS)))
    return SHAPES[shape](ITEM_LOADINGS * quality + np.sqrt(1 - ITEM_LOADINGS**2) * own)


@cache
def _true_overlap(function, shape: str) -> float:
    return function(_items(np.random.default_rng(3), POPULATION // 4, shape)).value


def _overlap(generator, n, effect, function, shape) -> Outcome:
    found = function(_items(generator, n, shape))
    return Outcome(NAN, found.low, found.high, _true_overlap(function, shape))


def _ratings(generator: np.random.Generator, n: int, shape: str) -> np.ndarray:
    """Return n rows x two raters; rows spread twice as much as one rating errs."""
    quality, error = generator.standard_normal((n, 1)), generator.standard_normal((n, 2))
    return SHAPES[shape]((2 * quality + error) / np.sqrt(5))


AGREEMENT = {
    "intraclass, one": lambda ratings: intraclass(ratings).one,
    "intraclass, random": lambda ratings: intraclass(ratings).random,
    "intraclass, fixed": lambda ratings: intraclass(ratings).fixed,
    "error_of_one": error_of_one,
    "weighted_kappa, quadratic": lambda ratings: weighted_kappa(*ratings.T),
    "weighted_kappa, interchangeable": lambda ratings: weighted_kappa(*ratings.T, interchangeable=True),
    "weighted_kappa, linear": lambda ratings: weighted_kappa(*ratings.T, weights="linear"),
}


@cache
def _true_agreement(name: str, shape: str) -> float:
    return AGREEMENT[name](_ratings(np.random.default_rng(4), POPULATION, shape)).value


def _agreement(generator, n, effect, name, shape) -> Outcome:
    found: Estimate = AGREEMENT[name](_ratings(generator, n, shape))
    return Outcome(NAN, found.low, found.high, _true_agreement(name, shape))


def _agreement_cases() -> list[Case]:
    return [
        Case(f"statistics/{name}, {shape}", SIZES, partial(_agreement, name=name, shape=shape))
        for name in AGREEMENT
        for shape in (("steps",) if "kappa" in name else SHAPES)
    ]


CASES: tuple[Case, ...] = (
    *_correlation_cases(),
    *_difference_cases(),
    Case("statistics/detectable_difference", DETECTABLE_SIZES, _detectable, 1.0),
    Case("statistics/detectable_correlation", DETECTABLE_SIZES, _detectable_correlation, 1.0),
    *(
        Case(f"statistics/alpha, {shape}", SIZES, partial(_overlap, function=cronbach_alpha, shape=shape))
        for shape in SHAPES
    ),
    *(
        Case(f"statistics/omega, {shape}", OMEGA_SIZES, partial(_overlap, function=omega, shape=shape))
        for shape in SHAPES
    ),
    *_agreement_cases(),
)
