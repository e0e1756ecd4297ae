"""Nothing is concluded on units that appraise others but from the contrasts; the pool leaves its own table out."""

from dataclasses import replace

import made_up_fairness as fair
import pytest

from analysis import tables
from analysis.report import appraisers

POOL = fair.interval_rows("appraiser_pooled", "study", ("one-2020", "two-2021", "pooled"), ("not_shown",),
                          comparison="total", weight=0.5, spread_between=0.2)  # fmt: skip


def test_a_shown_contrast_is_the_conclusion_and_not_its_cause(fair_page):
    said = appraisers.contrast(fair_page())
    assert "at least one contrast differs" in said[-1].lower() and "this does not tell" in said[-1]


def test_without_a_shown_contrast_work_and_scoring_stay_untold(fair_page):
    said = appraisers.contrast(
        fair_page(appraiser_contrast=fair.contrast(("shown", "not_shown", "not_shown", "not_shown", "not_shown")))
    )
    assert "does not tell better work from kinder scoring" in said[-1]


def test_without_the_parts_nothing_is_concluded(fair_page):
    rows = fair.contrast(("too_few",))
    assert "nothing is concluded" in appraisers.contrast(fair_page(appraiser_contrast=rows))[-1]


def test_an_assumption_is_said_before_anything_else(fair_page):
    assert appraisers.contrast(fair_page())[0].startswith("Which units appraise others is an assumption")
    known = fair_page(appraiser_contrast=fair.contrast(basis="framework"))
    assert not appraisers.contrast(known)[0].startswith("Which units")


def test_the_three_differences_come_before_what_sets_them_apart(fair_page):
    text = appraisers.contrast(fair_page())[1]
    places = [
        text.index(words)
        for words in ("What others appraise", "What they appraise themselves", "The survey", "Contrast")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pool_is_told_with_its_spread_and_what_it_would_have_found(fair_page, language):
    (sentence,) = appraisers.pooled_sentences(fair_page(language, appraiser_pooled=POOL))
    assert ("3,50" if language == "vi" else "3.50") in sentence and ("0,20" if language == "vi" else "0.20") in sentence


def test_a_difference_that_this_table_suggested_is_marked_and_the_pool_stands_in_the_summary(fair_page):
    page = fair_page(appraiser_pooled=POOL)
    assert "this very table" not in " ".join(appraisers.contrast(page)) and appraisers.pooled_in_summary(page) == []
    page.study = replace(page.study, pooled=("one-2020",))
    assert "this very table" in appraisers.contrast(page)[1]
    (sentence,) = appraisers.pooled_in_summary(page)
    assert sentence.startswith("Units that appraise against others in other published tables, pooled")


def test_a_part_that_nobody_has_is_named_with_the_reason(fair_page):
    rows = fair.contrast()
    own = rows["comparison"] == "own"
    rows.loc[own, ["estimate", "low", "high", "p"]] = None
    rows.loc[own, ["n", "n_reference"]] = 0
    rows.loc[own, "verdict"] = "not_defined"
    said = " ".join(appraisers.contrast(fair_page(appraiser_contrast=rows)))
    assert "ot defined: What they appraise themselves, since no unit" in said


def test_a_study_in_which_nobody_appraises_has_no_such_part(fair_page):
    assert appraisers.section(fair_page(appraiser_contrast=tables.empty("appraiser_contrast"))) == []
