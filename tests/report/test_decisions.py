"""Each decision asked comes from a table and falls away without its reason; at most three are asked."""

import office_rooms as made
import pytest

from analysis import names
from analysis.report import decisions
from analysis.report.chairman import Chairman

PERFECT = {"a": 100, "b": 100}


@pytest.fixture
def asked(toy, monkeypatch):
    """A function that returns the decisions asked of departments of 2025, all of them, in English."""
    monkeypatch.setattr(names, "unit", lambda study, code, language: code)
    monkeypatch.setattr(names, "body", lambda study, code, language: code)

    def make(percents=None, most=99, **frames):
        page = Chairman(made.room(toy, percents or PERFECT, **frames), "en", 5)
        return decisions.asked(page, page.line, most)

    return make


def noisy(*units):
    return [{"unit_code": unit, "source": source, "rank": 1, "rank_low": 1, "rank_median": 2, "rank_high": high,
             "mean_rank_shift": 0.5} for unit in units for source, high in (("noise", 2), ("method", 1))]  # fmt: skip


def test_nothing_is_asked_without_a_reason(asked):
    assert asked(rank_intervals=noisy("a", "b")) == []


def test_an_unknown_error_asks_for_a_second_scoring(asked):
    assert asked() == [
        "Have part of the results scored a second time independently, so that it is known by how much points differ and "
        "which differences are real."
    ]


def test_classes_that_are_not_firm_are_to_be_appraised_again(asked):
    (said,) = asked(rank_intervals=noisy("a"), **made.classes("a", "b"))
    assert said.startswith("Have the units named above, whose classes are not firm (2)")
    (said,) = asked(rank_intervals=noisy("a"), **made.classes("a", source="method"))
    assert "named above as not firm (1)" in said


def test_open_errors_come_before_classes_and_name_their_count(asked):
    row = {"severity": "error", "rule": "off_step", "unit_code": "a", "message_vi": "x", "message_en": "x", "file": "f"}
    said = asked(rank_intervals=noisy("a"), issues=[row], **made.classes("a"))
    assert len(said) == 2
    assert said[0] == "Have all errors left in forms mended before results are announced: errors 1, units concerned 1."


def test_the_criterion_that_costs_most_is_named_with_its_points(asked):
    said = asked({"a": 90, "b": 70}, rank_intervals=noisy("a"))
    assert len(said) == 1 and "(12.0 points in all)" in said[0] and said[0].startswith("Name the body responsible")


def test_disputed_criteria_are_to_be_reviewed(asked):
    row = {"criterion_code": "1.1", "verdict": "disputed", "evidence": "gap_appraisal", "estimate": -1.0, "n": 9}
    (said,) = asked(rank_intervals=noisy("a"), criterion_verdicts=[row])
    assert said.startswith("Have the guidance reviewed") and "1.1" in said


def test_limits_that_no_source_states_are_to_be_published(asked):
    row = {"class": "Tốt", "place": 1, "limit_basis": "unknown"}
    (said,) = asked(rank_intervals=noisy("a"), class_limits=[row])
    assert said.startswith("Publish the limits of the classes (Tốt)")
    assert asked(rank_intervals=noisy("a"), class_limits=[row | {"limit_basis": "stated", "limit_to": 80.0}]) == []


def test_at_most_three_are_asked(asked):
    row = {"class": "Tốt", "place": 1, "limit_basis": "unknown"}
    every = asked({"a": 90, "b": 70}, class_limits=[row], **made.classes("a"))
    assert len(every) == 4 and asked({"a": 90, "b": 70}, 3, class_limits=[row], **made.classes("a")) == every[:3]


def award(unit, result="met", flip=float("nan"), code="x"):
    return {"unit_code": unit, "award": code, "award_kind": "title", "result": result, "award_reason": "conditions_met",
            "flip_probability": flip, "flip_basis": "noise"}  # fmt: skip


def test_awards_are_asked_about_only_where_they_exist_and_may_turn(asked):
    ranges = noisy("a", "b")
    assert asked(rank_intervals=ranges, awards=[award("a", flip=0.02), award("b", "not_met", 0.0)]) == []
    assert asked(rank_intervals=ranges, awards=[award("a", flip=0.4), award("b", "not_determined", code="y")]) == [
        "Do not yet decide on awards (x) for units whose result might turn if scored again (1): a."
    ]


def test_awards_that_are_not_determined_ask_for_what_is_missing(asked):
    assert asked(rank_intervals=noisy("a", "b"), awards=[award("a", "not_determined"), award("b", flip=0.0)]) == [
        "Have what is missing to decide on awards (x) supplied: not determined yet for units: 1."
    ]
