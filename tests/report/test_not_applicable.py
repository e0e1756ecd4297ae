"""Whose rank hangs on the treatment is named; a link is suggestive at most until it is shown."""

import made_up_fairness as fair

from analysis.report import not_applicable


def test_units_that_move_five_places_are_named_with_both_ends(fair_page):
    said = not_applicable.treatment_findings(fair_page(applicability=fair.applicability(8)))
    assert "commune 1 (1–8)" in said[0] and "commune 4 (4–5)" not in said[0]


def test_a_link_that_was_not_shown_says_what_would_have_been_found(fair_page):
    (sentence,) = not_applicable.links(fair_page())
    assert "-0.38" in sentence and "suggestive at most, not shown (would find 3.50)" in sentence


def test_the_treatment_that_depends_least_is_named(fair_page):
    (sentence,) = not_applicable.links(fair_page("vi"))
    assert sentence.endswith(
        "Thứ hạng ít phụ thuộc điểm tối đa được áp dụng nhất với cách: Không tính vào mẫu số (tính %)."
    )


def test_treatments_that_depend_alike_in_opposite_directions_are_told_as_a_tie(fair_page):
    facts = {"estimates": (-0.378, 0.379, -0.512), "least_dependent": "no"}
    three = ("per_cent", "zero", "full")
    rows = fair.interval_rows("applicability_link", "treatment", three, ("not_shown",), **facts)
    (sentence,) = not_applicable.links(fair_page("vi", applicability_link=rows))
    assert sentence.endswith("thứ hạng phụ thuộc điểm tối đa được áp dụng như nhau (0,38), chỉ khác chiều.")
    assert "Tính 0 điểm" in sentence.rsplit("Với", 1)[1] and "p hiệu chỉnh 0,800" in sentence


def test_units_that_move_far_are_counted(fair_page):
    assert not_applicable.moved_far(fair_page(applicability=fair.applicability(8))) == 4


def test_where_nothing_was_tested_no_link_is_told(fair_page):
    assert not_applicable.links(fair_page(applicability_link=fair.applicability_link(("too_few", "too_few")))) == []


def test_without_treatments_there_is_no_such_part(fair_page):
    assert not_applicable.section(fair_page(figures=())) == []
