"""Differences of totals are drawn with their groups named, in the order of study.yml and of the argument."""

import made_up_fairness as fair
import made_up_ranges as made
import pandas as pd
import pytest

from analysis.figures import differences as draw
from analysis.language import LANGUAGES

pytestmark = pytest.mark.usefixtures("made_up_names")


def names_of(figure):
    return [label.get_text().replace("\n", " ") for label in figure.axes[0].get_yticklabels()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tested_difference_of_totals_is_drawn_and_no_part(toy, whole, language):
    figure = draw.group_differences(made.study(toy), language, fair.differences())
    assert len(names_of(figure)) == 4 and whole(figure)


def test_where_none_was_tested_the_values_are_drawn(toy):
    rows = fair.differences().assign(verdict="too_few")
    assert len(names_of(draw.group_differences(made.study(toy), "en", rows))) == 5


def test_the_axis_says_what_differences_are_counted_in(toy):
    figure = draw.group_differences(made.study(toy), "en", fair.differences())
    assert figure.axes[0].get_xlabel().replace("\n", " ") == "Difference of means to the reference (percentage points)"


def test_a_group_that_is_assumed_says_so(toy):
    assumed = [
        one for one in names_of(draw.group_differences(made.study(toy), "en", fair.differences())) if "Appraise" in one
    ]
    assert assumed == ["Appraise others (assumed) (12) against Do not appraise others (30)"]


def test_a_group_that_only_the_study_knows_is_called_as_it_is_there(toy):
    figure = draw.group_differences(made.study(toy), "en", fair.differences(groups=("kind:trung_tam",)))
    assert names_of(figure)[0].startswith("trung_tam (12)")


def test_a_comparison_of_all_blocks_stands_last(toy):
    across = fair.differences(groups=("block:so",), block="all", reference="so")
    figure = draw.group_differences(made.study(toy), "en", pd.concat([across, fair.differences()]))
    assert len(figure.axes) == 2 and figure.axes[1].get_title(loc="left") == "All blocks, 2025"


def test_the_three_differences_stand_before_their_contrasts(toy):
    found = names_of(draw.appraiser_contrast(made.study(toy), "en", fair.contrast()))
    assert [one.split(" (")[0] for one in found][:3] == [
        "What others appraise",
        "What they appraise themselves",
        "The survey",
    ]
    assert all("Contrast" in one for one in found[3:])


def test_the_pool_stands_below_its_tables(toy):
    rows = fair.interval_rows(
        "appraiser_pooled", "study", ("b-study", "a-study", "pooled"), ("not_shown",), comparison="total"
    )
    found = names_of(draw.appraiser_pooled(made.study(toy), "en", rows))
    assert draw.names.study_name(made.study(toy), "a-study", "en") == "a-study"
    assert found == ["Total: a-study (12 / 20)", "Total: b-study (12 / 20)", "Total: The tables above, pooled"]


def test_without_an_estimate_nothing_is_drawn(toy):
    for figure, rows in ((draw.group_differences, fair.differences()), (draw.appraiser_contrast, fair.contrast())):
        assert figure(made.study(toy), "en", rows.assign(estimate=None)) is None
        assert figure(made.study(toy), "en", rows.iloc[:0]) is None
    assert draw.appraiser_pooled(made.study(toy), "en", fair.contrast().iloc[:0]) is None


def test_a_table_that_prints_totals_only_is_drawn_as_well(toy):
    rows = fair.interval_rows("appraiser_contrast", "comparison", ("total",), ("shown",))
    assert names_of(draw.appraiser_contrast(made.study(toy), "en", rows)) == ["Total (12 / 20)"]
