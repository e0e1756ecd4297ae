"""Agreement of raters against published tables, R and closed forms."""

import math

import numpy as np
import pytest

from analysis.statistics.agreement import error_of_one, intraclass, kappa_of_counts, mean_squares, weighted_kappa

# Shrout and Fleiss (1979), table 2: four judges rate six targets.
JUDGES = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])

PAIRS = np.array([[1, 2], [3, 3], [4, 6], [2, 2], [5, 4], [0, 0], [3, 4], [6, 6], [2, 1]], dtype=float)


def test_the_mean_squares_of_shrout_and_fleiss():
    """Their table 3: between targets 11.24, between judges 32.49, within targets 6.26, residual 1.02."""
    assert mean_squares(JUDGES) == pytest.approx((11.24, 32.49, 6.26, 1.02), abs=0.006)


def test_the_six_forms_of_shrout_and_fleiss():
    """Their table 4: .17, .29, .71 for one judge; .44, .62, .91 for the mean of four."""
    assert [one.value for one in intraclass(JUDGES)] == pytest.approx([0.17, 0.29, 0.71, 0.44, 0.62, 0.91], abs=0.006)


def test_their_intervals_are_those_of_the_r_package_psych():
    """psych, help page of ICC on these data, 95 per cent (lower bound, upper bound)."""
    published = [(-0.133, 0.72), (0.019, 0.76), (0.342, 0.95), (-0.884, 0.91), (0.071, 0.93), (0.676, 0.99)]
    for found, (low, high) in zip(intraclass(JUDGES), published, strict=True):
        assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-3))


def test_shuffled_rows_and_raters_and_another_origin_change_no_intraclass_correlation():
    found = np.array(intraclass(JUDGES))
    assert np.array(intraclass(JUDGES[::-1, [2, 0, 3, 1]])) == pytest.approx(found, nan_ok=True)
    assert np.array(intraclass(JUDGES * 3.0 + 1000)) == pytest.approx(found, nan_ok=True)


def test_a_row_that_a_rater_did_not_rate_does_not_count():
    more = np.vstack([JUDGES, [5, np.nan, 5, 5]])
    assert np.array(intraclass(more)) == pytest.approx(np.array(intraclass(JUDGES)), nan_ok=True)


@pytest.mark.parametrize("ratings", [JUDGES[:2], JUDGES[:, :1], np.ones((5, 2))])
def test_few_rows_one_rater_or_no_difference_have_no_intraclass_correlation(ratings):
    assert all(math.isnan(one.value) for one in intraclass(ratings))


def test_raters_who_agree_have_one_without_interval():
    found = intraclass(JUDGES[:, [0, 0]]).random
    assert found.value == pytest.approx(1) and math.isnan(found.low)


def test_rows_whose_means_do_not_differ_agree_least_of_all():
    found = intraclass(np.array([[1, 2], [2, 1], [1.5, 1.5], [0, 3]]))
    assert found.one.value == pytest.approx(-1) and math.isnan(found.mean_one.value)


def test_from_eight_rows_on_the_interval_is_never_narrower_than_that_by_f():
    """By F with 8 and 9 degrees of freedom: R qf(c(.975, .025), 8, 9) = 4.101956, 0.229503."""
    ratings = np.array(PAIRS)
    rows, _, within, _ = mean_squares(ratings)
    low, high = rows / within / 4.101956, rows / within / 0.229503
    found = intraclass(ratings).one
    assert found.low <= (low - 1) / (low + 1) + 1e-6 and found.high >= (high - 1) / (high + 1) - 1e-6


def test_the_jackknife_leaves_out_each_row_once():
    """Skewed rows, where the jackknife is the wider: half width 2.306004 (R: qt(.975, 8)) errors of z."""
    ratings = np.column_stack([np.arange(9.0) ** 3, np.arange(9.0) ** 3 + [0, 1, 0, 2, 0, 9, 0, 90, 300]])
    left = [intraclass(np.delete(ratings, row, axis=0)).fixed.value for row in range(9)]
    found = intraclass(ratings).fixed
    half = 2.306004 * math.sqrt(8 * np.var(np.arctanh(left)))
    assert found.low == pytest.approx(math.tanh(math.atanh(found.value) - half), rel=1e-6)


# Cohen (1968), table 1: two judges, 200 patients; personality disorder, neurosis, psychosis.
PATIENTS = np.array([[88, 10, 2], [14, 40, 6], [18, 10, 12]])
GRAVENESS = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]])


def test_the_example_of_cohen():
    """Cohen (1968): weighted kappa .348, unweighted .492."""
    assert kappa_of_counts(PATIENTS, GRAVENESS).value == pytest.approx(0.348, abs=5e-4)
    assert kappa_of_counts(PATIENTS, 1 - np.eye(3)).value == pytest.approx(0.492, abs=6e-4)


