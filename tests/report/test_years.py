"""Changes between rounds are told from the tables: other data, other sentence."""

import re
from types import SimpleNamespace

import pytest
from two_rounds import pair_of, rounds, shares

from analysis import tables
from analysis.compare import regression, volatility, year_changes, year_pairs, year_sources, years
from analysis.compare.published_changes import published_changes
from analysis.language import LANGUAGES
from analysis.report import years as told
from analysis.report.page import Page


def frames(pairs):
    changed = year_changes.year_changes(pairs)
    return {
        "year_changes": changed, "shifts": years.year_shifts(pairs, changed), "not_compared": years.not_compared(pairs),
        "year_sources": year_sources.year_sources(pairs), "year_regression": regression.year_regression(pairs),
    }  # fmt: skip


def page(study, language, **given):
    checked = {name: tables.checked(name, frame.assign(status=study.status)) for name, frame in given.items()}
    return Page(SimpleNamespace(study=study, folder=None, table=lambda name: checked[name]), language)


def of_study(shipped, name, language):
    here = shipped(name)
    former = rounds(shipped(here.study.previous)) if here.study.previous else []
    return page(here.study, language, **frames(year_pairs.pairs(rounds(here), former)))


@pytest.fixture
def toy_page(toy, monkeypatch):
    """A function that returns the page of two rounds of departments called a, b, ..."""
    monkeypatch.setattr(years, "called", lambda pair, code, language: code)
    monkeypatch.setattr(told.names, "unit", lambda study, code, language: code)

    def make(before, after, language="en"):
        pair = pair_of(toy.study, before, after)
        return page(pair.later.study, language, **frames([pair]))

    return make


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["papi-2023", "known-answer-2025"])
def test_the_sentences_have_no_gap_and_no_unfilled_place(shipped, name, language):
    text = "\n".join(told.changes(of_study(shipped, name, language)))
    assert text and not re.search(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}", text)
    assert language == "en" or not re.search(r"\d\.\d\d\b", text)


def test_moves_are_told_with_places_and_score(toy_page):
    before = {"a": shares(90), "b": shares(80), "c": shares(70)}
    said = told.changes(toy_page(before, {"a": shares(75), "b": shares(80), "c": shares(70)}))
    assert said[0].startswith("2024–2025: 3 units compared, 1 up and 1 down in places.")
    assert "a down 1 (score −15.00) and b up 1 (score 0.00)" in said[0]
    assert any("a: its own results −1.0." in one and "b: the others' results +1.0." in one for one in said)


def test_other_data_give_another_sentence(toy_page):
    rows = {"a": shares(90), "b": shares(80)}
    assert told.changes(toy_page(rows, rows))[0] == "2024–2025: 2 units compared; none changes place."


def test_unknown_errors_are_said_and_nothing_is_called_a_change(toy_page):
    said = told.changes(toy_page({"a": shares(90)}, {"a": shares(50)}))
    assert "The errors of the scores are not known in both rounds, so no change can be told from chance." in said


def test_units_not_compared_are_named_with_the_reason(toy_page):
    said = told.changes(toy_page({"a": shares(90), "b": shares(80)}, {"a": shares(90), "c": shares(80)}))
    assert said[-1] == (
        "Not compared: b – no total is known for the later year; c – no total is known for the earlier year."
    )


def test_units_not_compared_for_one_reason_stand_together(toy_page):
    before = {"a": shares(90), "b": shares(80), "d": shares(70)}
    said = told.changes(toy_page(before, {"a": shares(90)}))
    assert said[-1] == "Not compared: b and d – no total is known for the later year."


def test_papi_tells_the_regression_of_its_first_five(shipped):
    said = "\n".join(told.changes(of_study(shipped, "papi-2023", "vi")))
    assert "59 đơn vị" in said and "lùi về mức trung bình" in said and "Quảng Ninh" in said


def test_the_case_of_binh_thuan_says_what_follows_and_where_it_ends(shipped):
    study = shipped("par-index-2012-2023").study
    said = told.published(page(study, "vi", published_changes=published_changes(study)))
    assert said[0] == "Bình Thuận, 2014–2015: điểm thay đổi +0,65, thứ hạng −17 bậc (từ 17 đến 34)."
    assert said[1] == "Mức trung bình cả nước thay đổi +3,90, nên so với mức đó là −3,25 (suy ra)."
    assert said[2] == (
        "Trong 8 nội dung, nguồn nêu Cải cách thủ tục hành chính +0,75 và Hiện đại hóa hành chính +1,60; "
        "6 nội dung còn lại cộng lại thay đổi −1,70 (suy ra)."
    )
    assert said[4] == "Quảng Nam, 2016–2017: điểm thay đổi −0,39, thứ hạng −20 bậc (từ 32 đến 52)."
    assert len(said) == 6 and said[3] == said[5] and "không suy ra được" in said[3]


