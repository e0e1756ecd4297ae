"""Correlations corrected for measurement error, with an interval that belongs to them."""

import numpy as np
import pytest

from analysis.association.corrected import corrected, reliability
from analysis.statistics.estimates import Estimate

FOUND = Estimate(0.38, 0.10, 0.60, 0.01, 63)


def known(value):
    return Estimate(value, value, value, np.nan, 63)


def test_the_correction_is_that_of_spearman_1904():
    # Textbook example: r = 0.38, reliabilities 0.80 and 0.70: 0.38 / sqrt(0.56) = 0.508
    assert corrected(FOUND, [known(0.8), known(0.7)]).value == pytest.approx(0.508, abs=0.0005)


def test_with_a_reliability_known_for_certain_the_limits_are_those_of_the_correlation_divided():
    found = corrected(FOUND, [known(0.81)])
    assert [found.low, found.high] == pytest.approx([0.10 / 0.9, 0.60 / 0.9])


def test_a_reliability_that_is_not_certain_widens_the_interval():
    sure, unsure = corrected(FOUND, [known(0.81)]), corrected(FOUND, [Estimate(0.81, 0.7, 0.88, np.nan, 63)])
    assert unsure.value == sure.value and unsure.low < sure.low and unsure.high > sure.high


def test_a_perfect_measurement_changes_nothing():
    assert corrected(FOUND, [known(1.0)]) == pytest.approx(FOUND)


def test_the_sign_turns_the_interval_around():
    turned = corrected(Estimate(-0.38, -0.60, -0.10, 0.01, 63), [Estimate(0.81, 0.7, 0.88, np.nan, 63)])
    found = corrected(FOUND, [Estimate(0.81, 0.7, 0.88, np.nan, 63)])
    assert [turned.value, turned.low, turned.high] == pytest.approx([-found.value, -found.high, -found.low])


def test_nothing_is_corrected_by_a_reliability_that_may_be_zero():
    assert np.isnan(corrected(FOUND, [Estimate(0.3, -0.1, 0.6, np.nan, 9)]).value)


def test_reliability_is_the_share_that_is_not_error():
    values = np.arange(10.0)
    found = reliability(values, np.full(10, np.sqrt(values.var(ddof=1) / 4)))
    assert found.value == pytest.approx(0.75) and found.low < 0.75 < found.high < 1
    assert np.isnan(reliability(np.ones(9), np.ones(9)).value)
    assert reliability(values + 1000, np.ones(10)) == pytest.approx(reliability(values, np.ones(10)), nan_ok=True)


def test_the_reliability_of_papi_2019_is_the_one_stated(shipped):
    here = shipped("papi-2019")
    from analysis.association.pairs import pairs

    own = pairs(here.points, here.scores, here.study)
    own = own[own["outside_index"] == "PCI"]
    # data/SOURCES of the collection: 0.86 for PAPI8
    assert reliability(own["value"].to_numpy(), own["value_error"].to_numpy()).value == pytest.approx(0.86, abs=0.005)
