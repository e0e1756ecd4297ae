"""Sobol indices against functions with known indices, against SALib on the same outputs, and against what cannot change.

Ishigami: variance parts in closed form, Saltelli and others (2008), Global Sensitivity Analysis: The Primer. Sobol's G
function: Saltelli and others (2010), Computer Physics Communications 181, section 7.
"""

import tracemalloc

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import qmc
from threadpoolctl import threadpool_limits

from analysis.sensitivity.influence import estimates, indices

pytestmark = pytest.mark.filterwarnings("error")

A, B = 7.0, 0.1
VARIANCES = {"1": (1 + B * np.pi**4 / 5) ** 2 / 2, "2": A**2 / 8, "13": B**2 * np.pi**8 * (1 / 18 - 1 / 50)}
VARIANCE = sum(VARIANCES.values())
ISHIGAMI_FIRST = np.array([VARIANCES["1"], VARIANCES["2"], 0]) / VARIANCE
ISHIGAMI_TOTAL = np.array([VARIANCES["1"] + VARIANCES["13"], VARIANCES["2"], VARIANCES["13"]]) / VARIANCE
G_TERMS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
G_PARTS = 1 / (3 * (1 + G_TERMS) ** 2)
G_VARIANCE = np.prod(1 + G_PARTS) - 1
G_FIRST, G_TOTAL = G_PARTS / G_VARIANCE, G_PARTS * np.prod(1 + G_PARTS) / (1 + G_PARTS) / G_VARIANCE


def ishigami(unit):
    return Ishigami.evaluate(np.pi * (2 * unit - 1), A, B)


def g_function(unit):
    return np.prod((np.abs(4 * unit - 2) + G_TERMS) / (1 + G_TERMS), axis=1)


def sampled(draws, dimensions, seed, scrambled=True):
    generator = np.random.default_rng(seed)
    if scrambled:
        both = qmc.Sobol(2 * dimensions, scramble=True, rng=generator).random(draws)
    else:
        both = generator.random((draws, 2 * dimensions))
    return both[:, :dimensions], both[:, dimensions:]


def outputs(function, base, other, groups=None):
    """Return base, other and one mixed output for each group of columns, each draws x 1."""
    columns = groups or [[place] for place in range(base.shape[1])]
    mixed = []
    for group in columns:
        crossed = base.copy()
        crossed[:, group] = other[:, group]
        mixed.append(function(crossed)[:, None])
    return function(base)[:, None], function(other)[:, None], mixed


def random():
    return np.random.default_rng(20)


def some_outputs(draws=256, targets=3, inputs=2):
    generator = random()
    base, other = generator.normal(size=(2, draws, targets))
    return base, other, generator.normal(size=(inputs, draws, targets)) + base


FUNCTIONS = [(ishigami, ISHIGAMI_FIRST, ISHIGAMI_TOTAL), (g_function, G_FIRST, G_TOTAL)]


@pytest.mark.parametrize(("function", "first", "total"), FUNCTIONS)
def test_known_indices_lie_within_three_standard_errors_and_within_the_interval(function, first, total):
    base, other, mixed = outputs(function, *sampled(8192, len(first), seed=3))
    found = indices(base, other, mixed, random())
    centre, variance = base.mean(), function(sampled(2**16, len(first), seed=4)[0]).var()
    for place, one in enumerate(mixed):
        # The error that independent draws would have, by the central limit theorem.
        error_first = ((other - centre) * (one - base)).std() / variance / np.sqrt(8192)
        error_total = ((one - base) ** 2 / 2).std() / variance / np.sqrt(8192)
        assert found.first[place, 0] == pytest.approx(first[place], abs=3 * error_first)
        assert found.total[place, 0] == pytest.approx(total[place], abs=3 * error_total)
        assert 3 * max(error_first, error_total) < 0.07
    assert (found.first_low[:, 0] <= first).all() and (first <= found.first_high[:, 0]).all()
    assert (found.total_low[:, 0] <= total).all() and (total <= found.total_high[:, 0]).all()


def test_the_test_functions_are_those_of_salib():
    unit = random().random((5, 8))
    assert g_function(unit) == pytest.approx(Sobol_G.evaluate(unit, G_TERMS))
    assert pytest.approx(Sobol_G.sensitivity_index(G_TERMS)) == G_FIRST
    assert pytest.approx(Sobol_G.total_sensitivity_index(G_TERMS)) == G_TOTAL
    assert pytest.approx([0.3139, 0.4424, 0], abs=5e-5) == ISHIGAMI_FIRST  # as The Primer prints them


