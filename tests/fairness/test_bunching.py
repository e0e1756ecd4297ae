"""Bunching at limits: R's exact test on R's bandwidth, worked windows, heaps that are found, and changes that change nothing."""

import numpy as np
import pytest
from scipy import stats

from analysis.fairness import bunching
from analysis.fairness.bunching import Window
from analysis.statistics.resampling import orders

TOTALS = np.array([92.1, 91.5, 90, 89.9, 88.4, 88.1, 87.5, 86.2, 84, 82.3, 81.7, 80.4, 80, 79.6, 79.1, 75.3, 74, 71.2,
                   66.5])  # fmt: skip


def drawn(n, count=999):
    return orders(n, count, np.random.default_rng(3))


def test_the_bandwidth_is_that_of_r():
    """R: bw.nrd(x)"""
    assert bunching.bandwidth(TOTALS) == pytest.approx(3.90697249088261, abs=1e-12)


@pytest.mark.parametrize(
    ("limits", "above", "below", "expected", "low", "high"),
    [
        ([90.0], 2, 3, 0.4586942678827, 0.0527449505263, 0.8533672003653),
        ([80.0], 3, 2, 0.524324035338, 0.146632799635, 0.947255049474),
        ([90.0, 80.0], 5, 5, 0.492072193968, 0.187086028447, 0.812913971553),
    ],
)
def test_share_interval_and_p_are_those_of_r(limits, above, below, expected, low, high):
    """R: F <- function(t) mean(pnorm((t - x) / bw.nrd(x))); e <- up / (up + down) over limit - 2, limit, limit + 2;
    binom.test(above, above + below, e); every p is 1 here."""
    found = bunching.one_list(TOTALS, limits, 2.0)
    assert (found.above, found.below) == (above, below)
    assert found.expected == pytest.approx(expected, abs=1e-10)
    assert found.estimate == pytest.approx(above / (above + below) - expected, abs=1e-10)
    assert (found.low, found.high) == pytest.approx((low - expected, high - expected), abs=1e-9)
    assert found.p == pytest.approx(1.0)


def test_a_total_on_the_limit_stands_above_and_the_window_ends_before_its_edge():
    values = np.array([78.0, 77.99, 79.99, 80.0, 81.99, 82.0])
    assert bunching.sides(values, [80.0], 2.0) == (2, 2)


def test_a_heap_just_above_a_limit_is_found_and_a_smooth_list_is_not():
    smooth = np.round(np.linspace(60, 100, 120), 2)
    near = (smooth < 80) & (smooth >= 78)
    heap = np.where(near, 80.2, smooth)
    assert bunching.one_list(smooth, [80.0], 2.0).p > 0.5
    found = bunching.one_list(heap, [80.0], 2.0)
    assert found.p < 0.01 and found.low > 0 and found.below == 0


@pytest.mark.parametrize("shift", [0.0, 1000.0])
def test_the_order_of_units_and_a_constant_change_nothing(shift):
    generator = np.random.default_rng(1)
    before = np.round(generator.normal(80, 4, 40), 2)
    after = np.round(before + generator.gamma(2, 0.6, 40), 2)
    place, rows = generator.permutation(40), drawn(40)
    base = bunching.regained(before, after, [80.0], 2.0, rows)
    again = bunching.regained(before[place] + shift, after[place] + shift, [80.0 + shift], 2.0, rows)
    assert again == pytest.approx(base, nan_ok=True)
    plain = bunching.one_list(before, [80.0], 2.0)
    assert bunching.one_list(before[place] + shift, [80.0 + shift], 2.0) == pytest.approx(plain, nan_ok=True)


