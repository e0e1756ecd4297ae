"""Documents that a row cites."""

import datetime

import pytest

from analysis.forms.evidence import cited, column_date, documents

DAY = datetime.date


def read(text):
    return [(one.number, one.date, one.page) for one in cited(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123/QĐ-UBND ngày 15/12/2023, trang 2", [("123/QĐ-UBND", DAY(2023, 12, 15), "trang 2")]),
        ("Công văn số 678/SNV-CCHC ngày 3/3/2024", [("678/SNV-CCHC", DAY(2024, 3, 3), "")]),
        ("QĐ 12/2024/QĐ-UBND ngày 01/02/2024 tr. 5", [("12/2024/QĐ-UBND", DAY(2024, 2, 1), "tr. 5")]),
        ("Kế hoạch số: 45 /KH - STP (05.01.2024), mục II", [("45/KH-STP", DAY(2024, 1, 5), "mục II")]),
        ("Thông tư 01/2024/TT-BNV ngày 5 tháng 3 năm 2024", [("01/2024/TT-BNV", DAY(2024, 3, 5), "")]),
        ("Nghị quyết 30c/NQ-CP, ngày 08-11-2011", [("30c/NQ-CP", DAY(2011, 11, 8), "")]),
        ("Quyết định 123-QĐ/TU ngày 2/2/2024", [("123-QĐ/TU", DAY(2024, 2, 2), "")]),
        ("Ngày 5/1/2024 ban hành KH 7/KH-UBND", [("7/KH-UBND", DAY(2024, 1, 5), "")]),
        ("báo cáo 15/bc-ubnd ngày 3/4/24", [("15/bc-ubnd", DAY(2024, 4, 3), "")]),
    ],
)  # fmt: skip
def test_number_date_and_page_are_read_from_a_citation(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "123/QĐ-UBND ngày 15/12/2023, trang 2; 45/KH-STP ngày 5-1-2024",
        "123/QĐ-UBND ngày 15/12/2023, trang 2\n- 45/KH-STP ngày 5-1-2024",
        "QĐ 123/QĐ-UBND ngày 15/12/2023, trang 2 và KH 45/KH-STP ngày 5/1/2024",
    ],
)
def test_several_documents_stand_in_one_cell(text):
    assert read(text) == [("123/QĐ-UBND", DAY(2023, 12, 15), "trang 2"), ("45/KH-STP", DAY(2024, 1, 5), "")]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 05/KH-UBND ngày 5/1/2024 triển khai Quyết định 876/QĐ-BNV ngày 10/11/2022",
        "Báo cáo 05/KH-UBND ngày 5/1/2024 thực hiện Nghị quyết 76/NQ-CP ngày 15/7/2021",
        "05/KH-UBND ngày 5/1/2024; căn cứ Quyết định 876/QĐ-BNV ngày 10/11/2022",
    ],
)
def test_the_basis_of_a_document_is_no_document_of_the_row(text):
    assert read(text) == [("05/KH-UBND", DAY(2024, 1, 5), "")]


def test_figures_rates_and_dates_are_no_numbers_of_documents():
    assert [one.number for one in cited("Đã hoàn thành 45/50 nhiệm vụ, 12/tháng, ngày 15/12/2023")] == [""]


def test_a_year_or_a_month_alone_gives_a_span():
    (year,) = cited("Quyết định 15/QĐ-UBND năm 2023")
    assert year.date is None and year.span == (DAY(2023, 1, 1), DAY(2023, 12, 31))
    (month,) = cited("15/QĐ-UBND tháng 02/2024")
    assert month.span == (DAY(2024, 2, 1), DAY(2024, 2, 29))


def test_the_year_in_a_title_is_not_the_date_of_the_document():
    (one,) = cited("Báo cáo 15/BC-UBND tổng kết công tác năm 2023")
    assert one.date is None and one.span is None and one.unreadable == ""


@pytest.mark.parametrize("text", ["15/QĐ-UBND ngày 31/02/2024", "15/QĐ-UBND ngày 45/13/2024", "15/QĐ-UBND ngày 5/3"])
def test_an_impossible_date_is_kept_as_unreadable(text):
    (one,) = cited(text)
    assert one.date is None and one.unreadable


def test_links_are_kept_and_their_digits_are_no_documents():
    (one,) = cited("https://xa.gov.vn/12/QD-UBND/tep.pdf")
    assert one.number == "" and one.link == "https://xa.gov.vn/12/QD-UBND/tep.pdf"
    (two,) = cited("45/KH-UBND ngày 5/1/2024 www.xa.gov.vn/a")
    assert two.number == "45/KH-UBND" and two.link == "www.xa.gov.vn/a"


def test_separate_columns_are_put_together():
    given = {"evidence_number": "45/KH-STP", "evidence_date": datetime.datetime(2024, 1, 5), "evidence_page": 3.0,
             "evidence_link": "x.pdf", "evidence": "Kế hoạch năm"}  # fmt: skip
    (one,) = documents(given)
    assert (one.number, one.date, one.page, one.link, one.text) == (
        "45/KH-STP",
        DAY(2024, 1, 5),
        "3",
        "x.pdf",
        "Kế hoạch năm",
    )


def test_columns_with_as_many_entries_are_paired_and_others_speak_of_the_first():
    given = {
        "evidence_number": "1/KH-UBND; 2/KH-UBND",
        "evidence_date": "5/1/2024; 6/1/2024",
        "evidence_page": "trang 4",
    }
    assert [(one.number, one.date, one.page) for one in documents(given)] == [
        ("1/KH-UBND", DAY(2024, 1, 5), "trang 4"), ("2/KH-UBND", DAY(2024, 1, 6), ""),
    ]  # fmt: skip


def test_anything_in_the_column_of_numbers_is_a_number():
    assert [one.number for one in documents({"evidence_number": "KH số 45"})] == ["KH số 45"]
    assert [one.number for one in documents({"evidence_number": 45.0})] == ["45"]
    assert documents({"evidence_number": "-"}) == documents({"evidence": "…"}) == documents({}) == ()


def test_a_date_alone_is_a_document_without_a_number():
    (one,) = documents({"evidence_date": "5/1/2024"})
    assert (one.number, one.date) == ("", DAY(2024, 1, 5))


@pytest.mark.parametrize(
    ("value", "date", "unreadable"),
    [
        ("ngày 05/01/2024", DAY(2024, 1, 5), ""), ("2024-01-05", DAY(2024, 1, 5), ""), ("5.1.2024", DAY(2024, 1, 5), ""),
        ("quý I", None, "quý I"), ("12/20/2024", None, "12/20/2024"), (45292.0, None, "45292"),
    ],
)  # fmt: skip
def test_the_column_of_dates_holds_a_date_or_says_what_it_cannot_read(value, date, unreadable):
    assert column_date(value)[::2] == (date, unreadable)


def test_a_very_long_text_takes_no_long_time():
    assert len(cited("1/" * 200_000)) == 1 and len(cited("a" * 1_000_000)) == 1
