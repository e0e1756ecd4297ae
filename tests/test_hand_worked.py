"""A department and a commune worked out by hand, from what they declare to their class.

The decision (tests/small_decisions.py) has a scale of 20 and uses every kind of rule:

    1    direction             8     1.1 report complete: all (1) or nothing
                                     1.2 plan carried out: above 90 % 2, from 70 % 1, else 0; no plan: zero
                                     1.3 plan issued: on time 1, late 0.5, none 0
                                     1.4 three forms of communication: 0.5, 0.5, 1
                                     1.5 procedures reviewed: 2 x share; none to review: left out
    2    procedures            7     2.1 dossiers filed online: 10/3 x share / 80 %
                                     2.2 regulations issued: 0.5 each, at most 5/3
                                     2.3 discipline: 2, half lost for a minor breach, all for a serious one
    3    survey                5     answers count 100, 60, 20 and 0 %
    4    bonus                 1     4.1 initiatives: province all of 1, department 75 %, none; 4.2 others 0.5 each
    5    deduction       0 to -1     none, half for a minor breach, all for a serious one

8 + 7 + 5 = 20; the bonus is no part of the scale. Classes by per cent: Tốt from 80, Khá from 65, Yếu below.
"""

from datetime import date
from fractions import Fraction

import pytest
from small_decisions import EVERY_RULE, load, points_by_rules, scored

from analysis.rules import Declared, parse, points

SURVEYS = {"department": (60, 20, 10, 10), "commune": (90, 10, 0, 0)}


def declared(value, denominator=None):
    value = Fraction(value) if isinstance(value, int) else value
    return Declared(value, None if denominator is None else Fraction(denominator))


def of_node(scores, unit, node):
    """Return the row of one unit and node."""
    return scores[(scores["unit_code"] == f"00-so-gia-lap-{unit}") & (scores["node"] == node)].iloc[0]


@pytest.fixture(scope="module")
def department(tmp_path_factory, toy):
    """The department: what is outside the functions leaves the maximum; everything applies to it."""
    criteria = load(tmp_path_factory.mktemp("department"), EVERY_RULE)
    figures = {
        "1.1": declared("yes"), "1.2": declared(18, 20), "1.3": declared("late"), "1.4": declared((1, 3)),
        "1.5": declared(45, 60), "2.1": declared(60, 100), "2.2": declared(4), "2.3": declared("minor"),
        "3": declared(SURVEYS["department"]), "4.1": declared("department"), "4.2": declared(1), "5": declared("minor"),
    }  # fmt: skip
    given = points_by_rules(criteria, figures)
    return given, *scored(toy.study, criteria, {"a": given})


def test_the_points_of_the_department_by_rule(department):
    given = department[0]
    # The report is complete: 1. The plan: 18 of 20 tasks are exactly 90 %, which is not above 90 %: 1.
    assert (given["1.1"], given["1.2"]) == (1, 1)
    # Its plan came late: 0.5. Of the three forms it ticks the first and the third: 0.5 + 1 = 1.5.
    assert (given["1.3"], given["1.4"]) == (0.5, 1.5)
    # 45 of 60 procedures were reviewed: 2 x 45 / 60 = 1.5.
    assert given["1.5"] == 1.5
    # 60 of 100 dossiers came online; full points need 80 %: 10/3 x 60 / 80 = 2.5.
    assert given["2.1"] == 2.5
    # Four regulations at 0.5 are 2, more than the maximum of 5/3. A minor breach costs half of 2: 1.
    assert given["2.2"] == pytest.approx(5 / 3) and given["2.3"] == 1
    # 60 x 100 + 20 x 60 + 10 x 20 + 10 x 0 = 7,400 of 10,000: 74 % of 5 is 3.7.
    assert given["3"] == pytest.approx(3.7)
    # An initiative at the level of the department: 0.75; one other item: 0.5. A minor breach: half of -1.
    assert (given["4.1"], given["4.2"], given["5"]) == (0.75, 0.5, -0.5)


