"""How much each part decides, whom the parts place apart, and what each round changed."""

import made_up_fairness as fair
import numpy as np
import pandas as pd

from analysis import tables
from analysis.report import appraising


def test_the_part_that_decides_more_is_told_with_its_share_and_spread(fair_page):
    (sentence,) = appraising.parts(fair_page())
    assert sentence.startswith("The appraised part decides 70 per cent of the ranks (standard deviation 4.50")
    assert "the survey 30 per cent" in sentence and "Spearman correlation of the two parts is 0.50" in sentence


def test_a_unit_that_the_parts_place_apart_is_named_with_its_three_ranks(fair_page):
    page = fair_page("vi", part_ranks=fair.part_ranks(((12, 63, 34), (1, 2, 1), (3, 1, 2))))
    (sentence,) = appraising.part_ranks(page)
    assert sentence.startswith("1 trong 3 đơn vị") and "(thẩm định 12, điều tra 63, chung 34)" in sentence


def test_units_that_both_parts_place_alike_are_not_named(fair_page):
    assert appraising.part_ranks(fair_page(part_ranks=fair.part_ranks(((1, 2, 1), (2, 1, 2))))) == []


def test_each_round_is_told_with_its_change_interval_and_criteria(fair_page):
    first, second = appraising.rounds(fair_page())
    assert (
        "changed a unit by -4.00 points" in first
        and "-5.00 to -3.00" in first
        and "30 per cent of rows were lowered" in first
    )
    assert second.startswith("After the explanations a unit changed by 2.50 points")
    assert first.index("2 Survey part (-8.00)") < first.index("1 Appraised part (-4.00)")


def test_a_criterion_that_few_units_scored_is_not_among_those_that_changed_most(fair_page):
    rows = fair.rounds()
    rare = rows.assign(n=rows["n"].where((rows["grouping"] != "criterion") | (rows["group"] != "2"), 2))
    first, _ = appraising.rounds(fair_page(appraisal_rounds=rare))
    assert "1 Appraised part (-4.00)" in first and "2 Survey part" not in first


def test_shares_of_a_few_units_are_called_values_only(fair_page):
    page = fair_page("vi", parts=fair.parts().assign(n=6, low=np.nan, high=np.nan))
    assert appraising.parts(page)[0].endswith("Chỉ nêu giá trị: 6 đơn vị.")
    assert "| chỉ nêu giá trị | 6 |" in "\n".join(appraising.section(page))


def test_the_table_of_rounds_stands_in_the_order_of_the_rounds(fair_page):
    text = "\n".join(appraising.section(fair_page()))
    assert text.index("self → first appraisal") < text.index("first → after explanation")


def test_a_block_before_the_first_appraisal_says_nothing_of_rounds(fair_page):
    page = fair_page(appraisal_rounds=tables.empty("appraisal_rounds"), parts=tables.empty("parts"))
    assert appraising.section(page) == []


def test_a_round_that_changed_nothing_names_no_criterion(fair_page):
    still = fair.rounds().assign(estimate=0.0)
    assert all(
        sentence.endswith("none.") for sentence in appraising.rounds(fair_page(appraisal_rounds=pd.DataFrame(still)))
    )