def test_a_group_of_columns_is_one_input():
    # x1 and x3 interact with each other only, so that together they explain what x2 leaves, alone and in all.
    base, other, mixed = outputs(ishigami, *sampled(8192, 3, seed=5), groups=[[0, 2], [1]])
    found = indices(base, other, mixed, random())
    known = [1 - ISHIGAMI_FIRST[1], ISHIGAMI_FIRST[1]]
    assert found.first[:, 0] == pytest.approx(known, abs=0.01)
    assert found.total[:, 0] == pytest.approx(known, abs=0.01)


@pytest.mark.parametrize(("function", "first", "total"), FUNCTIONS)
def test_intervals_cover_known_indices_as_often_as_they_say(function, first, total):
    # Repetitions stand side by side as targets. Three simulation errors around 95 per cent, for the worst input.
    repetitions, draws = 300, 512
    samples = [
        outputs(function, *sampled(draws, len(first), seed, scrambled=False), groups=[[0], [1], [2]])
        for seed in range(repetitions)
    ]
    base, other = np.hstack([one[0] for one in samples]), np.hstack([one[1] for one in samples])
    mixed = [np.hstack([one[2][place] for one in samples]) for place in range(3)]
    found = indices(base, other, mixed, random())
    tolerance = 3 * np.sqrt(0.95 * 0.05 / repetitions)
    for low, high, known in [
        (found.first_low, found.first_high, first[:3, None]),
        (found.total_low, found.total_high, total[:3, None]),
    ]:
        assert ((low <= known) & (known <= high)).mean(axis=1) == pytest.approx(0.95, abs=tolerance)


def test_intervals_over_scrambled_sequences_cover_at_least_as_often():
    repetitions = 100
    samples = [outputs(ishigami, *sampled(1024, 3, seed)) for seed in range(repetitions)]
    base, other = np.hstack([one[0] for one in samples]), np.hstack([one[1] for one in samples])
    found = indices(base, other, [np.hstack([one[2][place] for one in samples]) for place in range(3)], random(), 200)
    least = 0.95 - 3 * np.sqrt(0.95 * 0.05 / repetitions)
    first, total = ISHIGAMI_FIRST[:, None], ISHIGAMI_TOTAL[:, None]
    assert (((found.first_low <= first) & (first <= found.first_high)).mean(axis=1) >= least).all()
    assert (((found.total_low <= total) & (total <= found.total_high)).mean(axis=1) >= least).all()


def test_salibs_estimators_give_the_same_on_the_same_outputs():
    base, other, mixed = outputs(g_function, *sampled(1024, 8, seed=6))
    first, total = estimates(base, other, mixed)
    centre = np.vstack([base, other]).mean()
    for place, one in enumerate(mixed):
        centred = base - centre, one - centre, other - centre
        assert first[place, 0] == pytest.approx(salib.first_order(*centred)[0], abs=1e-12)
        assert total[place, 0] == pytest.approx(salib.total_order(*centred)[0], abs=1e-12)


def test_salibs_estimators_give_the_same_on_ranks():
    base, other, *mixed = random().integers(1, 12, size=(4, 300, 3))
    first, total = estimates(base, other, mixed)
    centre = np.vstack([base, other]).mean(axis=0)
    for place, one in enumerate(mixed):
        centred = base - centre, one - centre, other - centre
        assert first[place] == pytest.approx(salib.first_order(*centred), abs=1e-12)
        assert total[place] == pytest.approx(salib.total_order(*centred), abs=1e-12)


def test_salibs_analysis_differs_only_by_the_mean_it_takes_away():
    # SALib takes away the mean of all outputs, the mixed ones among them, whose mean is nobody's estimate.
    base, other, mixed = outputs(ishigami, *sampled(1024, 3, seed=7))
    interleaved = np.hstack([base, *mixed, other]).ravel()
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    theirs = salib.analyze(problem, interleaved, calc_second_order=False, num_resamples=2, seed=1)
    first, total = estimates(base, other, mixed)
    both = np.vstack([base, other])
    shift = (interleaved.mean() - both.mean()) * np.array([(one - base).mean() for one in mixed]) / both.var()
    assert total[:, 0] == pytest.approx(theirs["ST"], abs=1e-12)
    assert first[:, 0] - shift == pytest.approx(theirs["S1"], abs=1e-12)
    assert np.abs(shift).max() < 1e-3


