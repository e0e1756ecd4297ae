"""The illustrative frameworks: the domains of 2948/QĐ-BNV, every kind of rule, and what changed from 2024 to 2025."""

from fractions import Fraction

import pytest

from analysis import framework, rules
from analysis.criterion import due_date, window_dates
from analysis.paths import PROJECT

SETS = {year: framework.load(PROJECT, f"illustrative-{year}") for year in (2024, 2025)}
# Maxima of the eight domains of the decision of 28 December 2017.
DOMAINS = {"1": "10", "2": "10", "3": "14.5", "4": "11", "5": "16", "6": "7", "7": "16", "8": "15.5"}
ALL = [(year, code) for year, sets in SETS.items() for code in sets]


def test_districts_have_a_set_in_2024_only():
    assert list(SETS[2024]) == ["so", "huyen", "xa"] and list(SETS[2025]) == ["so", "xa"]
    assert {one.replaces for one in SETS[2025].values()} == {"illustrative-2024"}


@pytest.mark.parametrize(("year", "code"), ALL)
def test_domains_have_the_maxima_of_the_decision_they_are_taken_from(year, code):
    items = SETS[year][code].items
    assert {domain: items[domain].maximum for domain in DOMAINS} == {
        one: Fraction(most) for one, most in DOMAINS.items()
    }
    main = [one for one in items.values() if one.leaf and one.part == "main"]
    assert sum(one.maximum for one in main) == 100 and 90 <= len(main) <= 96


@pytest.mark.parametrize(("year", "code"), ALL)
def test_every_kind_of_rule_and_measure_is_used(year, code):
    leaves = [one for one in SETS[year][code].items.values() if one.leaf]
    assert {one.rule.kind for one in leaves} == set(rules.KINDS) - {"sum_of_children", "unknown"}
    assert {one.rule.measure for one in leaves} == {"word", "rate", "count", "date", "ratio", "ticks", "survey"}
    assert {one.points_from for one in leaves} == {"appraisal", "system", "survey", "deduction"}


@pytest.mark.parametrize(("year", "code"), ALL)
def test_self_scored_rows_say_what_to_declare_to_cite_and_who_appraises(year, code):
    for one in SETS[year][code].items.values():
        if one.leaf and one.points_from == "appraisal":
            assert one.figures_vi and one.figures_en and one.evidence_vi and one.evidence_en
            assert one.appraised_by.startswith("mp-so-")
            assert (" / " in one.figures_vi) == (one.rule.measure in ("rate", "ratio"))


@pytest.mark.parametrize(("year", "code"), ALL)
def test_titles_are_unique_so_that_they_can_settle_codes(year, code):
    titles = [one.title_vi for one in SETS[year][code].items.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(("year", "code"), ALL)
def test_due_days_lie_within_the_windows_and_steps_can_be_printed(year, code):
    for one in SETS[year][code].items.values():
        if one.due:
            first, last = window_dates(one, year)
            assert first <= due_date(one, year) < last
        values = rules.steps(one.rule, one.maximum, one.minimum) or ()
        assert all((100 * value).denominator == 1 for value in values)


def test_a_plan_may_bear_a_day_of_the_year_before():
    first, last = window_dates(SETS[2024]["xa"].items["1.1.1"], 2024)
    assert (first.isoformat(), last.isoformat()) == ("2023-11-01", "2024-03-31")


def test_2025_drops_adds_and_changes_criteria():
    before, after = ({one.title_vi: one for one in SETS[year]["xa"].items.values()} for year in (2024, 2025))
    assert "Ban hành kế hoạch tuyên truyền CCHC" in set(before) - set(after)
    assert "Bàn giao hồ sơ, tài liệu sau sắp xếp" in set(after) - set(before)
    online = "Tỷ lệ hồ sơ nộp trực tuyến"
    assert (before[online].maximum, after[online].maximum) == (2, Fraction(5, 2))
    assert (before[online].rule.terms, after[online].rule.terms) == (Fraction(7, 10), Fraction(8, 10))


@pytest.mark.parametrize(("year", "code"), ALL)
def test_bonus_and_deduction_have_caps_below_what_their_rows_can_give(year, code):
    items = SETS[year][code].items
    assert items["9"].maximum == 2 < items["9.1"].maximum + items["9.2"].maximum
    assert items["10"].minimum == -2 > items["10.1"].minimum + items["10.2"].minimum


@pytest.mark.parametrize(("year", "code"), ALL)
def test_a_set_says_that_it_is_made_up_and_names_no_decision(year, code):
    one = SETS[year][code]
    assert "mô phỏng" in one.title["vi"] and one.completeness == "illustrative" and one.usable
    assert set(one.decision.values()) == {"unknown"}
    assert [label for label, _ in one.classes] == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
