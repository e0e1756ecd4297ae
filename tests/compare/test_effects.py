"""Before and after a proposal: the same figures as the earlier rooms give, and exactly nothing where nothing changes."""

import changed_sides as sides
import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.association import correlations
from analysis.association.pairs import pairs
from analysis.compare import effects
from analysis.fairness.applicability import applicability, applicability_link
from analysis.fairness.groups import group_differences
from analysis.reliability.overlap import reliability


@pytest.fixture(scope="module")
def official(toy):
    return sides.side(toy)


@pytest.fixture(scope="module")
def dropped(toy, official):
    return effects.proposal_effects(official, sides.without(toy, "1.10"))


@pytest.fixture(scope="module")
def zero(toy, official):
    return effects.proposal_effects(official, sides.treated(toy, "zero"))


@pytest.fixture(scope="module")
def districts(shipped):
    """Bình Dương's nine districts, with the appraised part counting double."""
    here = shipped("binh-duong-2017")
    return here, effects.proposal_effects(sides.side(here), sides.with_maxima(here, {"appraised": 2.0}))


def rows(found, topic, **where):
    own = found[found["topic"] == topic]
    return own[(own[list(where)] == pd.Series(where)).all(axis=1)] if where else own


def one(found, topic, column="before", **where):
    (value,) = rows(found, topic, **where)[column]
    return value


def test_differences_before_and_after_by_hand(dropped):
    """Means in tests/toy/README.md; without 1.10 A has 75 / 85, B 60 / 70, C 62.75 / 85, D 66 / 85, E 49.99 / 85, F 53 / 85."""
    where = {"year": 2024, "node": "total"}
    assert one(dropped, "group_difference", **where) == pytest.approx(87 - (6275 / 85 + 75 + 49.99 + 65) / 4)
    after = (7500 / 85 + 6000 / 70) / 2 - (6275 + 6600 + 4999 + 5300) / 85 / 4
    assert one(dropped, "group_difference", "after", **where) == pytest.approx(after)
    assert one(dropped, "group_difference", "verdict", **where) == "too_few"


def test_a_part_that_a_proposal_does_not_touch_is_unchanged(dropped):
    part = rows(dropped, "group_difference", node="2")
    assert set(part["verdict"]) == {"unchanged"} and (part[["change", "low", "high"]] == 0).all(axis=None)


def test_identical_sides_change_by_exactly_nothing_everywhere(toy, official, shipped):
    for name in (None, "hoa-binh-2022", "binh-duong-2017"):
        side = sides.side(shipped(name)) if name else official
        found = effects.proposal_effects(side, side)
        assert len(found) > 0 and set(found["verdict"]) == {"unchanged"}
        assert (found[["change", "low", "high"]] == 0).all(axis=None) and found["p_adjusted"].isna().all()


def test_overlap_before_is_that_of_the_reliability_room(districts):
    here, found = districts
    expected = reliability(here.points, here.assessed, here.study).set_index("statistic")["estimate"]["cronbach_alpha"]
    assert one(found, "overlap", node="total") == pytest.approx(expected)


def test_another_weight_of_all_criteria_alike_changes_no_overlap(toy, official):
    other = sides.with_maxima(toy, dict.fromkeys(["1.1", "1.2", "1.10", "2.1", "2.2"], 0.3))
    found = rows(effects.proposal_effects(official, other), "overlap")
    assert set(found["verdict"]) == {"unchanged"} and (found["change"] == 0).all()


def test_differences_before_are_those_of_the_fairness_room(districts, shipped):
    here, found = districts
    expected = group_differences(here.points, here.study).set_index(["grouping", "group", "measure"])["estimate"]
    own = rows(found, "group_difference").set_index(["grouping", "group", "node"])["before"]
    assert len(own) > 2 and own.to_dict() == pytest.approx(expected[own.index].to_dict())


@pytest.mark.parametrize(("name", "block"), [("toy", "so"), ("tay-ninh-2023", "so")])
def test_the_link_before_is_that_of_the_fairness_room(toy, shipped, name, block):
    here = toy if name == "toy" else shipped(name)
    link = applicability_link(applicability(here.points, here.assessed, here.study))
    side = sides.side(here)
    found = rows(effects.proposal_effects(side, side), "applicability_link", block=block)
    expected = link[(link["block"] == block) & (link["treatment"] == "per_cent")].set_index("year")["estimate"]
    assert found.set_index("year")["before"].to_dict() == pytest.approx(expected.dropna().to_dict())