def test_the_steadiest_and_the_least_steady_unit_are_named(shipped):
    here = shipped("par-index-2012-2023")
    moved = volatility.volatility(volatility.places(here.scores, here.study))
    said = told.steadiness(page(here.study, "en", volatility=moved))
    assert len(said) == 2 and all("standard deviation" in one for one in said)
    assert told.steadiness(page(here.study, "en", volatility=moved.iloc[:0])) == []


def test_signs_are_those_of_print_and_zero_has_none(toy):
    here = page(toy.study, "vi", places=tables.empty("places"))
    assert [told.signed(here, value) for value in (0.65, -1.7, 0.0, -0.001)] == ["+0,65", "−1,70", "0,00", "0,00"]


def test_of_several_years_only_the_last_comparison_is_told_whole(shipped):
    said = told.changes(of_study(shipped, "par-index-2012-2023", "en"))
    moves = [one for one in said if re.match(r"\d{4}–\d{4}: ", one)]
    assert [one[:9] for one in moves] == [f"{year}–{year + 1}" for year in range(2012, 2023)]
    assert sum(one.startswith("Not compared:") for one in said) == 1 and said[-1].startswith("Not compared: ")


def cells(markdown):
    """Return the rows of a Markdown table: {unit: the other cells}."""
    lines = [line.strip("| ").split(" | ") for line in markdown.splitlines() if line.startswith("|")][2:]
    return {first: rest for first, *rest in lines}


@pytest.fixture
def table_of(toy_page):
    """A function that returns the rows of the year table of two rounds of departments."""

    def make(before, after, language="en"):
        here = toy_page(before, after, language)
        here.numbers = {"year_table": 1}
        return cells(told._table(here)[1])

    return make


def test_the_table_tells_places_score_and_the_cause_of_each_move(table_of):
    rows = table_of(
        {"a": shares(90), "b": shares(80), "c": shares(70)}, {"a": shares(75), "b": shares(80), "c": shares(70)}
    )
    assert rows["a"] == ["its own results (−1.0)", "not known", "1", "2", "−1", "−15.00"]
    assert rows["b"] == ["the others' results (+1.0)", "not known", "2", "1", "+1", "0.00"]
    assert rows["c"] == ["–", "not known", "3", "3", "0", "0.00"]


def test_two_causes_that_weigh_the_same_are_both_named(table_of):
    """a falls and b rises past it: either alone would do, so each order gives half a place to both."""
    rows = table_of({"a": shares(90), "b": shares(80)}, {"a": shares(75), "b": shares(95)})
    assert rows["b"][0] == "its own results and the others' results (+0.5 each)"


def test_the_units_stand_in_the_order_of_the_later_round(table_of):
    rows = table_of(
        {"a": shares(70), "b": shares(80), "c": shares(90)}, {"a": shares(95), "b": shares(80), "c": shares(60)}
    )
    assert list(rows) == ["a", "b", "c"]


def test_of_a_large_block_those_that_moved_furthest_are_shown_and_it_is_said(toy_page, monkeypatch):
    monkeypatch.setattr(told, "MOST_ROWS", 2)
    here = toy_page(
        {"a": shares(90), "b": shares(80), "c": shares(70), "d": shares(60)},
        {"a": shares(90), "b": shares(62), "c": shares(70), "d": shares(85)},
    )
    here.numbers = {"year_table": 1}
    how, table = told._table(here)
    assert set(cells(table)) == {"b", "d"} and "only the 2 units that moved furthest" in how


def test_numbers_of_the_table_are_vietnamese(table_of):
    rows = table_of({"a": shares(90), "b": shares(80)}, {"a": shares(75), "b": shares(80)}, "vi")
    assert rows["a"][0].endswith("(−1,0)") or "mỗi phần" in rows["a"][0]
    assert rows["a"][-1] == "−15,00"


def test_a_study_of_one_year_has_no_section(toy):
    names = ("year_changes", "volatility", "published_changes")
    here = page(toy.study, "vi", **{name: tables.empty(name) for name in names})
    here.numbers = {}
    assert told.section(here) == []


def test_the_section_holds_the_figure_and_the_table_once_each(shipped):
    here = shipped("papi-2023")
    pairs = year_pairs.pairs(rounds(here), rounds(shipped("papi-2022")))
    further = {name: tables.empty(name) for name in ("volatility", "published_changes", "places")}
    own = page(here.study, "vi", **frames(pairs), **further)
    own.numbers = {"places": 1, "year_table": 2}
    text = "\n\n".join(told.section(own))
    assert text.count("(figures/places_vi)") == 1 and text.count("Table: Bảng 2.") == 1
    assert not re.search(r"\b(nan|NaN|None)\b|\{[a-z_]+\}|\d\.\d\d\b", text)
