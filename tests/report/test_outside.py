"""Associations are told with what would have been found; overlap is named; who disagrees is named with ranges."""

import re
from dataclasses import replace

import made_up_fairness as fair
import pandas as pd
import pytest

from analysis import tables
from analysis.language import LANGUAGES
from analysis.report import outside

STATISTICS = ("within_years", "within_years_ranks", "mixed_model", "change", "change_ranks", "change_unbroken")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_section_has_no_gap_and_no_unfilled_place(fair_page, language):
    text = "\n\n".join(outside.association(fair_page(language, association_years=fair.years(STATISTICS))))
    assert not re.search(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}", text) and "\\\\" not in text
    assert text.count("\nTable: ") == 3 and text.count("![") == 1


def test_what_was_not_shown_stands_beside_what_would_have_been_found(fair_page):
    (sentence,) = outside.associations_not_shown(fair_page())
    assert "0.25 and cannot be told from zero" in sentence and "would have found one of 0.49" in sentence


def test_an_index_inside_the_total_is_named_as_such(fair_page):
    rows = fair.association(verdict="shown", estimate=0.7).assign(overlap="yes")
    (sentence,) = outside.associations_shown(fair_page(association=rows))
    assert sentence.startswith("Total and TOYX have a Spearman correlation of 0.70")
    assert sentence.endswith("no independent evidence.")


def test_many_shown_associations_are_counted_after_the_first(fair_page):
    rows = pd.concat([fair.association(verdict="shown", index=f"INDEX{place}") for place in range(12)])
    said = outside.associations_shown(fair_page(association=rows))
    assert len(said) == outside.MOST_SENTENCES + 1 and said[-1].startswith("4 further correlations")


def test_a_corrected_correlation_stands_beside_the_plain_one(fair_page):
    corrected = fair.association(measures=("pearson_corrected",), estimate=0.4)
    rows = pd.concat([fair.association(), corrected])
    (sentence,) = outside.corrected(fair_page(association=rows))
    assert "is 0.40" in sentence and sentence.endswith("uncorrected 0.25.")


def test_units_that_disagree_are_named_with_both_ranks_and_ranges(fair_page):
    divergent = fair.divergent(20)
    most = divergent.assign(apart=divergent["beyond_ranges"] == "yes", width=divergent["rank_gap"].abs())
    row = most.sort_values(["apart", "width", "unit_code"], ascending=[False, False, True]).iloc[0]
    (sentence,) = outside.divergent(fair_page(divergent_units=divergent))
    assert f"rank {row['rank_score']} ({row['rank_score_low']}–{row['rank_score_high']}) by points" in sentence
    assert f"For {(divergent['beyond_ranges'] == 'yes').sum()} of 20 units" in sentence


def test_without_ranges_only_ranks_are_told(fair_page):
    (sentence,) = outside.divergent(fair_page(divergent_units=fair.divergent(20, ranges=False)))
    assert "–" not in sentence and "do not meet" not in sentence


def test_a_long_table_keeps_spearman_and_counts_the_rest(fair_page):
    rows = pd.concat([fair.association(index=f"INDEX{place}") for place in range(30)])
    text = "\n".join(outside.association(fair_page(association=rows)))
    assert "leaves 60 rows away" in text and "| Kendall |" not in text


def test_a_study_without_outside_index_says_so_and_one_with_too_few_pairs_as_well(fair_page):
    page = fair_page(association=tables.empty("association"))
    assert "Too few units" in outside.association(page)[1]
    page.study = replace(page.study, outside=())
    assert "no outside index" in outside.association(page)[1]


def test_what_was_shown_stands_first_and_in_every_long_table(fair_page):
    many = [fair.association(index=f"INDEX{place}") for place in range(70)]
    part = fair.association(verdict="shown", index="PAPI_D5", estimate=0.65, year=2019)
    text = outside._association_table(fair_page("vi", association=pd.concat([*many, part])))[-1]
    lines = text.splitlines()
    assert "PAPI 5 (thủ tục hành chính)" in lines[2] and "| đủ căn cứ |" in lines[2] and "có chênh lệch" not in text
    assert "| Hệ số | Nằm trong tổng điểm |" in lines[0] and len(lines) == outside.MOST_ROWS + 4


def test_ranks_are_said_to_be_among_the_units_with_both_figures(fair_page):
    (sentence,) = outside.divergent(fair_page("vi", divergent_units=fair.divergent(18)))
    assert "tính trong 18 đơn vị có cả hai số" in sentence
