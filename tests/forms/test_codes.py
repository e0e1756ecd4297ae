"""Codes of criteria: as typed, or recovered where title and order leave one choice, never guessed."""

import datetime

import pytest
from forms.sent_files import TITLES, criteria

from analysis.forms.codes import Typed, best, index, printed, settle, split

INDEX = index(criteria())
DEEP = index(
    criteria({"1": "Lĩnh vực", "1.1": "A", "1.1.1": "Kế hoạch", "1.1.2": "Báo cáo", "1.2": "B", "1.2.3": "Kiểm tra"})
)


def codes_of(*rows, one=INDEX):
    return [(settled.code, settled.how) for settled in settle([Typed(*row) for row in rows], one)]


def whole(changes):
    """The rows of the form with the cells of some codes changed."""
    return [(changes.get(code, code), title) for code, title in TITLES.items()]


def test_codes_as_text_are_taken_as_they_are():
    assert codes_of(*whole({})) == [(code, "typed") for code in TITLES]


def test_a_number_that_lost_its_zero_is_recovered_by_its_title():
    assert dict(codes_of(*whole({"1.10": 1.1}))).get("1.10") == "recovered"
    assert codes_of(*whole({"1.1": 1.1}))[1] == ("1.1", "typed")


def test_a_whole_number_is_the_code_of_a_domain():
    assert codes_of(*whole({"2": 2.0}))[4] == ("2", "typed") and codes_of((2.0, "")) == [("2", "typed")]


@pytest.mark.parametrize(
    "cell", [datetime.date(2024, 2, 1), datetime.date(2024, 1, 2), "1-Feb", "02/01", "01-thg 2", "Jan-02", "1/2"]
)
def test_a_date_is_recovered_where_the_title_says_which(cell):
    assert codes_of(*whole({"1.2": cell}))[2] == ("1.2", "recovered")


@pytest.mark.parametrize(
    "cell", [datetime.date(2003, 2, 1), datetime.date(2003, 1, 2), "01/02/2003", datetime.datetime(2003, 2, 1, 0, 0)]
)
def test_a_code_of_three_parts_is_recovered_from_a_date(cell):
    assert codes_of(("1.2", "B"), (cell, "Kiểm tra"), one=DEEP)[1] == ("1.2.3", "recovered")


def test_a_date_without_a_known_title_is_recovered_only_where_the_order_leaves_one_choice():
    rows = whole({"2.1": datetime.date(2024, 1, 2)})
    rows[5] = (rows[5][0], "Một tên khác")
    assert codes_of(*rows)[5] == ("2.1", "recovered")
    assert codes_of((datetime.date(2024, 1, 2), "Một tên khác")) == [("", "lost")]


def test_a_number_without_a_known_title_is_settled_by_its_neighbours_or_not_at_all():
    rows = [
        ("1", TITLES["1"]),
        ("1.1", TITLES["1.1"]),
        ("1.2", TITLES["1.2"]),
        (1.1, "Sáng kiến khác"),
        ("2", TITLES["2"]),
    ]
    assert codes_of(*rows)[3] == ("1.10", "recovered")
    assert codes_of((1.1, "Không rõ")) == [("", "lost")]


def test_a_row_without_a_code_is_known_by_its_title():
    assert codes_of((None, TITLES["2.1"])) == [("2.1", "title")]
    assert codes_of((None, TITLES["2.1"].upper())) == [("2.1", "title")]
    assert codes_of((None, "Tiêu chí lạ")) == [("", "")]


def test_running_numbers_do_not_hide_what_the_titles_say():
    rows = [(float(number), title) for number, title in enumerate(TITLES.values(), start=1)]
    assert [code for code, _ in codes_of(*rows)] == list(TITLES)
    assert {how for _, how in codes_of(*rows)[1:]} == {"title"}


def test_rows_numbered_anew_are_known_by_their_titles():
    rows = [
        ("1", TITLES["1"]),
        ("1.1", "Dòng chèn thêm"),
        ("1.2", TITLES["1.1"]),
        ("1.3", TITLES["1.2"]),
        ("1.10", TITLES["1.10"]),
    ]
    assert [code for code, _ in codes_of(*rows)] == ["1", "", "1.1", "1.2", "1.10"]
    assert codes_of(*rows)[2:4] == [("1.1", "renumbered"), ("1.2", "renumbered")]


def test_a_title_copied_by_mistake_does_not_take_the_code_away():
    rows = whole({})
    rows[2] = ("1.2", TITLES["1.1"])
    assert codes_of(*rows)[2] == ("1.2", "typed")


def test_roman_numbers_are_the_domains_in_their_order():
    assert codes_of(("I", TITLES["1"]), ("II.", "Tên khác"), ("III", "Không có")) == [
        ("1", "typed"),
        ("2", "typed"),
        ("III", ""),
    ]


def test_dots_blanks_and_commas_around_a_code_are_forgiven():
    assert [code for code, _ in codes_of(("1.1.", "x"), (" 1. 2 ", "y"), ("2,1", "z"), ("2.2)", ""))] == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
    ]


def test_the_same_title_twice_in_a_set_is_told_apart_by_order():
    one = index(criteria({"1": "A", "1.1": "Báo cáo", "1.2": "Kiểm tra", "2": "B", "2.1": "Báo cáo"}))
    rows = [("1", "A"), (None, "Báo cáo"), ("1.2", "Kiểm tra"), ("2", "B"), (None, "Báo cáo")]
    assert [code for code, _ in codes_of(*rows, one=one)] == ["1", "1.1", "1.2", "2", "2.1"]
    assert codes_of((None, "Báo cáo"), one=one) == [("", "")]


def test_without_criteria_codes_stay_as_printed_and_dates_are_no_codes():
    rows = [Typed("1.1", "A"), Typed(1.5, "B"), Typed(datetime.date(2024, 2, 1), "C"), Typed(None, "D")]
    assert [(one.code, one.printed) for one in settle(rows, None)] == [
        ("1.1", "1.1"),
        ("1.5", "1.5"),
        ("", "01/02/2024"),
        ("", ""),
    ]


def test_a_cell_is_printed_as_a_person_reads_it():
    assert [printed(cell) for cell in (2.0, 1.1, "1.10", None, True, datetime.date(2024, 2, 1))] == [
        "2",
        "1.1",
        "1.10",
        "",
        "True",
        "01/02/2024",
    ]


def test_a_code_at_the_head_of_a_title_is_split_off():
    assert split("1.2. Báo cáo") == ("1.2", "Báo cáo") and split("II. Cải cách") == ("II", "Cải cách")
    assert (
        split("2 báo cáo quý") == ("", "2 báo cáo quý")
        and split("Inh") == ("", "Inh")
        and split("1.5 điểm") == ("1.5", "điểm")
    )


def test_the_set_with_the_most_rows_in_common_is_the_best():
    other = index(criteria({"1": "Lĩnh vực khác", "1.1": "Tiêu chí khác"}))
    rows = [Typed(code, title) for code, title in TITLES.items()]
    assert best(rows, [other, INDEX]) == 1 and best(rows, [INDEX, other]) == 0


def test_rules_typed_below_a_title_do_not_hide_it():
    assert codes_of((None, f"{TITLES['2.1']}\n- Rà soát đủ: 1 điểm\n- Không: 0 điểm")) == [("2.1", "title")]
