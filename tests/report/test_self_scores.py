"""Who claimed most above the points in force is named; whether it pays is told with what would have been found."""

import made_up_fairness as fair
import pytest

from analysis import tables
from analysis.report import self_scores


def test_the_mean_gap_and_the_widest_are_told(fair_page):
    gaps = fair.gaps(12)
    change = gaps["self_points"] - gaps["points_in_force"]
    (sentence,) = self_scores.gaps(fair_page(self_gap=gaps))
    assert f"claimed {change.mean():.2f} points more" in sentence and f"({change.max():.2f})" in sentence


@pytest.mark.parametrize(
    "statistic", ["gap_kept", "slope_at_equal_first_appraisal", "slope_at_equal_satisfaction", "gap_and_rank_gained"]
)
def test_every_statistic_has_its_words_and_its_power(fair_page, statistic):
    rows = fair.interval_rows("self_gap_effect", "statistic", [statistic], ["not_shown"])
    (sentence,) = self_scores.pays(fair_page(self_gap_effect=rows))
    assert sentence.endswith("not shown; the test would have found 3.50.")


def test_a_value_that_was_not_tested_says_so(fair_page):
    rows = fair.interval_rows("self_gap_effect", "statistic", ["gap_kept"], ["too_few"])
    (sentence,) = self_scores.pays(fair_page(self_gap_effect=rows))
    assert sentence.endswith("(not tested).")


def test_a_study_without_rounds_has_no_such_part(fair_page):
    assert self_scores.section(fair_page(self_gap=tables.empty("self_gap"))) == []