def test_the_domains_of_the_department(department):
    scores = department[2]
    # Domain 1: 1 + 1 + 0.5 + 1.5 + 1.5 = 5.5 of 8, 68.75 %.
    first = of_node(scores, "a", "1")
    assert (first["points"], first["applicable_max"], first["percent"]) == pytest.approx((5.5, 8, 68.75))
    # Domain 2: 2.5 + 5/3 + 1 = 31/6 of 7.
    second = of_node(scores, "a", "2")
    assert (second["points"], second["applicable_max"]) == pytest.approx((31 / 6, 7))
    # Bonus: 0.75 + 0.5 = 1.25, cut to 1; it has no maximum to be compared with, and so no per cent.
    bonus = of_node(scores, "a", "4")
    assert (bonus["points"], bonus["applicable_max"]) == pytest.approx((1, 0)) and bonus["percent"] != bonus["percent"]


def test_the_total_of_the_department(department):
    # 5.5 + 31/6 + 3.7 + 1 - 0.5 = 14.8667 (exactly 223/15) of 20: 74.33 %, which is Khá (from 65, below 80).
    total = of_node(department[2], "a", "total")
    assert (total["points"], total["applicable_max"]) == pytest.approx((223 / 15, 20))
    assert total["percent"] == pytest.approx(223 / 3)
    assert (total["class"], total["class_source"], total["rank"]) == ("Khá", "computed", 1)


@pytest.fixture(scope="module")
def commune(tmp_path_factory, toy):
    """The commune: filing online is not its task, and its points go to the siblings; below half of domain 1 no Tốt."""
    caps = [{"node": "1", "below": 50, "best": "Khá"}]
    settings = {"not_applicable": "share_among_siblings", "class_caps": caps}
    criteria = load(tmp_path_factory.mktemp("commune"), EVERY_RULE, **settings)
    figures = {
        "1.1": declared("yes"), "1.2": declared(14, 20), "1.3": declared("none"), "1.4": declared((1,)),
        "1.5": declared(0, 0), "2.1": "not_applicable", "2.2": declared(4), "2.3": declared("none"),
        "3": declared(SURVEYS["commune"]), "4.1": declared("province"), "4.2": declared(0), "5": declared("none"),
    }  # fmt: skip
    given = points_by_rules(criteria, figures)
    return given, *scored(toy.study, criteria, {"a": given})


def test_the_points_of_the_commune_by_rule(commune):
    given = commune[0]
    # 14 of 20 tasks are exactly 70 %, which is "from 70 %": 1. No plan: 0. The first form only: 0.5.
    assert (given["1.1"], given["1.2"], given["1.3"], given["1.4"]) == (1, 1, 0, 0.5)
    # Nothing was there to review: 0 of 0 is no rate, so no case arose in the period.
    assert given["1.5"] == "no_case"
    # No breach: all of 2. Survey: 90 x 100 + 10 x 60 = 9,600 of 10,000, 96 % of 5 is 4.8.
    assert given["2.3"] == 2 and given["3"] == pytest.approx(4.8)


def test_the_domains_of_the_commune(commune):
    scores = commune[2]
    # Domain 1: 1.5 is left out, so 2.5 of 6 points: 41.67 %.
    first = of_node(scores, "a", "1")
    assert (first["points"], first["applicable_max"]) == (2.5, 6)
    assert first["percent"] == pytest.approx(250 / 6)
    # Domain 2: the 10/3 of 2.1 go to 2.2 (5/3) and 2.3 (2), which count 7 / (11/3) = 21/11 times; both had all: 7 of 7.
    second = of_node(scores, "a", "2")
    assert (second["points"], second["applicable_max"]) == pytest.approx((7, 7))
    assert of_node(scores, "a", "2.3")["points"] == pytest.approx(42 / 11)


def test_the_total_of_the_commune_and_the_cap_of_its_class(commune):
    # 2.5 + 7 + 4.8 + 1 - 0 = 15.3 of 6 + 7 + 5 = 18: exactly 85 %.
    total = of_node(commune[2], "a", "total")
    assert (total["points"], total["applicable_max"], total["percent"]) == pytest.approx((15.3, 18, 85))
    # 85 % would be Tốt; with 41.67 % of domain 1, below half, no better class than Khá is given.
    assert total["class"] == "Khá"


def test_a_plan_by_its_date():
    # Due on the last day of the year assessed; until 15 January of the next year it is late and counts half.
    rule = parse("steps", "date; <= Y-12-31: 1; <= Y+1-01-15: 0.5; else: 0")
    days = [date(2024, 12, 31), date(2025, 1, 15), date(2025, 1, 16)]
    found = [points(rule, Fraction(1), Fraction(0), Declared(day), 2024) for day in days]
    assert found == [1, Fraction(1, 2), 0]
