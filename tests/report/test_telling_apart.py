"""The section on criteria, parts, rounds and bodies says what its tables say, in both languages."""

import re

import made_up_fairness as fair
import pytest

from analysis import tables
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
    assert said[0] == "1 of 3 criteria tell units apart." and said[1].startswith(
        "1 of 3 criteria have nearly all units at"
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
    assert parts[-1] == "" and "2 of 2 criteria tell units apart." in parts[-2]


def test_what_only_forms_tell_stands_in_a_table_only_where_it_is_known(fair_page):
    known = ["share_outside", "share_no_case", "gap_appraisal", "gap_explanation", "petitions"]
    bare = fair.quality(["1", "2"]).assign(**dict.fromkeys(known))
    with_forms, without = fair_page(), fair_page(criterion_quality=bare)
    assert "% outside functions" in telling_apart._cases_table(with_forms)
    assert telling_apart._cases_table(without) == ""


def test_a_study_of_one_column_says_that_criteria_cannot_be_compared(fair_page):
    nothing = {name: tables.empty(name) for name in fair.everything()}
    section = telling_apart.criteria(fair_page(figures=(), **nothing))
    assert "one column of points" in section[2] and not [part for part in section[3:] if part]
