"""Evidence of one row: named, to be found, of the right dates, in time."""

import datetime

import pytest
from forms.sample_form import RIGHT, cell, form, problems, said

DAY = datetime.date
NOTHING = {"evidence_number": None, "evidence_date": None, "evidence_page": None}


def cited(code, **more):
    return {code: more}


def test_points_without_evidence_and_explanation_are_an_error_that_names_what_is_asked_for():
    (found,) = problems(cited("1.1.3", **NOTHING))
    assert (found.rule, found.cell) == ("no_evidence_no_explanation", cell("evidence_number", "1.1.3"))
    assert "Báo cáo năm" in found.message_vi


def test_an_explanation_stands_for_evidence_and_no_points_need_neither():
    assert said(cited("1.1.3", **NOTHING, explanation="Số liệu theo sổ theo dõi")) == []
    assert said(cited("1.1.3", **NOTHING, declared=5.0, self_points=0.0)) == []
    assert said(cited("1.1.3", **NOTHING, explanation="-")) == [
        ("no_evidence_no_explanation", cell("evidence_number", "1.1.3"))
    ]


def test_a_document_without_a_number_is_a_warning_unless_there_is_a_link():
    assert said(cited("1.1.3", evidence_number=None)) == [("evidence_without_number", cell("evidence_number", "1.1.3"))]
    assert said(cited("1.1.3", evidence_number=None, evidence_link="https://xa.gov.vn/bao-cao")) == []


def test_a_document_without_a_page_is_a_note():
    (found,) = problems(cited("1.1.3", evidence_page=None))
    assert (found.rule, found.severity, found.cell) == ("evidence_without_page", "note", cell("evidence_page", "1.1.3"))
    assert said(cited("1.1.3", evidence_page="mục II")) == []


@pytest.mark.parametrize(
    "date", [DAY(2024, 12, 31), DAY(2026, 1, 1), DAY(2022, 3, 4), "31/12/2024", "tháng 12/2024", "2024"]
)
def test_a_document_outside_the_window_is_an_error_at_its_date(date):
    assert said(cited("1.1.3", evidence_date=date)) == [("evidence_outside_window", cell("evidence_date", "1.1.3"))]


@pytest.mark.parametrize(
    "date", [DAY(2025, 1, 1), DAY(2025, 12, 31), "1/1/2025", "tháng 6/2025", 2025.0, "năm 2025", None]
)
def test_a_document_within_the_window_is_right_on_its_first_and_last_day_too(date):
    assert said(cited("1.1.3", evidence_date=date)) == []


def test_a_plan_issued_in_december_before_is_right_where_the_window_says_so():
    assert RIGHT["1.1.1"]["evidence_date"] == DAY(2024, 12, 20)
    assert said(cited("1.1.1", evidence_date=DAY(2024, 11, 1), declared=DAY(2024, 11, 1))) == []
    assert said(cited("1.1.1", evidence_date=DAY(2024, 10, 31))) == [
        ("evidence_outside_window", cell("evidence_date", "1.1.1"))
    ]


def test_the_period_of_the_study_counts_where_the_criterion_has_no_window():
    period = ("2024-11-01", "2025-10-31")
    inside = {code: {"evidence_date": DAY(2024, 12, 15)} for code in ("1.1.3", "1.2.1", "2.1", "2.3")}
    assert said(inside, period=period) == []
    assert len(said(inside)) == 4


def test_a_document_after_the_day_of_the_data_is_said_to_be_in_the_future_only():
    assert said(cited("1.1.3", evidence_date=DAY(2026, 2, 1)), as_of="2026-01-31") == [
        ("evidence_date_future", cell("evidence_date", "1.1.3"))
    ]
    assert said(cited("1.1.3", evidence_date=DAY(2027, 1, 1))) == [
        ("evidence_date_future", cell("evidence_date", "1.1.3"))
    ]
    assert said(cited("1.1.3", evidence_date=DAY(2025, 12, 31)), as_of="2025-12-31") == []


