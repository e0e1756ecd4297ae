"""How far independent appraisals of the same rows agree, and the error of one of them. Nothing is random here.

Rows are what was appraised twice: a choice, not a sample of all rows. Agreement holds severity that raters share; only
differences between them are seen.
"""

from typing import NamedTuple

import numpy as np
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from analysis.ranks import RESOLUTION
from analysis.statistics.estimates import CONFIDENCE, LEAST_UNITS, Estimate, nothing, varies

TAIL = (1 - CONFIDENCE) / 2


class Intraclass(NamedTuple):
    """The six intraclass correlations of Shrout and Fleiss (1979), raters times raters averaged.

    one, random, fixed : a single rating, each row rated by others; by the same raters of many; by just these raters.
    mean_* : the same of the mean of all ratings of a row.
    """

    one: Estimate
    random: Estimate
    fixed: Estimate
    mean_one: Estimate
    mean_random: Estimate
    mean_fixed: Estimate


def intraclass(ratings: np.ndarray) -> Intraclass:
    """Return the six intraclass correlations of rows x raters, with intervals by F (Shrout and Fleiss 1979).

    From eight rows on the interval is the wider of that by F and the jackknife of Fisher's z: where rows are skewed that
    by F covers only about 90 per cent at any number of rows (docs/calibration.md).
    A row that a rater did not rate (NaN) does not count. Values without interval where raters and rows explain everything;
    nothing below three rows or two raters, or where the rows do not differ at all.
    """
    ratings = np.asarray(ratings, dtype=float)
    ratings = ratings[~np.isnan(ratings).any(axis=1)]
    n, k = ratings.shape
    if n < 3 or k < 2 or not varies(ratings):
        return Intraclass(*[nothing(n)] * 6)
    squares = mean_squares(ratings)
    single = [_by_ratio(squares, n, k, 2), _by_raters(squares, n, k), _by_ratio(squares, n, k, 3)]
    if n >= LEAST_UNITS:
        without = _values(_mean_squares_without_each(ratings), n - 1, k)
        single = [_widened(one, left, k) for one, left in zip(single, without, strict=True)]
    return Intraclass(*single, *(_of_mean(one, k) for one in single))


def mean_squares(ratings: np.ndarray) -> tuple[float, float, float, float]:
    """Return the mean squares of a table rows x raters: between rows, between raters, within rows, and the rest."""
    centred = ratings - ratings.mean()
    sums = centred.sum(axis=1), centred.sum(axis=0)
    return tuple(map(float, _of_sums((sums[0] ** 2).sum(), sums[1], (centred**2).sum(), *centred.shape)))


