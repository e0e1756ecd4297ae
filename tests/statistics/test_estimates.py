"""What an estimate holds where there is none, and what counts as spread."""

import math

from analysis.statistics.estimates import Estimate, nothing, varies


def test_nothing_has_only_its_value_and_the_number_of_units():
    found = nothing(7, 1.5)
    assert (found.value, found.n) == (1.5, 7)
    assert all(math.isnan(part) for part in (found.low, found.high, found.p))
    assert math.isnan(nothing(3).value)


def test_an_estimate_tells_its_parts_by_name():
    assert Estimate(1.0, 0.5, 1.5, 0.01, 9)._asdict() == {"value": 1.0, "low": 0.5, "high": 1.5, "p": 0.01, "n": 9}


def test_sums_that_differ_by_the_order_of_addition_do_not_vary():
    assert not varies([0.1 + 0.2, 0.3]) and varies([0.3, 0.31])