@pytest.mark.parametrize("date", ["31/2/2025", "ngày 5/3", "12/20/2025", "quý I", 45292.5])
def test_a_date_that_cannot_be_read_is_a_warning(date):
    (found,) = problems(cited("1.1.3", evidence_date=date))
    assert (found.rule, found.severity, found.cell) == (
        "evidence_date_unreadable", "warning", cell("evidence_date", "1.1.3"),
    )  # fmt: skip


def test_a_late_document_scored_as_on_time_is_an_error_at_its_date():
    (found,) = problems(cited("1.2.2", evidence_date=DAY(2025, 12, 11)))
    assert (found.rule, found.cell, found.expected) == ("late_as_on_time", cell("evidence_date", "1.2.2"), "10/12/2025")
    assert said(cited("1.2.2", evidence_date=DAY(2025, 12, 10))) == []


def test_a_late_document_scored_as_late_is_right():
    late = {"declared": "Chậm", "self_points": 0.25, "evidence_date": DAY(2025, 12, 20)}
    assert said(cited("1.2.2", **late)) == []


def test_one_document_in_time_is_enough():
    both = {
        "evidence_number": "7/KH-UBND; 9/KH-UBND",
        "evidence_date": "5/12/2025; 20/12/2025",
        "evidence_page": "1; 2",
    }
    assert said(cited("1.2.2", **both)) == []
    assert said(cited("1.2.2", **both | {"evidence_date": "15/12/2025; 20/12/2025"})) == [
        ("late_as_on_time", cell("evidence_date", "1.2.2"))
    ]


def test_a_late_date_that_the_figures_already_show_is_said_once():
    late = {"declared": DAY(2025, 1, 20), "evidence_date": DAY(2025, 1, 20)}
    assert said(cited("1.1.1", **late)) == [("points_not_from_figures", cell("self_points", "1.1.1"))]


def test_a_yearly_plan_under_many_criteria_is_one_note():
    same = {"evidence_number": "250/BC-UBND"}
    (found,) = problems(cited("1.2.1", **same))
    assert (found.rule, found.severity) == ("same_evidence_many_rows", "note")
    assert found.cell == cell("evidence_number", "1.1.3") and "5 tiêu chí" in found.message_vi
    assert said() == []


FREE = ("code", "title", "max_points", "declared", "denominator", "self_points", "evidence", "note")


def free(text, **more):
    """Return what is said of a form that has documents and explanations in one cell."""
    right = {code: {k: v for k, v in row.items() if not k.startswith("evidence")} | {"evidence": "Giải trình: theo sổ"}
             for code, row in RIGHT.items()}  # fmt: skip
    right["2.10"] = {"self_points": 0.0}
    right["1.1.3"] |= {"evidence": text}
    return said(given=form(columns=FREE, right=right, template=False), **more)


def test_a_free_text_is_read_for_documents():
    assert free("Báo cáo số 250/BC-UBND ngày 05/12/2025, trang 3") == []
    assert free("Báo cáo số 250/BC-UBND ngày 05/12/2023, trang 3") == [("evidence_outside_window", "G9")]
    assert free("Báo cáo số 250/BC-UBND ngày 05/12/2025") == [("evidence_without_page", "G9")]
    assert free("Báo cáo số 250/BC-UBND ngày 32/12/2025, trang 3") == [("evidence_date_unreadable", "G9")]


def test_in_a_free_text_only_what_names_a_document_needs_a_number():
    assert free("Báo cáo tổng kết năm của xã") == [("evidence_without_number", "G9")]
    assert free("Số liệu lấy từ sổ theo dõi của bộ phận một cửa") == []


def test_the_basis_of_a_document_is_not_evidence():
    text = "Kế hoạch 05/KH-UBND ngày 5/1/2025, trang 1 triển khai Quyết định 876/QĐ-BNV ngày 10/11/2022"
    assert free(text) == []