def test_cuts_given_back_to_those_just_below_a_limit_are_found():
    generator = np.random.default_rng(2)
    before = np.round(generator.uniform(70, 90, 60), 2)
    fair = np.round(before + generator.gamma(2, 0.5, 60), 2)
    lifted = np.where((fair < 80) & (fair >= 78.5), 80.1, fair)
    found = bunching.regained(before, lifted, [80.0], 2.0, drawn(60))
    assert (
        found.p < 0.05
        and found.low > 0
        and found.estimate > bunching.regained(before, fair, [80.0], 2.0, drawn(60)).estimate
    )


def test_a_round_that_gave_everybody_as_much_is_not_tested():
    before = np.linspace(70, 90, 20)
    found = bunching.regained(before, before + 1.5, [80.0], 2.0, drawn(20))
    assert bunching.unchanged(before, before + 1.5) and np.isnan(found.p) and found.n == 3


def test_a_round_is_tested_exactly_where_all_orders_are_tried():
    """Four units, one of whom gained 2 and stands above: of the 24 orders, by hand, those that lift unit 1 are a quarter."""
    before, after = np.array([79.0, 70.0, 65.0, 60.0]), np.array([81.0, 70.0, 65.0, 60.0])
    rows = orders(4, 999, np.random.default_rng(1))
    gains = after - before
    slope, start = np.polyfit(before, gains, 1)
    rest = gains - (start + slope * before)
    lists = before + start + slope * before + np.vstack([rest, rest[rows]])
    surplus = ((lists >= 80) & (lists < 82)).sum(axis=1) - ((lists < 80) & (lists >= 78)).sum(axis=1)
    found = bunching.regained(before, after, [80.0], 2.0, rows)
    centred = np.abs(surplus - surplus[1:].mean())
    assert len(rows) == 23 and found.p == pytest.approx((centred >= centred[0] - 1e-9).mean())


@pytest.mark.parametrize(("n", "expected", "tests", "answer"), [(20, 0.5, 1, 0.2987204988), (12, 0.4, 2, 0.4020543008)])
def test_what_one_list_would_have_found_is_that_of_r(n, expected, tests, answer):
    """R: pv <- sapply(0:n, function(i) binom.test(i, n, e)$p.value); r <- the least count above n * e with pv < 0.05 / tests;
    uniroot(function(s) pbinom(r - 1, n, s, lower.tail = FALSE) - 0.8, c(e, 1))$root - e"""
    window = Window(n // 2, n - n // 2, expected=expected)
    assert bunching.detectable(window, tests) == pytest.approx(answer, abs=1e-8)


def test_five_units_expected_in_halves_can_never_be_told_from_chance():
    assert np.isnan(bunching.detectable(Window(5, 0, expected=0.5)))


def test_what_a_round_would_have_found_is_2_8_standard_errors():
    """Normal: 1.959964 + 0.841621 = 2.801585; more of a share than there is cannot be found."""
    assert bunching.detectable(Window(9, 4, error=0.1)) == pytest.approx(0.2801585, abs=1e-4)
    assert bunching.detectable(Window(9, 4, error=0.1), 5) > 0.3
    assert np.isnan(bunching.detectable(Window(9, 4, error=0.5)))


@pytest.mark.parametrize("n", [12, 25, 136])
def test_the_excess_said_to_be_detectable_is_found_four_times_in_five(n):
    excess = bunching.detectable(Window(n, 0, expected=0.45))
    counts = np.arange(n + 1)
    found = np.array([stats.binomtest(int(one), n, 0.45).pvalue < 0.05 and one > 0.45 * n for one in counts])
    assert stats.binom.pmf(counts, n, 0.45 + excess)[found].sum() == pytest.approx(0.8, abs=1e-6)


def test_an_empty_window_and_totals_that_do_not_vary_say_nothing():
    assert np.isnan(bunching.one_list(TOTALS, [50.0], 2.0).p) and np.isnan(bunching.detectable(Window(0, 0)))
    flat = bunching.one_list(np.full(9, 80.0), [80.0], 2.0)
    assert (flat.above, flat.below) == (9, 0) and np.isnan(flat.expected) and np.isnan(flat.p)
