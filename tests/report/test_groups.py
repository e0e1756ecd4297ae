"""The section on fairness never says that nothing was found without what would have been, and promises nothing."""

import re

import made_up_fairness as fair
import pandas as pd
import pytest

from analysis import tables
from analysis.language import LANGUAGES
from analysis.report import groups

GAP = re.compile(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}")
PROMISES = {"vi": r"(là|rất|hoàn toàn) công bằng(?! ai)", "en": r"\b(is|are) fair\b|no unfairness|unbiased"}


@pytest.fixture
def section(fair_page):
    return lambda language="en", **frames: "\n\n".join(groups.fairness(fair_page(language, **frames)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_section_has_no_gap_and_no_unfilled_place(section, language):
    text = section(language)
    assert not GAP.search(text) and "\\\\" not in text
    assert text.count("![") == 5 and text.count("\nTable: ") == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_never_promise_fairness(section, language):
    text = section(language).replace("không chứng minh là công bằng", "")
    assert not re.search(PROMISES[language], text)


@pytest.mark.parametrize(("language", "none", "found"), [
    ("en", r"not shown|no difference was shown|No difference was shown|no gathering was shown|not told from zero", "would"),
    ("vi", r"chưa đủ căn cứ|chưa thấy dồn điểm", "phát hiện được"),
])  # fmt: skip
def test_every_sentence_that_shows_nothing_says_what_it_would_have_found(section, language, none, found):
    text = re.sub(r"(?m)^\|.*$|^!\[.*$|^[^-].*$", "", section(language))
    sentences = [line for line in text.splitlines() if re.search(none, line)]
    assert len(sentences) >= 5 and [line for line in sentences if found not in line] == []


def test_a_shown_difference_has_its_sign_interval_and_effect_size(fair_page):
    said = groups.differences_shown(fair_page(group_differences=fair.differences(groups=("kind:huyen",))))
    assert any("“Districts” stands 6.50 percentage points lower" in one and "“Total”" in one for one in said)
    assert all("-9.50 to -3.50" in one and "Hedges' g -1.30" in one for one in said)


def test_assumed_groups_are_kept_apart_from_known_ones(fair_page):
    rows = fair.differences(groups=("appraises:yes",)).assign(verdict="shown", detectable=4.0)
    page = fair_page(group_differences=rows)
    assert len(groups.differences_shown(page, "assumed")) == 2 and groups.differences_shown(page, "") == []
    assert "(assumed)" in groups.differences_shown(page, "assumed")[0]


def test_a_basis_that_is_no_assumption_counts_as_known(fair_page):
    rows = fair.differences(groups=("appraises:yes",)).assign(verdict="shown", basis="framework")
    page = fair_page(group_differences=rows)
    assert len(groups.differences_shown(page, "")) == 2 and "(assumed)" not in groups.differences_shown(page)[0]


def test_self_scores_are_compared_in_points(fair_page):
    rows = fair.differences(groups=("kind:huyen",)).assign(measure=["total", "self_gap"])
    said = groups.differences_shown(fair_page(group_differences=rows))
    assert any("6.50 points lower" in one and "“Points claimed above those in force”" in one for one in said)


def test_a_comparison_of_all_blocks_is_told_without_a_block(fair_page):
    rows = fair.differences(groups=("block:so",), block="all", reference="so")
    said = groups.differences_shown(fair_page(group_differences=rows))
    assert said[0].startswith("The group “")


def test_in_a_long_table_parts_that_show_nothing_stay_in_the_file(fair_page):
    many = pd.concat([fair.differences(groups=tuple(f"kind:k{place}" for place in range(40)))])
    text = "\n".join(groups.fairness(fair_page(group_differences=many)))
    shown = (many["verdict"] == "shown").sum() // 2 + 40
    assert f"leaves {80 - min(shown, groups.MOST_ROWS)} rows away" in text


def test_a_study_without_groups_says_so(fair_page):
    nothing = {name: tables.empty(name) for name in fair.everything()}
    section = groups.fairness(fair_page(figures=(), **nothing))
    assert len(section) == 3 and "do not fall into different declared groups" in section[2]
