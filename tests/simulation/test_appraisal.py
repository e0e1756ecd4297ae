"""Appraisal: who appraises what, what is cut and given back, severity found again by simple means."""

from fractions import Fraction

import numpy as np
import pytest
from simulated import block_of, criterion, province

from analysis.simulation import appraisal
from analysis.simulation.rows import Row, printed

SEPARATE, SHARED = province(2025, "large", "separate"), province(2025, "large", "shared")


def components(made):
    """Return the number of groups of bodies that no criterion links."""
    groups = {body: {body} for body in made.severities}
    by_criterion = {}
    for row in made.appraisals:
        by_criterion.setdefault((made.unit(row["unit_code"]).block, row["criterion_code"]), set()).add(row["body"])
    for bodies in by_criterion.values():
        merged = set().union(*(groups[body] for body in bodies))
        for body in merged:
            groups[body] = merged
    return len({frozenset(group) for group in groups.values()})


def test_in_the_separate_design_no_criterion_links_two_bodies():
    assert components(SEPARATE) == len(SEPARATE.severities) == 5


def test_in_the_shared_design_all_bodies_are_connected():
    assert components(SHARED) == 1


def test_in_the_separate_design_each_row_is_appraised_by_its_lead_body():
    criteria = SEPARATE.criteria["xa"].items
    rows = [
        (code, row) for unit in block_of(SEPARATE, "xa") for code, row in SEPARATE.rows[unit.code].items() if row.body
    ]
    assert all(row.body == criteria[code].appraised_by for code, row in rows)


def test_nobody_appraises_itself_in_the_shared_design():
    assert all(row["body"] != row["unit_code"] for row in SHARED.appraisals)


def test_one_row_in_ten_is_scored_twice_by_two_bodies_in_the_shared_design_only():
    def twice(made):
        bodies = {}
        for row in made.appraisals:
            bodies.setdefault((row["unit_code"], row["criterion_code"]), []).append(row["body"])
        assert all(len(own) == len(set(own)) for own in bodies.values())
        return np.mean([len(own) == 2 for own in bodies.values()])

    assert twice(SHARED) == pytest.approx(0.1, abs=0.02) and twice(SEPARATE) == 0


def test_severity_is_found_again_by_the_mean_cut_of_each_body():
    made = province(2025, "large", "shared", ("harsh_body",))
    cuts = {body: [] for body in made.severities}
    for row in made.appraisals:
        own = made.rows[row["unit_code"]][row["criterion_code"]]
        item = made.criteria[made.unit(row["unit_code"]).block].items[row["criterion_code"]]
        cuts[row["body"]].append(float((own.self_points - row["points"]) / item.maximum))
    means = [np.mean(cuts[body]) for body in made.severities]
    assert np.corrcoef(means, list(made.severities.values()))[0, 1] > 0.9
    assert max(cuts, key=lambda body: np.mean(cuts[body])) == made.planted["xa"].harsh_body


def test_appraised_points_never_pass_the_self_assessed_ones_and_cuts_have_an_opinion():
    for rows in SHARED.rows.values():
        for row in rows.values():
            if row.self_points is not None:
                assert 0 <= row.appraisal_1 <= row.self_points
                assert bool(row.opinion_1) == (row.appraisal_1 < row.self_points)
                assert (row.appraisal_2 is None) == (row.supplement == "") == (row.opinion_2 == "")


def test_the_explanation_round_gives_back_mostly_what_was_claimed_rightly():
    back = {True: [], False: []}
    for rows in SHARED.rows.values():
        for row in rows.values():
            if row.self_points is not None and row.appraisal_1 < row.self_points:
                back[row.self_points == printed(row.true_points)].append(row.appraisal_2 == row.self_points)
    # 0.9 x 0.75 and 0.5 x 0.1.
    assert np.mean(back[True]) == pytest.approx(0.675, abs=0.08) and np.mean(back[False]) == pytest.approx(
        0.05, abs=0.04
    )


@pytest.mark.parametrize(
    ("code", "points", "expected"),
    [("1.1.3", "1.5", "0.75"), ("1.1.3", "0", "0"), ("1.3.3", "0.9", "0.65"), ("1.3.3", "0.1", "0")],
)
def test_a_cut_goes_to_the_next_value_the_rule_can_give(code, points, expected):
    # 1.1.3 has steps; 1.3.3 is proportional with a maximum of 1: a quarter of it less.
    assert appraisal.below(criterion(code), Fraction(points)) == Fraction(expected)


def test_a_unit_just_below_a_cut_off_gets_points_back_until_it_stands_on_it():
    rows = {
        str(place): Row(self_points=Fraction(1), appraisal_1=Fraction(0), true_points=Fraction(1))
        for place in range(10)
    }
    total = lambda own: sum(row.in_force for row in own.values()) * 10  # noqa: E731
    done = appraisal.bunched(rows, total, [90, 30], reach=40)
    assert total(done) == 30 and total(rows) == 0
    assert appraisal.bunched(rows, total, [90], reach=40) == rows


def test_without_a_lead_body_nobody_appraises_in_the_separate_design():
    item = criterion("8.1.1")
    assert appraisal.bodies_of(item, ["a", "b"], "separate") == [""]
    assert len(appraisal.bodies_of(criterion("1.1.1"), ["a", "b", "c", "d", "e"], "shared")) == 3
