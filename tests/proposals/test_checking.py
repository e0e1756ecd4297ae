"""Intervals corrected for all that was tried, and claims found again."""

import numpy as np
import pandas as pd
import pytest

from analysis.proposals.checking import Claim, claims, correlation_interval, dependence_lost, share_interval


def test_the_interval_of_a_share_is_that_of_clopper_and_pearson():
    """Published example of R's binom.test: 682 of 925, 95 per cent: 0.7076683 to 0.7654066."""
    assert share_interval(682, 925, 1) == pytest.approx((0.7076683, 0.7654066), abs=1e-7)


def test_all_of_n_units_have_a_closed_form():
    assert share_interval(20, 20, 4) == pytest.approx((0.00625 ** (1 / 20), 1.0))
    assert share_interval(0, 20, 4) == pytest.approx((0.0, 1 - 0.00625 ** (1 / 20)))


def test_more_claims_tried_widen_the_interval():
    widths = [np.ptp(share_interval(15, 20, tried)) for tried in (1, 10, 100)]
    assert widths == sorted(widths)


def test_no_unit_gives_no_interval():
    assert np.isnan(share_interval(0, 0, 1)).all()


def test_the_interval_of_a_correlation_is_fishers():
    """r = 0.8 of 28 units: z 1.0986 -+ 1.96 / 5, back to 0.608 and 0.904."""
    one = np.arange(28.0)
    draw = np.random.default_rng(1).normal(size=28)
    draw -= np.polyval(np.polyfit(one, draw, 1), one)
    other = 0.8 * (one - one.mean()) / one.std() + 0.6 * draw / draw.std()
    r, low, high = correlation_interval(pd.DataFrame({"a": one, "b": other}), 1)
    assert r <= 0.8 + 1e-9 and np.arctanh([low, high]) == pytest.approx(
        np.arctanh(r) + np.array([-1, 1]) * 1.959964 / 5
    )


def test_columns_that_do_not_vary_have_no_correlation():
    assert np.isnan(correlation_interval(pd.DataFrame({"a": np.ones(9), "b": np.arange(9.0)}), 1)).all()


def test_a_pair_that_repeats_is_one_claim():
    rows = [("1.1", "ceiling", ""), ("1.2", "repeats", "1.3"), ("1.3", "repeats", "1.2"), ("1.4", "tells_apart", "")]
    verdicts = pd.DataFrame(rows, columns=["criterion_code", "verdict", "other_criterion"])
    assert claims(verdicts) == [Claim("ceiling", "1.1"), Claim("repeats", "1.2", "1.3")]


def test_two_treatments_that_rank_alike_lose_nothing():
    applies, standing = np.arange(12.0), -np.random.default_rng(2).permutation(12).astype(float)
    assert dependence_lost(applies, standing, standing, 3) == (0.0, 0.0)


def test_dependence_is_lost_toward_zero():
    """From a perfect link to one of zero (an even pattern): one is lost."""
    applies = np.array([1, 2, 3, 4, 5, 6, 7, 8.0])
    other = np.array([1, 2, 3, 4, 4, 3, 2, 1.0])
    assert dependence_lost(applies, applies, other, 1)[0] == pytest.approx(1)
    assert dependence_lost(applies, -applies, other, 1)[0] == pytest.approx(1)
