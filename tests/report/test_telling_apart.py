"""The section on criteria, parts, rounds and bodies says what its tables say, in both languages."""

import re

import made_up_fairness as fair
import pandas as pd
import pytest

from analysis import exhibits, tables
from analysis.language import LANGUAGES
from analysis.report import telling_apart

GAP = re.compile(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_section_has_no_gap_and_no_unfilled_place(fair_page, language):
    text = "\n\n".join(telling_apart.criteria(fair_page(language)))
    assert not GAP.search(text) and "\\\\" not in text
    assert text.count("\nTable: ") == 7 and text.count("![") == 3


def test_what_is_random_is_said_first(fair_page):
    for language, words in (("vi", "Cái gì là ngẫu nhiên"), ("en", "What is random")):
        assert words in telling_apart.criteria(fair_page(language))[1]


def test_a_verdict_names_its_criteria_and_the_number_behind(fair_page):
    page = fair_page(criterion_verdicts=fair.verdicts(["1.1", "1.2", "2.1"], every=2))
    said = telling_apart.verdicts(page)
    assert said[0] == "Criteria that tell units apart: 1 of 3." and said[1].startswith(
        "Criteria with nearly all units at"
    )
    assert "| share of units at the maximum | 97% | 95% |" in "\n".join(telling_apart.verdict_parts(page))


def test_a_repeated_criterion_is_named_with_the_one_it_repeats(fair_page):
    rows = fair.verdicts(["1.1", "1.2"], every=1).assign(
        verdict="repeats", evidence="correlation", other_criterion="2.1"
    )
    text = "\n".join(telling_apart.verdict_parts(fair_page(criterion_verdicts=rows)))
    assert "correlation with criterion 2.1" in text


def test_where_every_criterion_tells_units_apart_there_is_no_table_of_marks(fair_page):
    rows = fair.verdicts(["1.1", "1.2"]).assign(verdict="tells_apart")
    parts = telling_apart.verdict_parts(fair_page(criterion_verdicts=rows))
    assert parts[-1] == "" and "Criteria that tell units apart: 2 of 2." in parts[-2]


def test_what_only_forms_tell_stands_in_a_table_only_where_it_is_known(fair_page):
    known = ["share_outside", "share_no_case", "gap_appraisal", "gap_explanation", "petitions"]
    bare = fair.quality(["1", "2"]).assign(**dict.fromkeys(known))
    with_forms, without = fair_page(), fair_page(criterion_quality=bare)
    assert "% outside functions" in telling_apart._cases_table(with_forms)
    assert telling_apart._cases_table(without) == ""


def test_a_study_of_one_column_says_that_criteria_cannot_be_compared(fair_page):
    nothing = {name: tables.empty(name) for name in fair.everything()}
    title, sentence = telling_apart.criteria(fair_page(figures=(), **nothing))
    assert title.startswith("# ") and "one column of points" in sentence


def test_of_a_block_with_one_column_nothing_is_told_beside(fair_page, monkeypatch):
    page = fair_page()
    monkeypatch.setitem(page.study.criteria("so").__dict__, "leaves", ["1"])
    assert telling_apart.verdicts(page) == [] and telling_apart._quality_table(page) == ""
    assert not set(exhibits.COMPARED) & {one.key for one in exhibits.present(page.here)}


def few(codes, verdict="too_few_units"):
    return fair.verdicts(codes).assign(verdict=verdict, evidence="n", estimate=6, limit=8, n=6)


def test_disputed_criteria_are_not_among_those_of_which_nothing_is_said(fair_page):
    rows = pd.concat([few(["1.1"], "disputed"), few(["1.1", "1.2", "2.1"])])
    said = telling_apart.verdicts(fair_page(criterion_verdicts=rows))
    assert said[0].startswith("Criteria that are disputed")
    assert said[1] == "Remaining criteria with too few units for a verdict: 2."
    (alone,) = telling_apart.verdicts(fair_page(criterion_verdicts=few(["1.1", "1.2", "2.1"])))
    assert alone == "Criteria with too few units for a verdict: 3 of 3."


def test_with_few_units_criteria_that_all_hold_in_full_are_counted(fair_page):
    quality = fair.quality(["1.1", "1.2", "2.1"]).assign(n=6, share_at_maximum=[1.0, 0.5, 0.9])
    page = fair_page(criterion_quality=quality, criterion_verdicts=few(["1.1", "1.2", "2.1"]))
    (sentence,) = telling_apart.at_maximum(page)
    assert "all units (6) stand at the maximum on 1 of 3 criteria: 1.1 " in sentence
    assert telling_apart.at_maximum(fair_page(criterion_quality=quality)) == []


def test_criteria_stand_in_the_order_of_the_decision(fair_page):
    page = fair_page(criterion_quality=fair.quality(["2", "1.10", "1.2", "1"]))
    order = [code for code in page.study.criteria("so").parents if code in {"1", "2", "1.2", "1.10"}]
    assert list(telling_apart._compared(page, "criterion_quality")["criterion_code"]) == order


def test_the_share_at_the_lowest_value_stands_in_the_table(fair_page):
    table = telling_apart._quality_table(fair_page())
    assert "% at lowest value" in table and "% at zero" not in table