def test_the_link_after_is_that_of_the_other_treatment(toy, zero):
    link = applicability_link(applicability(toy.points, toy.assessed, toy.study))
    expected = link[(link["year"] == 2024) & (link["treatment"] == "zero")]["estimate"].item()
    assert one(zero, "applicability_link", "after", year=2024) == pytest.approx(expected)


def test_associations_before_are_those_of_the_association_room(shipped):
    here = shipped("hoa-binh-2022")
    expected = correlations.association(pairs(here.points, here.scores, here.study), here.study)
    expected = expected[expected["score"] == "total"].set_index(["outside_index", "measure"])
    side = sides.side(here)
    own = rows(effects.proposal_effects(side, side), "association").set_index(["outside_index", "measure"])
    assert len(own) == 2 and own["before"].to_dict() == pytest.approx(expected.loc[own.index, "estimate"].to_dict())
    assert own["overlap"].to_dict() == expected.loc[own.index, "overlap"].to_dict()


def test_associations_are_compared_among_the_units_of_both_sides(toy, official):
    """Without C, A and B stand at 87 and the others below; TOYX is that of the five."""
    gone = official.points["unit_code"].eq("00-so-gia-lap-c") & official.points["criterion_code"].eq("1.1")
    other = official._replace(points=official.points.assign(points=official.points["points"].mask(gone)))
    found = effects.proposal_effects(official, other)
    assert set(rows(found, "association", year=2024)["n"]) == {5}


def test_a_change_is_after_less_before_and_lies_in_its_interval(districts):
    _, found = districts
    known = found[found["low"].notna()]
    assert np.allclose(known["change"], known["after"] - known["before"], atol=1e-8)
    assert (known["low"] <= known["change"]).all() and (known["change"] <= known["high"]).all()
    assert (known["verdict"] == "shown").any()


def test_p_values_are_adjusted_for_every_change_of_the_table(districts):
    _, found = districts
    tested = found[found["p"].notna()].sort_values("p")
    assert tested["p_adjusted"].iloc[0] == pytest.approx(min(1, len(tested) * tested["p"].iloc[0]))
    assert (tested["p_adjusted"] >= tested["p"]).all()


def test_per_cents_and_points_are_compared_in_per_cents(zero):
    part = rows(zero, "group_difference", year=2025, node="1")
    assert part["before"].item() == pytest.approx(part["after"].item())


def test_few_units_are_named_as_the_reason_for_values_only(toy, official, dropped):
    found = effects.left_out(dropped, official, sides.without(toy, "1.10"))
    assert [(row["year"], row["reason_en"][:19]) for row in found] == [
        (2024, "6 units are known; "),
        (2024, "only 6 units have b"),
        (2025, "4 units are known; "),
        (2025, "the data hold no TO"),
    ]


def test_few_units_that_move_are_named_as_the_reason(shipped):
    """Of nine districts the two of one side alone would move."""
    here = shipped("binh-duong-2017")
    side, first = sides.side(here), sorted(set(here.points["unit_code"]))[:2]
    more = here.points["points"] + here.points["unit_code"].isin(first)
    other = side._replace(points=here.points.assign(points=more))
    found = effects.proposal_effects(side, other)
    assert set(rows(found, "group_difference")["verdict"]) <= {"too_few", "unchanged"}
    reasons = [row["reason_en"] for row in effects.left_out(found, side, other)]
    assert any("change their points" in reason for reason in reasons)


def test_the_order_of_rows_changes_nothing(toy, official, dropped):
    mixed = [one._replace(points=one.points.sample(frac=1, random_state=3), scores=one.scores.sample(frac=1, random_state=4))
             for one in (official, sides.without(toy, "1.10"))]  # fmt: skip
    pd.testing.assert_frame_equal(effects.proposal_effects(*mixed), dropped)


def test_the_table_may_leave_its_room(official, dropped, tmp_path):
    assert len(tables.write(tmp_path, "proposal_effects", dropped, "synthetic")) == len(dropped) > 0
    nothing = official._replace(points=tables.empty("points"))
    found = effects.proposal_effects(nothing, nothing)
    assert len(tables.write(tmp_path, "proposal_effects", found, "synthetic")) == 0
