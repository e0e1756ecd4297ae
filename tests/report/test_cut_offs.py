"""Gathering above a limit is told with its counts; what cannot be tested is called so."""

import made_up_fairness as fair
import pytest

from analysis.report import cut_offs

LISTS = fair.totals_by_round(136)


@pytest.mark.parametrize(("verdict", "vietnamese"), [
    ("too_few", "dưới năm đơn vị trong khoảng xét: không kiểm định được"),
    ("not_defined", "không nguồn nào nêu ngưỡng"),
    ("not_shown", "phép kiểm định phát hiện được khi tỷ lệ ở trên vượt dự kiến từ 30 điểm phần trăm"),
])  # fmt: skip
def test_each_verdict_has_its_words(fair_page, verdict, vietnamese):
    (sentence,) = cut_offs.bunching(fair_page("vi", thresholds=fair.thresholds(LISTS, verdict=verdict)))
    assert vietnamese in sentence and "9 trường hợp (mỗi ngưỡng ở một vòng)" in sentence


def test_gathering_is_told_with_round_counts_and_what_was_expected(fair_page):
    rows = fair.thresholds(LISTS, limits=(("Khá", 80.0),), verdict="shown")
    row = rows[rows["round_of_points"] == "appraisal_2"]
    (sentence,) = cut_offs.bunching(fair_page(thresholds=row))
    counts = f"{row['above'].iloc[0]} units stand just above and {row['below'].iloc[0]} just below"
    assert counts in sentence and "after the explanation" in sentence and "50 per cent expected" in sentence


def test_fewer_than_expected_is_not_called_more(fair_page):
    rows = fair.thresholds(LISTS, limits=(("Khá", 80.0),), verdict="shown").assign(estimate=-0.3)
    assert all("fewer than the" in one for one in cut_offs.bunching(fair_page(thresholds=rows)))


def test_limits_stand_from_the_highest_down_and_rounds_in_their_order(fair_page):
    page = fair_page(thresholds=fair.thresholds(LISTS))
    order = cut_offs._in_order(page)
    assert list(order["class"]) == ["Tốt"] * 3 + ["Khá"] * 3 + ["Trung bình"] * 3
    assert list(order["round_of_points"])[:3] == ["self", "appraisal_1", "appraisal_2"]


def test_classes_that_would_flip_are_added_up(fair_page):
    (sentence,) = cut_offs.flips(fair_page())
    assert sentence.startswith("Within the errors of the points 1.5 of 12 classes") and "4 units may change" in sentence


def test_all_limits_together_have_a_name(fair_page):
    assert cut_offs.limit(fair_page("vi"), "all") == "mọi ngưỡng" and cut_offs.limit(fair_page("vi"), "Khá") == "Khá"
