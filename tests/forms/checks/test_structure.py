"""The criteria of the form against those of the decision."""

import pytest
from forms.sample_form import CRITERIA, cell, form, line_of, problems, said

from analysis.forms.checks.structure import same_title
from analysis.forms.form import FormRow


def with_rows(change, **more):
    given = form(**more)
    given.rows = change(list(given.rows))
    return given


def without(code):
    return lambda rows: [row for row in rows if row.code != code]


def test_a_missing_row_is_said_with_the_place_where_it_should_stand():
    (found,) = problems(given=with_rows(without("1.2.1")))
    assert (found.rule, found.cell, found.criterion_code) == ("criterion_missing", "", "1.2.1")
    assert "Tên tiêu chí số 1.2.1" in found.message_vi and f"tiêu chí 1.2, dòng {line_of('1.2')}" in found.message_vi


def test_a_form_of_its_own_may_leave_out_what_the_unit_does_not_score():
    assert said(given=with_rows(without("3.1"), template=False)) == []
    assert said(given=with_rows(without("3.1"))) == [("criterion_missing", "")]
    assert said(given=with_rows(without("2.10"), template=False), outside={"2.10": "x"}) == []
    assert said(given=with_rows(without("2.10"), template=False)) == [("criterion_missing", "")]


def test_rows_of_domains_may_be_left_out():
    assert said(given=with_rows(without("1.1"))) == []


def extra(code, **values):
    row = FormRow(40, code, code, "Tiêu chí tự thêm", "leaf", {"code": code, "title": "Tiêu chí tự thêm", **values})
    return with_rows(lambda rows: [*rows, row])


def test_a_row_that_is_no_criterion_is_an_error_at_its_code():
    (found,) = problems(given=extra("1.1.9", self_points=1.0))
    assert (found.rule, found.cell, found.found) == ("criterion_extra", "A40", "1.1.9 Tiêu chí tự thêm")


def test_notes_and_totals_below_the_table_are_no_criteria():
    note = FormRow(40, "", "", "Ghi chú: số liệu tính đến 30/11", "other", {"title": "Ghi chú"})
    total = FormRow(41, "", "", "Tổng cộng", "total", {"title": "Tổng cộng"})
    assert said(given=with_rows(lambda rows: [*rows, note, total])) == []


def test_a_code_that_reading_could_not_settle_is_not_said_twice():
    from analysis.problems import problem

    given = extra("1.1.9")
    given.problems = [problem("code_unsettled", texts="reading", file="bieu.xlsx", sheet="Biểu", cell="A40", found="x")]
    assert [one.rule for one in problems(given=given)] == ["code_unsettled"]


def test_a_criterion_in_two_rows_is_an_error_at_the_second():
    def again(rows):
        return [*rows, rows[-3]._replace(line=40)]

    twice = form().rows[-3].code
    found = problems(given=with_rows(again))
    assert [(one.rule, one.cell) for one in found if one.severity == "error"] == [("criterion_twice", "A40")]
    assert cell("code", twice) in found[0].message_vi or cell("code", twice) in found[-1].message_vi


def test_a_line_that_goes_on_with_the_documents_of_a_row_is_no_second_row():
    more = {"evidence_number": "99/BC-UBND", "evidence_date": "05/12/2025", "evidence_page": "2"}

    def gone_on(rows):
        place = next(place for place, row in enumerate(rows) if row.code == "1.1.3")
        return [*rows[: place + 1], FormRow(60, "1.1.3", "", "", "other", more), *rows[place + 1 :]]

    assert said(given=with_rows(gone_on)) == []
    more["evidence_date"] = "05/12/2022"
    assert said(given=with_rows(gone_on)) == [("evidence_outside_window", "H60")]


def test_rows_in_another_order_are_one_note_at_the_first_of_them():
    def swapped(rows):
        place = next(place for place, row in enumerate(rows) if row.code == "2.1")
        return [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]

    (found,) = problems(given=with_rows(swapped))
    assert (found.rule, found.severity, found.cell) == ("rows_reordered", "note", cell("code", "2.1"))


def test_another_maximum_is_an_error_and_a_rounded_one_is_not():
    (found,) = problems({"1.1.3": {"max_points": 3.0}})
    assert (found.rule, found.cell, found.found, found.expected) == (
        "maximum_changed", cell("max_points", "1.1.3"), "3", "2",
    )  # fmt: skip
    assert said({"2.1": {"max_points": "3,33"}}) == said({"1.1.3": {"max_points": "2,0"}}) == []
    assert said({"1.1": {"max_points": 7.0}}) == [("maximum_changed", cell("max_points", "1.1"))]


def test_another_title_is_a_warning():
    given = with_rows(
        lambda rows: [row._replace(title="Nội dung khác hẳn") if row.code == "1.1.3" else row for row in rows]
    )
    (found,) = problems(given=given)
    assert (found.rule, found.severity, found.cell) == ("title_changed", "warning", cell("title", "1.1.3"))


@pytest.mark.parametrize(
    "typed",
    [
        "Kế hoạch CCHC năm", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM", "Kế hoạch cải cách hành chính năm.",
        "Kế hoạch cải cách hành chính năm (chấm theo Phụ lục II)", "Kế  hoạch cải cách hành chính, năm",
    ],
)  # fmt: skip
def test_short_forms_marks_and_words_behind_leave_a_title_the_same(typed):
    assert same_title(typed, "Kế hoạch cải cách hành chính năm")


def test_another_word_makes_another_title():
    assert not same_title("Kế hoạch kiểm tra năm", "Kế hoạch cải cách hành chính năm")
    assert not same_title("Kế hoạch", "Kế hoạch cải cách hành chính năm")


def test_an_empty_title_says_nothing():
    given = with_rows(lambda rows: [row._replace(title="") for row in rows])
    assert said(given=given) == [] and CRITERIA.code == "xa"
