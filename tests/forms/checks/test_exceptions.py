"""Exceptions of one row: claimed with a reason, without points, as the study agreed."""

from dataclasses import replace

import pytest
from forms.sample_form import COLUMNS, ITEMS, cell, criteria, form, line_of, problems, said

EMPTY = dict.fromkeys(
    ("declared", "denominator", "self_points", "evidence_number", "evidence_date", "evidence_page", "explanation")
)
OUTSIDE, NO_CASE = "Không thuộc chức năng, nhiệm vụ", "Không phát sinh trong kỳ"


def claimed(code, word, **more):
    return {code: EMPTY | {"applicability": word, "applicability_reason": "Theo Quyết định 5/QĐ-UBND"} | more}


@pytest.mark.parametrize("word", [OUTSIDE, NO_CASE, "không phát sinh", "KPS", "Không áp dụng", "KHÔNG THUỘC CHỨC NĂNG"])
def test_an_exception_with_a_reason_and_without_points_is_right(word):
    assert said(claimed("2.1", word)) == []


def test_an_exception_without_a_reason_is_an_error_at_the_cell_of_the_reason():
    assert said(claimed("2.1", NO_CASE, applicability_reason=None)) == [
        ("exception_without_reason", cell("applicability_reason", "2.1"))
    ]
    assert said(claimed("2.1", OUTSIDE, applicability_reason="-")) == [
        ("exception_without_reason", cell("applicability_reason", "2.1"))
    ]


def test_an_explanation_is_a_reason_and_what_the_study_agreed_needs_none():
    assert said(claimed("2.1", OUTSIDE, applicability_reason=None, explanation="Không có lĩnh vực này")) == []
    agreed = claimed("2.1", OUTSIDE, applicability_reason=None)
    assert said(agreed, outside={"2.1": "Không có lĩnh vực này"}) == []


def test_a_form_without_a_column_for_the_reason_has_it_among_the_documents():
    columns = ("code", "title", "max_points", "self_points", "evidence", "applicability")
    right = {code: {"self_points": 0.0} for code in ("1.1.1", "1.1.2", "1.1.3", "1.2.1", "1.2.2", "2.1", "2.2", "2.3")}
    stated = right | {"2.10": {"applicability": NO_CASE, "evidence": "Năm 2025 không có hồ sơ"}}
    assert said(given=form(columns=columns, right=stated, template=False)) == []
    stated["2.10"] = {"applicability": NO_CASE}
    assert said(given=form(columns=columns, right=stated, template=False)) == [
        ("exception_without_reason", f"E{line_of('2.10')}")
    ]


def test_an_exception_with_points_is_an_error_whatever_the_points():
    for points in (0.0, 2.5):
        wrong = claimed("2.1", NO_CASE, self_points=points)
        assert said(wrong) == [("exception_with_points", cell("self_points", "2.1"))]
    assert "Không phát sinh trong kỳ" in problems(claimed("2.1", NO_CASE, self_points=0.0))[0].message_vi


def test_a_claim_that_the_list_does_not_have_is_a_warning_and_without_a_list_it_is_taken():
    (found,) = problems(claimed("2.1", OUTSIDE), outside={"9.1": "x"})
    assert (found.rule, found.severity, found.cell) == ("exception_not_agreed", "warning", cell("applicability", "2.1"))
    assert said(claimed("2.1", OUTSIDE), outside=None) == []
    assert said(claimed("2.1", OUTSIDE), outside={"2.1": "x"}) == []
    assert said(claimed("2.1", NO_CASE), outside={"9.1": "x"}) == []


def test_points_in_a_row_outside_the_functions_are_an_error_with_the_reason_of_the_list():
    (found,) = problems(outside={"2.1": "Không có lĩnh vực này"})
    assert (found.rule, found.cell) == ("outside_functions_scored", cell("self_points", "2.1"))
    assert "Không có lĩnh vực này" in found.message_vi
    empty = {"2.1": EMPTY}
    assert said(empty, outside={"2.1": "x"}) == []


def test_a_row_that_applies_to_no_unit_of_the_set_is_outside_for_all():
    assert said({"3.3": {"self_points": 1.0}}) == [("outside_functions_scored", cell("self_points", "3.3"))]
    items = tuple(replace(one, applies=True) if one.code == "3.3" else one for one in ITEMS)
    right = {"3.3": {"self_points": 1.0, "explanation": "Đã làm"}}
    assert said(right, criteria_set=criteria(items)) == []


def test_a_word_nobody_knows_is_an_error_and_nothing_else_is_said_of_the_row():
    (found,) = problems(claimed("2.1", "Tùy trường hợp", self_points=99.0, applicability_reason=None))
    assert (found.rule, found.cell, found.found) == (
        "applicability_unknown_word", cell("applicability", "2.1"), "Tùy trường hợp",
    )  # fmt: skip
    assert said({"2.1": {"applicability": "Áp dụng"}}) == said({"2.1": {"applicability": "x"}}) == []


def test_a_form_without_a_column_for_exceptions_may_say_so_in_the_cell_of_the_points():
    columns = tuple(name for name in COLUMNS if name not in ("applicability", "applicability_reason"))
    changes = {"2.10": {"self_points": "Không phát sinh", "explanation": "Không có hồ sơ"}}
    assert said(given=form(changes, columns=columns, template=False)) == []
    changes["2.10"] = {"self_points": "Không rõ", "explanation": "Không có hồ sơ"}
    assert said(given=form(changes, columns=columns, template=False)) == [("not_a_number", cell("self_points", "2.10"))]
