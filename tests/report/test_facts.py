"""Standings, crossings and points lost are what the tables say, by numbers worked out by hand."""

from dataclasses import replace

import office_rooms as made
import pytest

from analysis.report import facts
from analysis.report.page import Page

TWELVE = {f"u{place:02d}": 100 - place for place in range(1, 13)}


@pytest.fixture
def page(toy):
    """A function that returns the page of departments of 2025."""
    return lambda percents, **frames: Page(made.room(toy, percents, **frames), "vi")


def short_of(page, known, whole):
    block = page.study.blocks["so"]
    short = replace(block, units_known={2025: known}, units_in_block={2025: whole})
    page.study = replace(page.study, blocks={"so": short})
    return page


def ends(page, count=5):
    return [list(rows["unit_code"]) for rows in facts.standings(page)[0].ends(count)]


def test_the_first_and_the_last_five_are_named_in_order_of_place(page):
    assert ends(page(TWELVE)) == [["u01", "u02", "u03", "u04", "u05"], ["u08", "u09", "u10", "u11", "u12"]]


def test_a_short_block_is_named_whole(page):
    assert ends(page({"b": 70, "a": 80, "c": 60})) == [["a", "b", "c"], []]


def test_the_last_are_not_known_where_units_with_the_last_ranks_have_no_figures(page):
    one = short_of(page({"a": 80, "b": 70}), 2, 20)
    assert ends(one) == [["a", "b"], []]


def test_the_last_are_not_known_where_nobody_states_how_many_units_there_are(page):
    assert ends(short_of(page(TWELVE), 12, None))[1] == []


def test_ranks_among_the_known_have_both_ends(page):
    one = short_of(page(TWELVE), 12, 14)
    scores = one.table("scores")
    one._tables["scores"] = scores.assign(rank=scores["rank"].where(scores["node"] != "total"))
    assert [len(rows) for rows in ends(one)] == [5, 5]


def test_points_lost_are_summed_over_units_and_the_largest_stands_first(page):
    # At 90 and 70 per cent of 30, 20, 15, 20 and 15 points the two lose 0,4 of every maximum together.
    own = facts.costliest(page({"a": 90, "b": 70}))
    assert own["points"].tolist() == pytest.approx([12, 8, 8, 6, 6]) and own["units"].tolist() == [2] * 5
    assert own["criterion_code"].iloc[0] == "1.1"


def test_a_criterion_at_its_maximum_costs_nothing(page):
    assert facts.costliest(page({"a": 100, "b": 100})).empty


@pytest.mark.parametrize(
    ("beyond", "probability", "firm"),
    [("yes", 1.0, "yes"), ("yes", 0.6, "no"), ("no", 1.0, "no"), ("unknown", 1.0, "unknown")],
)
def test_a_crossing_is_firm_only_if_both_the_change_and_the_class_are(page, beyond, probability, firm):
    given = made.classes("a", probability=probability)
    one = page({"a": 75}, shifts=made.moved(("a", -9.0, -1, "Tốt", "Khá", beyond)), **given)
    assert facts.crossings(one) == [facts.Crossing("so", "a", "Tốt", "Khá", firm)]


def test_the_same_class_is_no_crossing(page):
    assert facts.crossings(page({"a": 75}, shifts=made.moved(("a", -1.0, 0, "Khá", "Khá", "no")))) == []


def test_a_class_below_five_per_cent_of_doubt_is_firm(page):
    assert facts.unsure(page({"a": 75}, **made.classes("a", probability=0.96))).empty
    assert len(facts.unsure(page({"a": 75}, **made.classes("a", probability=0.95)))) == 1


def test_noise_is_asked_before_method(page):
    noise, method = made.classes("a"), made.classes("b", source="method")
    both = {name: made.pd.concat([noise[name], method[name]]) for name in noise}
    assert facts.unsure(page({"a": 75, "b": 70}, **both))["unit_code"].tolist() == ["a"]


def test_errors_are_counted_by_unit_and_units_without_a_form_apart(page):
    rows = [
        {"severity": severity, "rule": rule, "unit_code": unit, "message_vi": "x", "message_en": "x", "file": "f", "cell": cell}
        for severity, rule, unit, cell in [
            ("error", "off_step", "a", "A1"), ("error", "off_step", "a", "A2"), ("note", "x", "b", "A1"),
            ("error", "unit_sent_nothing", "c", "")]
    ]  # fmt: skip
    one = page({"a": 75}, issues=rows)
    assert facts.open_errors(one) == (2, 1) and facts.sent_nothing(one) == ["c"]


def test_rows_in_another_order_change_nothing(page):
    one, other = page(TWELVE), page(TWELVE)
    other._tables["to_win"] = one.table("to_win").sample(frac=1, random_state=1)
    other._tables["scores"] = one.table("scores").sample(frac=1, random_state=1)
    assert facts.costliest(one).equals(facts.costliest(other)) and ends(one) == ends(other)