def test_resampling_gives_the_interval_that_salibs_own_resampling_gives():
    base, other, mixed = outputs(ishigami, *sampled(1024, 3, seed=8))
    interleaved = np.hstack([base, *mixed, other]).ravel()
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    theirs = salib.analyze(problem, interleaved, calc_second_order=False, num_resamples=500, seed=1)
    found = indices(base, other, mixed, random())
    # Half widths from 500 resamples have a relative error of about 1 / sqrt(1000); two of them, and two kinds of interval.
    assert (found.first_high - found.first_low)[:, 0] / 2 == pytest.approx(theirs["S1_conf"], rel=0.2)
    assert (found.total_high - found.total_low)[:, 0] / 2 == pytest.approx(theirs["ST_conf"], rel=0.2)


def test_two_identical_options_have_no_influence_at_all():
    base, other, mixed = some_outputs(draws=1000, targets=4)
    found = indices(base, other, [mixed[0], base.copy(), mixed[1]], random())
    for values in found:
        assert (values[1] == 0).all() and not np.signbit(values[1]).any()


@pytest.mark.parametrize("constant", [1000, -1000, 1e6])
def test_adding_a_constant_changes_no_index_at_the_declared_decimals(constant):
    base, other, mixed = outputs(ishigami, *sampled(512, 3, seed=9))
    plain = indices(base, other, mixed, random())
    moved = indices(base + constant, other + constant, [one + constant for one in mixed], random())
    for one, same in zip(plain, moved, strict=True):
        assert np.abs(one - same).max() < 1e-9


@pytest.mark.parametrize("constant", [1000, 1_000_000])
def test_adding_a_constant_to_whole_numbers_changes_nothing_at_all(constant):
    base, other, *mixed = random().integers(1, 64, size=(4, 500, 6))
    plain = indices(base, other, mixed, random())
    moved = indices(base + constant, other + constant, [one + constant for one in mixed], random())
    assert all(np.array_equal(one, same) for one, same in zip(plain, moved, strict=True))


@pytest.mark.parametrize("factor", [1e-12, -1, 1e12])
def test_the_unit_of_measurement_changes_no_index(factor):
    base, other, mixed = some_outputs()
    plain = indices(base, other, mixed, random())
    scaled = indices(base * factor, other * factor, mixed * factor, random())
    assert all(np.allclose(one, same, rtol=1e-9, atol=1e-12) for one, same in zip(plain, scaled, strict=True))


def test_the_order_of_targets_and_what_stands_beside_them_change_nothing():
    base, other, *mixed = random().integers(1, 500, size=(5, 256, 300)).astype(np.uint16)
    order = random().permutation(300)
    plain = indices(base, other, mixed, random())
    shuffled = indices(base[:, order], other[:, order], [one[:, order] for one in mixed], random())
    alone = indices(base[:, :1], other[:, :1], [one[:, :1] for one in mixed], random())
    assert all(np.array_equal(one[:, order], same) for one, same in zip(plain, shuffled, strict=True))
    assert all(np.array_equal(one[:, :1], same) for one, same in zip(plain, alone, strict=True))


def test_the_order_of_inputs_changes_nothing():
    base, other, mixed = some_outputs(inputs=3)
    plain, turned = indices(base, other, mixed, random()), indices(base, other, mixed[::-1], random())
    assert all(np.array_equal(one, same[::-1]) for one, same in zip(plain, turned, strict=True))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int8, np.int64, np.float32])
def test_the_type_of_the_numbers_changes_nothing(kind):
    base, other, *mixed = random().integers(1, 100, size=(4, 128, 5))
    plain = indices(base, other, mixed, random())
    typed = indices(base.astype(kind), other.astype(kind), [one.astype(kind) for one in mixed], random())
    assert all(np.array_equal(one, same) for one, same in zip(plain, typed, strict=True))


def test_yes_and_no_count_as_one_and_zero():
    base, other, *mixed = random().random((4, 128, 5)) < 0.3
    plain = indices(base, other, mixed, random())
    numbers = indices(base * 1.0, other * 1.0, [one * 1.0 for one in mixed], random())
    assert all(np.array_equal(one, same) for one, same in zip(plain, numbers, strict=True))


def test_any_number_of_threads_gives_the_same_bits_on_ranks():
    base, other, *mixed = random().integers(1, 64, size=(4, 2048, 63)).astype(np.uint16)
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads, "blas"):
            found.append(indices(base, other, mixed, random(), resamples=100))
    assert all(np.array_equal(one, same) for one, same in zip(*found, strict=True))


@pytest.mark.parametrize("constant", [0, 0.1 + 0.2, 1e6, -7])
def test_a_target_without_variance_has_no_index(constant):
    base, other, mixed = some_outputs()
    base[:, 1], other[:, 1], mixed[:, :, 1] = constant, constant, constant
    found = indices(base, other, mixed, random())
    assert all(np.isnan(values[:, 1]).all() for values in found)
    assert all(np.isfinite(values[:, [0, 2]]).all() for values in found)


