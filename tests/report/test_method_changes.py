"""What changed in the method follows from both studies: another framework, another sentence."""

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from toy_changes import with_rules

from analysis import names
from analysis.report import method_changes
from analysis.report.declared_changes import declared_changes
from analysis.report.method_changes import criteria_changes
from analysis.report.page import Page
from analysis.rule_terms import Rule


def page(study, language="en"):
    return Page(SimpleNamespace(study=study, folder=None, table=None), language)


def told(now, before, language="en"):
    return "\n".join(criteria_changes(page(now, language), before))


def with_item(study, code, **values):
    criteria = study.criteria("so")
    items = criteria.items | {code: replace(criteria.items[code], **values)}
    return with_rules(study, items=items)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_changed_is_said_where_it_is_true(shipped, language):
    title, lead = method_changes.section(page(shipped("papi-2023").study, language))
    assert (
        title.startswith("# ")
        and ("nothing changed" in lead or "không có thay đổi nào" in lead)
        and "PAPI 2022" in lead
    )


def test_no_study_before_is_said_for_one_year_and_for_several(toy, shipped):
    assert "nothing to compare with" in method_changes.section(page(shipped("tay-ninh-2023").study))[1]
    assert "all its years are computed with one criteria set" in method_changes.section(page(toy.study))[1]


def test_another_framework_gives_another_sentence(shipped):
    text = "\n".join(method_changes.section(page(shipped("known-answer-2025").study)))
    assert "Illustrative criteria set, 2025" in text and "in place of: Illustrative criteria set, 2024" in text
    assert "4.1.4 Records handed over after the mergers" in text.split("dropped")[0]
    assert "4.2.3 Staff reduction" in text.split("dropped", 1)[1]


def test_criteria_are_tied_as_declared_and_never_by_number(shipped):
    """2.3.2 of 2025 is 2.3.3 of 2024, and 7.4.2 of 2025 another criterion than 7.4.2 of 2024."""
    text = "\n".join(method_changes.section(page(shipped("known-answer-2025").study)))
    assert "2.3.2 List of documents no longer in force published" in text and "7.4.2 Open data sets published" in text
    assert "2.3.2 Unlawful documents" not in text.split("another number")[0].split("dropped")[0]


def test_a_criterion_whose_points_only_grew_with_its_maximum_has_no_other_rule(shipped):
    """2.3.1 went from 0.5 to 1 point and its steps with it; 3.4.1 has other steps."""
    lines = "\n".join(method_changes.section(page(shipped("known-answer-2025").study))).splitlines()
    (rules, *_), (maxima, *_) = (
        [one for one in lines if start in one] for start in ("Another scoring rule", "Other maximum")
    )
    assert "2.3.1" not in rules and "2.3.1 Review plan issued (0.5 → 1)" in maxima and "3.4.1" in rules


def test_sets_that_nothing_ties_are_not_compared_by_their_numbers(toy):
    other = with_rules(toy.study, framework="other")
    before = with_rules(toy.study, framework="another")
    changes = object.__new__(method_changes.SetChanges)
    changes.page, changes.before, changes.block = page(other), before, "so"
    changes.base, changes.other, changes.links = before.criteria("so"), other.criteria("so"), {}
    changes.decision = lambda: []
    assert changes.said() == ["Nothing declares which criteria of both sets are the same, so what was added, dropped or "
                              "changed is not told."]  # fmt: skip


def test_the_same_criteria_have_no_change(toy):
    assert criteria_changes(page(toy.study), toy.study) == []
    assert declared_changes(page(toy.study), toy.study) == []


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"not_applicable": "zero"},
         "- Treatment of what does not apply: before, left out of the maximum; now, counted as zero."),
        ({"rank_on": "unrounded"}, "- Ranks compare: before, figures rounded as printed; now, figures before rounding."),
        ({"rank_rule": "dense"},
         "- Equal totals: before, the next rank is skipped (1, 1, 3); now, no rank is skipped (1, 1, 2)."),
        ({"decimals": 1}, "- Rounded to 1 decimals (before: 2)."),
        ({"rounding_level": "leaf"}, "- What is rounded: before, the total; now, points of each criterion."),
        ({"classes": (("Tốt", 85.0), ("Yếu", None))}, "- Lower limits of the classes: before, Tốt 80, Khá 65, Trung bình 50, "
         "Yếu 0; now, Tốt 85, Yếu not stated."),
    ],
)  # fmt: skip
def test_a_changed_rule_of_the_set_is_told_before_and_after(toy, rules, sentence):
    assert told(with_rules(toy.study, **rules), toy.study) == sentence


def test_a_changed_maximum_is_told_with_the_decimal_mark_of_the_language(toy):
    criteria = toy.study.criteria("so").criteria.copy()
    criteria.loc["1.1", "max_points"] = 32.5
    other = with_item(with_rules(toy.study, criteria=criteria), "1.1", maximum=Fraction(65, 2))
    assert told(other, toy.study, "vi") == "- Điểm tối đa khác ở 1 nội dung (trước → nay): 1.1 Kế hoạch (30 → 32,5)."


def test_a_changed_rule_or_window_of_a_criterion_is_told(toy):
    rule = with_item(toy.study, "1.1", rule=Rule("all_or_nothing", "word", ()))
    window = with_item(toy.study, "1.1", window="Y-01-01..Y-06-30")
    for other in (rule, window):
        assert "Another scoring rule at 1 criteria" in told(other, toy.study) and "1.1 Plans" in told(other, toy.study)


def test_criteria_that_went_to_another_body_are_gathered_by_body(toy, monkeypatch):
    monkeypatch.setattr(names, "body", lambda study, code, language: code or "nobody")
    other = with_item(with_item(toy.study, "1.1", appraised_by="x"), "1.2", appraised_by="x")
    assert told(other, toy.study) == "- Appraised by x in place of nobody, 2 criteria: 1.1 Plans; 1.2 Procedures."


def test_a_block_on_one_side_only_is_told(toy):
    block = toy.study.blocks["so"]
    two = replace(toy.study, blocks={"so": block, "xa": replace(block, code="xa")})
    assert "The study before has no such block." in told(two, toy.study)
    assert "No longer there: Invented departments." in told(toy.study, two)
