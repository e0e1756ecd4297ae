"""Whether severity can be told at all comes first; a body that cannot be told apart is never called harsh."""

import made_up_fairness as fair
import pytest

from analysis import tables
from analysis.report import severity

APART = {"severity": fair.severity(("not_separable",)), "severity_design": fair.severity_design("no")}


@pytest.mark.parametrize(("language", "words"), [("vi", "**không tách được**"), ("en", "**cannot be told apart**")])
def test_bodies_that_share_nothing_cannot_be_told_apart(fair_page, language, words):
    (sentence,) = severity.design(fair_page(language, **APART))
    assert words in sentence and "so-noi-vu" in sentence


def test_cuts_of_such_bodies_are_shown_without_any_estimate(fair_page):
    page = fair_page("vi", severity_ranks=tables.empty("severity_ranks"), **APART)
    text = "\n".join(severity.section(page))
    row = next(line for line in text.splitlines() if line.startswith("| so-noi-vu"))
    assert row == "| so-noi-vu | 20 | 0 | 150 | 4,25 | 25 | – | – | – | – | không tách được |"
    assert severity.severity(page) == [] and "giảm nhiều hơn các cơ quan khác" not in text


def test_a_harsh_body_is_named_by_how_much_it_cuts_more(fair_page):
    rows = fair.severity(("shown", "not_shown"), bodies=("a", "b"), estimates=(6.0, 0.5))
    said = severity.severity(fair_page(severity=rows))
    assert said[0].startswith(
        "At equal unit and criterion a cuts 6.00 per cent of the maximum more than the other bodies"
    )
    assert "No difference" in said[1] or "1 of 2 comparisons no difference was shown" in said[1]
    assert "3.50 per cent of the maximum" in said[1]


def test_a_mild_body_cuts_less(fair_page):
    (sentence,) = severity.severity_shown(
        fair_page(severity=fair.severity(("shown",), bodies=("a",), estimates=(-4.0,)))
    )
    assert "cuts 4.00 per cent of the maximum less" in sentence


def test_ranks_that_would_be_others_are_named_and_no_others(fair_page):
    (sentence,) = severity.moved(fair_page(severity_ranks=fair.severity_ranks((2, 1, 3))))
    assert "2 of 3 units would have another rank" in sentence and "commune 3" not in sentence
    (sentence,) = severity.moved(fair_page(severity_ranks=fair.severity_ranks((1, 2, 3))))
    assert sentence == "With severity removed none of 3 units changes rank."


def test_the_summary_hears_of_it_where_no_body_can_be_told_apart(fair_page):
    assert len(severity.not_separable(fair_page(**APART))) == 1
    assert severity.not_separable(fair_page()) == []


def test_a_study_without_appraising_bodies_has_no_such_part(fair_page):
    assert severity.section(fair_page(severity_design=tables.empty("severity_design"))) == []
