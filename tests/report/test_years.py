"""Changes between rounds are told from the tables: other data, other sentence."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from two_rounds import pair_of, rounds, shares

from analysis import tables
from analysis.compare import regression, to_win, volatility, year_changes, year_domains, year_pairs, year_sources, years
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
        "Not compared: b (its total of the later year is not known) and c (its total of the earlier year is not known)."
    )


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


@pytest.mark.parametrize(
    ("in_charge", "body", "words"),
    [
        ("Phòng CCHC", "Sở Nội vụ", "bộ phận chủ trì: Phòng CCHC; cơ quan thẩm định: Sở Nội vụ"),
        ("Phòng CCHC", "", "bộ phận chủ trì: Phòng CCHC"),
        ("", "Sở Nội vụ", "bộ phận chủ trì: chưa xác định; cơ quan thẩm định: Sở Nội vụ"),
        ("", "", "bộ phận chủ trì: chưa xác định"),
    ],
)
def test_who_is_in_charge_is_said_only_where_it_is_stated(toy, in_charge, body, words):
    nobody = to_win.assigned_to(tables.empty("submitted"), tables.empty("rounds"))
    found = to_win.to_win(toy.points, toy.study, tables.empty("year_criteria"), nobody).assign(
        in_charge=in_charge, body=body
    )
    lines = told.unit_to_win(page(toy.study, "vi", to_win=found), "00-so-gia-lap-a", most=2)
    assert len(lines) == 2 and lines[0].endswith(words) and "còn 6,00 điểm" in lines[0]


def test_a_fall_stands_behind_the_points(toy):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": [12, 11, 7.5, 10, 15]})
    nobody = to_win.assigned_to(tables.empty("submitted"), tables.empty("rounds"))
    found = to_win.to_win(pair.later.points, pair.later.study, year_domains.year_criteria([pair]), nobody)
    (first, *_) = told.unit_to_win(page(pair.later.study, "en", to_win=found), "a")
    assert "18.00 points to be won, down 10.00 percentage points since the round before" in first


def test_signs_are_those_of_print_and_zero_has_none(toy):
    here = page(toy.study, "vi", to_win=tables.empty("to_win"))
    assert [told.signed(here, value) for value in (0.65, -1.7, 0.0, -0.001)] == ["+0,65", "−1,70", "0,00", "0,00"]
    assert isinstance(here.table("to_win"), pd.DataFrame)