def test_spread_that_comes_from_addition_alone_is_no_variance():
    base, other, mixed = some_outputs()
    base[:, 1], other[:, 1] = 0.3, 0.3
    base[::2, 1] = 0.1 + 0.2
    assert np.isnan(indices(base, other, mixed, random()).first[:, 1]).all()


def test_a_small_variance_beside_a_large_mean_is_a_variance():
    base, other, mixed = some_outputs()
    plain = estimates(base, other, mixed)
    found = estimates(base * 1e-3 + 1e6, other * 1e-3 + 1e6, mixed * 1e-3 + 1e6)
    assert np.allclose(plain, found, atol=1e-6)


def test_a_target_that_hardly_ever_changes_has_indices_without_limits():
    base, other, mixed = np.zeros((100, 1)), np.zeros((100, 1)), np.zeros((1, 100, 1))
    base[7] = 1
    found = indices(base, other, mixed, random())
    # V = 1/200 - 1/200^2; total = (1/100)/2/V.
    assert found.total[0, 0] == pytest.approx(0.005 / (0.005 - 0.005**2))
    assert np.isnan(found.total_low) and np.isnan(found.total_high) and np.isnan(found.first_low)


def test_limits_are_given_from_a_hundred_changes_on():
    # A yes that is rare: the relative standard error of its variance is 1 / sqrt(number of yes).
    base, other, mixed = np.zeros((4000, 2)), np.zeros((4000, 2)), np.zeros((1, 4000, 2))
    base[:45], other[1000:1045], base[:55, 1], other[1000:1055, 1] = 1, 1, 1, 1
    found = indices(base, other, mixed, random())
    assert np.isfinite(found.total).all()
    assert list(np.isnan(found.total_low)[0]) == list(np.isnan(found.first_high)[0]) == [True, False]


def test_limits_are_empty_where_a_resample_holds_one_value_only():
    both = np.array([[0.1, 0, 3], [0.3, 1, 4]])
    found = indices(both, both, [both[::-1]], random())
    assert found.total == pytest.approx(2) and np.isnan(found.total_low).all() and np.isnan(found.first_high).all()


@pytest.mark.parametrize("draws", [0, 1])
def test_fewer_than_two_draws_have_no_index(draws):
    base, other, mixed = some_outputs(draws=draws)
    assert all(np.isnan(values).all() and values.shape == (2, 3) for values in indices(base, other, mixed, random()))


def test_one_input_and_no_input_are_possible():
    base, other, mixed = some_outputs(inputs=1)
    assert indices(base, other, mixed, random()).first.shape == (1, 3)
    assert indices(base, other, [], random()).total_high.shape == (0, 3)


def test_the_only_input_explains_everything():
    base, other, _ = some_outputs(draws=4096)
    found = indices(base, other, [other], random())
    # first = total = 1 up to the correlation of two independent samples, whose standard error is 1 / sqrt(4096).
    assert found.first == pytest.approx(1, abs=4 / 64) and found.total == pytest.approx(1, abs=4 / 64)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_missing_and_infinite_outputs_are_refused(wrong, place):
    values = some_outputs()
    values[place][..., 5, 1] = wrong
    with pytest.raises(ValueError, match="missing or infinite"):
        indices(*values, random())


def test_outputs_of_other_shapes_are_refused():
    base, other, mixed = some_outputs()
    with pytest.raises(ValueError, match="shape"):
        indices(base, other[:-1], mixed, random())
    with pytest.raises(ValueError, match="shape"):
        indices(base, other, mixed[:, :-1], random())
    with pytest.raises(ValueError, match="draws x targets"):
        indices(base[:, 0], other[:, 0], mixed[:, :, 0], random())


def test_the_same_seed_gives_the_same_limits_and_another_seed_others():
    base, other, mixed = some_outputs()
    found = [indices(base, other, mixed, np.random.default_rng(seed)) for seed in (0, 0, 1)]
    assert all(np.array_equal(one, same) for one, same in zip(*found[:2], strict=True))
    assert np.array_equal(found[0].first, found[2].first) and not np.array_equal(found[0].first_low, found[2].first_low)


def test_inputs_read_one_at_a_time_need_no_more_memory_when_there_are_more():
    base, other = random().integers(1, 500, size=(2, 512, 301)).astype(np.uint16)
    peaks = []
    for inputs in (2, 6):
        mixed = (np.roll(base, place + 1, axis=0) for place in range(inputs))
        tracemalloc.start()
        indices(base, other, mixed, random(), resamples=50)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]