def _mean_squares_without_each(ratings: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the mean squares of the table without each row in turn, one entry a row left out."""
    centred = ratings - ratings.mean()
    n, k = centred.shape
    by_row = centred.sum(axis=1)
    squares = [(part**2).sum() - part**2 for part in (by_row, np.sqrt((centred**2).sum(axis=1)))]
    return _of_sums(squares[0], centred.sum(axis=0) - centred, squares[1], n - 1, k)


def _of_sums(of_rows, by_rater: np.ndarray, of_all, n: int, k: int) -> tuple[np.ndarray, ...]:
    """Return mean squares from the squared sums of rows, the sums by rater (last axis) and the sum of all squares."""
    mean = by_rater.sum(axis=-1) ** 2 / (n * k)
    rows, raters = of_rows / k - mean, (by_rater**2).sum(axis=-1) / n - mean
    within = of_all - of_rows / k
    freedom = n - 1, k - 1, n * (k - 1), (n - 1) * (k - 1)
    return tuple(
        np.maximum(part, 0) / own for part, own in zip((rows, raters, within, within - raters), freedom, strict=True)
    )


def _values(squares: tuple, n: int, k: int) -> tuple:
    """Return the three intraclass correlations of a single rating from mean squares, NaN where all ratings are alike."""
    rows, raters, within, rest = map(np.asarray, squares)
    whole = rows + (k - 1) * within, rows + (k - 1) * rest + k * (raters - rest) / n, rows + (k - 1) * rest
    with np.errstate(divide="ignore", invalid="ignore"):
        return (rows - within) / whole[0], (rows - rest) / whole[1], (rows - rest) / whole[2]


def _widened(one: Estimate, without: np.ndarray, k: int) -> Estimate:
    """Return the estimate with the wider of its interval by F and the jackknife of Fisher's z of k ratings (by t)."""
    left = _z(np.clip(without, -1 / (k - 1) + 1e-9, 1 - 1e-9), k)
    if np.isnan(one.low) or np.isnan(left).any():
        return one
    half = stats.t.isf(TAIL, len(left) - 1) * np.sqrt((len(left) - 1) * left.var())
    limits = np.exp(2 * (_z(one.value, k) + np.array([-half, half])))
    low, high = (limits - 1) / (limits + k - 1)
    return one._replace(low=float(min(low, one.low)), high=float(max(high, one.high)))


def _z(value: np.ndarray, k: int) -> np.ndarray:
    return np.log((1 + (k - 1) * value) / (1 - value)) / 2


def _by_ratio(squares: tuple, n: int, k: int, error: int) -> Estimate:
    """Return the agreement whose F is the mean square of rows over that of the error (2: within rows, 3: the rest)."""
    value, freedom = float(_values(squares, n, k)[0 if error == 2 else 2]), (n if error == 2 else n - 1) * (k - 1)
    if _nothing_left(squares[0], squares[error]):
        return nothing(n, value)
    ratio = squares[0] / squares[error]
    low = ratio / stats.f.isf(TAIL, n - 1, freedom)
    high = ratio * stats.f.isf(TAIL, freedom, n - 1)
    return Estimate(value, *(float((one - 1) / (one + k - 1)) for one in (low, high)), np.nan, n)


def _by_raters(squares: tuple, n: int, k: int) -> Estimate:
    """Return the agreement with raters drawn from many; degrees of freedom by Satterthwaite (Fleiss and Shrout 1978)."""
    rows, raters, _, rest = squares
    value = float(_values(squares, n, k)[1])
    if _nothing_left(rows, rest):
        return nothing(n, value)
    between, spread = k * value * raters / rest, n * (1 + (k - 1) * value) - k * value
    freedom = (between + spread) ** 2 / (between**2 / (k - 1) + spread**2 / ((n - 1) * (k - 1)))
    others = k * raters + (k * n - k - n) * rest
    upper, lower = stats.f.isf(TAIL, n - 1, freedom), stats.f.isf(TAIL, freedom, n - 1)
    low = n * (rows - upper * rest) / (upper * others + n * rows)
    high = n * (lower * rows - rest) / (others + n * lower * rows)
    return Estimate(value, float(low), float(high), np.nan, n)


def _nothing_left(rows: float, error: float) -> bool:
    return error < 1e-12 * rows or rows < 1e-12 * error


def _of_mean(one: Estimate, k: int) -> Estimate:
    """Return the agreement of means of k ratings (Spearman and Brown); none where the means do not differ at all."""
    if 1 + (k - 1) * one.value < 1e-12:
        return nothing(one.n)
    with np.errstate(divide="ignore"):
        value, low, high = (float(k * part / (1 + (k - 1) * part)) for part in map(np.float64, one[:3]))
    return Estimate(value, low, high, np.nan, one.n)


def error_of_one(ratings: np.ndarray) -> Estimate:
    """Return the standard deviation of one rating about the mean of its row, in the unit of the ratings.

    ratings : rows x raters, NaN where a rater did not rate; for two raters the root of half the mean squared difference
    (Bland and Altman 1996). Interval by chi-square, whose degrees of freedom are fewer where squared differences spread
    more than normal ones do (Satterthwaite 1946), or the jackknife of its logarithm (Miller 1968) if that is wider: normal
    errors would give too narrow an interval where most rows agree and few differ much. n : rows rated at least twice;
    nothing without any, no interval below eight or without differences.
    """
    ratings = np.asarray(ratings, dtype=float)
    freedom = (~np.isnan(ratings)).sum(axis=1) - 1
    ratings, freedom = ratings[freedom > 0], freedom[freedom > 0]
    n = len(ratings)
    if not n:
        return nothing(0)
    centred = ratings - np.nanmean(ratings, axis=1, keepdims=True)
    squares = np.nansum(centred**2, axis=1)
    variance = squares.sum() / freedom.sum()
    if n < LEAST_UNITS or variance < 1e-12 * np.nanmax(np.abs(ratings)) ** 2:
        return nothing(n, float(np.sqrt(variance)))
    # How much the sum of squares varies between rows of its kind gives the variance of the pooled one.
    spread = n / (n - 1) * ((squares - freedom * variance) ** 2).sum() / freedom.sum() ** 2
    own = min(freedom.sum(), 2 * variance**2 / spread) if spread > 0 else freedom.sum()
    limits = [own * variance / stats.chi2.isf(tail, own) for tail in (TAIL, 1 - TAIL)]
    without = (squares.sum() - squares) / (freedom.sum() - freedom)
    if (without > 0).all():
        half = stats.t.isf(TAIL, n - 1) * np.sqrt((n - 1) * np.log(without).var())
        limits = [min(limits[0], variance * np.exp(-half)), max(limits[1], variance * np.exp(half))]
    return Estimate(float(np.sqrt(variance)), *(float(np.sqrt(limit)) for limit in limits), np.nan, n)


def weighted_kappa(
    one: np.ndarray, other: np.ndarray, weights: str = "quadratic", interchangeable: bool = False
) -> Estimate:
    """Return Cohen's weighted kappa of two ratings of the same rows, 1 where they always agree, 0 as by chance.

    weights : a disagreement counts by its size (`linear`) or its square (`quadratic`, Cohen 1968), in the unit of the
    ratings, so that nothing depends on which values are named. interchangeable : the raters differ from row to row, and
    which of a pair stands first says nothing: it counts half in either order, and chance is that of both together (Scott
    1955). NaN on either side: the row does not count. Interval by `kappa_of_counts`; nothing below three rows or where
    nobody ever differs from one value.
    """
    one, other = (np.round(np.asarray(values, dtype=float), RESOLUTION) for values in (one, other))
    both = ~(np.isnan(one) | np.isnan(other))
    values, places = np.unique(np.concatenate([one[both], other[both]]), return_inverse=True)
    counts = np.zeros((len(values), len(values)))
    np.add.at(counts, tuple(places.reshape(2, -1)), 1)
    counts = (counts + counts.T) / 2 if interchangeable else counts
    return kappa_of_counts(counts, np.abs(values[:, None] - values) ** {"linear": 1, "quadratic": 2}[weights])


def kappa_of_counts(counts: np.ndarray, disagreement: np.ndarray) -> Estimate:
    """Return Cohen's weighted kappa of a square table of counts and the weight of each disagreement (0 on the diagonal).

    Standard error of Fleiss, Cohen and Everitt (1969), or of the jackknife if that is larger; the interval by Fisher's z of
    kappa and Student's t with n - 2 degrees of freedom, since kappa itself is skewed near 1; from eight rows on, none where
    all agree.
    """
    counts, disagreement = np.asarray(counts, dtype=float), np.asarray(disagreement, dtype=float)
    n = round(counts.sum())
    if n < 3 or not (counts.sum(axis=1)[:, None] * counts.sum(axis=0) * disagreement).sum() > 0:
        return nothing(n)
    found = cohens_kappa(counts, weights=disagreement)
    value = float(found.kappa)
    if n < LEAST_UNITS or 1 - abs(value) < 10.0**-RESOLUTION or not found.std_kappa > 0:
        return nothing(n, value)
    error = np.fmax(found.std_kappa / (1 - value**2), _jackknife_of_kappa(counts, disagreement))
    half = stats.t.isf(TAIL, n - 2) * error
    low, high = np.tanh(np.arctanh(value) + np.array([-half, half]))
    return Estimate(value, float(low), float(high), np.nan, n)


def _jackknife_of_kappa(counts: np.ndarray, disagreement: np.ndarray) -> float:
    """Return the jackknife standard error of Fisher's z of kappa; NaN where leaving out one row leaves full agreement."""
    n, (by_row, by_column) = counts.sum(), (counts.sum(axis=1), counts.sum(axis=0))
    seen = (counts * disagreement).sum() - disagreement
    chance = (
        by_row @ disagreement @ by_column - (disagreement @ by_column)[:, None] - by_row @ disagreement + disagreement
    )
    present = counts > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.arctanh(1 - (n - 1) * seen[present] / chance[present])
    if not np.isfinite(z).all():
        return np.nan
    mean = np.average(z, weights=counts[present])
    return float(np.sqrt((n - 1) / n * (counts[present] * (z - mean) ** 2).sum()))
