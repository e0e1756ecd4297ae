"""What may be said of one test."""

import numpy as np
import pytest

from analysis.fairness.verdicts import too_few, verdict


@pytest.mark.parametrize(
    ("n", "n_reference", "few"), [(3, 5, False), (3, 4, True), (2, 30, True), (30, 2, True), (0, 9, True)]
)
def test_eight_units_and_three_on_a_side_are_needed(n, n_reference, few):
    assert too_few(n, n_reference) == few


def test_shown_is_what_stays_below_five_per_cent_after_adjustment():
    assert (verdict(0.049, False), verdict(0.05, False), verdict(0.4, False)) == ("shown", "not_shown", "not_shown")


def test_groups_that_are_too_small_have_no_other_verdict():
    assert {verdict(p, True) for p in (0.001, 0.5, np.nan)} == {"too_few"}


def test_without_a_test_nothing_is_defined():
    assert verdict(np.nan, False) == "not_defined"


def test_not_shown_is_never_said_where_nobody_knows_what_would_have_been_found():
    assert verdict(0.2, False, np.nan) == "not_defined" and verdict(0.2, False, 3.1) == "not_shown"
    assert verdict(0.001, False, np.nan) == "shown"