def test_the_example_of_fleiss():
    """Fleiss, Levin and Paik (2003), table 18.1: kappa .68, standard error .087; the jackknife gives a little more."""
    found = kappa_of_counts([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 1 - np.eye(3))
    assert found.value == pytest.approx(0.68, abs=5e-3) and found.n == 100
    half = math.atanh(found.high) - math.atanh(found.value)
    assert 0.0865 < half * (1 - found.value**2) / 1.984467 < 0.095


def test_the_jackknife_of_kappa_leaves_out_each_row_once():
    one, other = np.array([0, 1, 2, 2, 1, 0, 2, 1, 4, 2]), np.array([0, 1, 1, 2, 2, 0, 2, 0, 0, 1])
    left = [weighted_kappa(np.delete(one, row), np.delete(other, row)).value for row in range(10)]
    found = weighted_kappa(one, other)
    half = math.atanh(found.high) - math.atanh(found.value)
    assert half >= 2.306004 * math.sqrt(9 * np.var(np.arctanh(left))) - 1e-6


def test_quadratic_kappa_is_one_less_the_mean_square_over_that_of_chance():
    """Cohen (1968): with squared weights kappa is an intraclass correlation; here straight from its definition."""
    one, other = np.array([0, 1, 2, 2, 1, 0, 2, 1, 1.5, 2]), np.array([0, 1, 1, 2, 2, 0, 2, 0, 1.5, 1])
    by_chance = np.mean([(a - b) ** 2 for a in one for b in other])
    assert weighted_kappa(one, other).value == pytest.approx(1 - np.mean((one - other) ** 2) / by_chance)
    by_chance = np.mean([abs(a - b) for a in one for b in other])
    assert weighted_kappa(one, other, "linear").value == pytest.approx(1 - np.mean(abs(one - other)) / by_chance)


def test_values_that_nobody_gave_shifts_and_missing_rows_do_not_change_kappa():
    one, other = np.random.default_rng(3).integers(0, 4, (2, 30)).astype(float)
    found = weighted_kappa(one, other)
    assert weighted_kappa(other, one) == pytest.approx(found, nan_ok=True)
    assert weighted_kappa(one[::-1] * 0.25 + 1000, other[::-1] * 0.25 + 1000) == pytest.approx(found, nan_ok=True)
    assert weighted_kappa([*one, np.nan, 1], [*other, 1, np.nan]) == pytest.approx(found, nan_ok=True)


def test_full_agreement_has_no_interval_and_one_value_no_kappa():
    found = weighted_kappa(range(9), range(9))
    assert found.value == pytest.approx(1) and math.isnan(found.low)
    assert math.isnan(weighted_kappa([1] * 9, [1] * 9).value) and math.isnan(weighted_kappa([1, 2], [2, 1]).value)


def test_the_error_of_one_rating_is_the_root_of_half_the_mean_square():
    found = error_of_one(PAIRS)
    assert found.value == pytest.approx(math.sqrt(np.mean((PAIRS[:, 0] - PAIRS[:, 1]) ** 2) / 2)) and found.n == 9


def test_the_error_of_several_ratings_is_the_one_within_rows_of_the_analysis_of_variance():
    assert error_of_one(np.vstack([JUDGES, JUDGES])).value == pytest.approx(math.sqrt(mean_squares(JUDGES)[2]))


def test_squares_that_spread_as_normal_ones_have_the_interval_of_chi_square():
    """R: sqrt(10 * s2 / qchisq(c(.975, .025), 10)) = 0.6987 and 1.7549 times s; here squares that hardly spread."""
    ratings = np.outer(np.ones(10), [0.0, 1.0]) + np.arange(10)[:, None]
    found = error_of_one(ratings)
    assert (found.low / found.value, found.high / found.value) == pytest.approx((0.6987, 1.7549), abs=6e-5)


def test_few_large_differences_make_the_interval_wider():
    same, few = np.zeros((20, 2)), np.zeros((20, 2))
    same[:, 1], few[:2, 1] = 1, math.sqrt(10)
    one, other = error_of_one(same), error_of_one(few)
    assert one.value == pytest.approx(other.value) and other.high / other.low > 2 * one.high / one.low


def test_rows_rated_once_do_not_count_and_order_and_origin_do_not_matter():
    found = error_of_one(PAIRS)
    assert error_of_one(np.vstack([PAIRS, [3, np.nan]])) == pytest.approx(found, nan_ok=True)
    assert error_of_one(PAIRS[::-1, ::-1] + 1000) == pytest.approx(found, nan_ok=True)


def test_few_rows_or_no_difference_have_an_error_without_interval():
    assert math.isnan(error_of_one(PAIRS[:7]).low) and error_of_one(PAIRS[:7]).value > 0
    assert error_of_one(PAIRS[:, [0, 0]]).value == 0 and math.isnan(error_of_one(PAIRS[:, [0, 0]]).low)
    assert error_of_one(np.empty((0, 2))).n == 0


def test_interchangeable_raters_have_the_chance_of_both_together():
    """Scott (1955) with squared weights: chance is twice the variance of all ratings; swapping a pair changes nothing."""
    one, other = np.array([0, 1, 2, 2, 1, 0, 2, 1, 1.5, 2]), np.array([0, 1, 1, 2, 2, 0, 2, 0, 1.5, 1])
    found = weighted_kappa(one, other, interchangeable=True)
    together = np.concatenate([one, other])
    assert found.value == pytest.approx(1 - np.mean((one - other) ** 2) / (2 * together.var())) and found.n == 10
    swap = np.arange(10) % 3 == 0
    again = weighted_kappa(np.where(swap, other, one), np.where(swap, one, other), interchangeable=True)
    assert again == pytest.approx(found, nan_ok=True)
    assert found.low < found.value < found.high
