"""Cut-offs within what is disputed, and the classes that follow."""

import numpy as np
import pytest
from toy_changes import with_rules
from varied import REASON, block, model

from analysis.criteria_set import ClassCap
from analysis.sensitivity import additive, classes
from analysis.sensitivity.choices import Choice

SPREAD = Choice("cut_offs", REASON, spread=2.0)
ROWS = [[27, 18, 12, 18, 12], [21, 14, 10.5, 14, 10.5], [15, 10, 7.5, 10, 7.5], [0, 0, 0, 0, 0]]


def criteria(study, **rules):
    return with_rules(study, **rules).criteria("so")


def test_stated_cut_offs_do_not_vary_unless_they_are_declared(toy):
    found = classes.limits(criteria(toy.study), "so", None)
    assert found.tolist() == [[80, 80], [65, 65], [50, 50], [0, 0]] and not classes.varying(found).any()


def test_a_spread_leaves_the_lowest_class_where_it_is(toy):
    found = classes.limits(criteria(toy.study), "so", SPREAD)
    assert found.tolist() == [[78, 82], [63, 67], [48, 52], [0, 0]]


def test_unstated_cut_offs_are_unknown_until_a_range_is_declared(toy):
    unknown = criteria(toy.study, classes=(("Tốt", None), ("Khá", 65.0), ("Kém", None)))
    assert classes.limits(unknown, "so", None) is None and classes.limits(unknown, "so", SPREAD) is None
    between = Choice("cut_offs", REASON, between={"so": {"Tốt": (78.0, 81.0)}})
    found = classes.limits(unknown, "so", between)
    assert found.tolist() == [[78, 81], [65, 65], [-np.inf, -np.inf]]
    assert classes.official(unknown, found).tolist() == [81, 65, -np.inf]


def test_without_classes_there_are_no_limits(toy):
    assert classes.limits(criteria(toy.study, classes=()), "so", SPREAD) is None


def test_drawn_limits_fill_their_range_without_its_low_end_and_keep_the_order_of_classes():
    ends = np.array([[78.0, 82], [70, 80], [0, 0]])
    cube = np.random.default_rng(5).random((500, 2))
    cube[0] = 0
    found = classes.drawn(ends, np.array([80.0, 75, 0]), cube)
    assert found[0].tolist() == [82, 80, 0]
    assert (np.diff(found, axis=1) <= 0).all() and (found[:, 2] == 0).all()
    assert found[:, 0].min() > 78 and found[:, 0].max() <= 82 and 70 < found[:, 1].min() < 71


def placed(study, cut_offs, treatment="per_cent"):
    _, _, data = model(block(study, ROWS))
    factors = np.ones((len(cut_offs), 5))
    values = additive.class_values(data, additive.totals(data, treatment, factors))
    return classes.places(data, treatment, factors, values, np.array(cut_offs, dtype=float))


def test_a_total_on_its_limit_has_the_better_class(toy):
    assert placed(toy.study, [[87, 70, 50, 0], [87.01, 70, 50, 0]]).tolist() == [[0, 1, 2, 3], [1, 1, 2, 3]]


def test_a_total_below_every_limit_has_no_class(toy):
    study = with_rules(toy.study, classes=(("Tốt", 80.0), ("Khá", 65.0)))
    assert placed(study, [[80, 65]]).tolist() == [[0, 1, classes.NO_CLASS, classes.NO_CLASS]]


def test_a_cap_lowers_the_class_of_who_is_weak_on_its_node(toy):
    # The first unit has 30 of 35 points of the survey, 85.71 per cent.
    for below, expected in ((85.7, 0), (85.8, 2)):
        study = with_rules(toy.study, class_caps=(ClassCap("2", below, "Trung bình"),))
        assert placed(study, [[80, 65, 50, 0]])[0, 0] == expected


@pytest.mark.parametrize("treatment", ["zero", "full", "rescale_appraised", "share_among_siblings"])
def test_where_everything_applies_no_treatment_changes_a_class(toy, treatment):
    assert np.array_equal(placed(toy.study, [[80, 65, 50, 0]], treatment), placed(toy.study, [[80, 65, 50, 0]]))
