"""Differential functioning: the planted criterion is found and named, and no other."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from appraised import of_province
from simulated import province
from toy_changes import table_of_points

from analysis import tables
from analysis.fairness import differential as module
from analysis.fairness.differential import Matched, compare, differential, left_out
from analysis.statistics.resampling import orders

SIX_LEAVES = ("1.1", "1.2", "1.10", "2.1", "2.2")


@pytest.fixture(scope="module")
def planted(toy, tmp_path_factory):
    """The communes of the large province of 2024 with a criterion that works against wards; kind is the only grouping."""
    made = province(size="large", design="shared", faults=("unfair_criterion",))
    here = of_province(made, toy.study, tmp_path_factory.mktemp("planted"))
    here.points = here.points[here.points["block"] == "xa"]
    kinds = {unit.code: unit.kind if unit.kind in ("xa", "phuong") else "" for unit in made.assessed}
    here.labels = lambda units, study, grouping, points: pd.Series(
        [kinds[code] for code in units.units], index=units.units
    )
    here.study = replace(here.study, groupings={"kind": "xa"})
    return made, here


@pytest.fixture(scope="module")
def found(planted):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "labels", planted[1].labels)
        return differential(planted[1].points, planted[1].study)


def test_the_planted_criterion_is_shown_against_its_group_and_no_other(planted, found):
    made, _ = planted
    shown = found[found["verdict"] == "shown"]
    expected = [(made.planted["xa"].unfair, made.planted["xa"].works_against)]
    assert list(zip(shown["criterion_code"], shown["group"], strict=True)) == expected
    assert (shown["high"] < 0).all()


def test_every_row_has_its_method_and_no_finding_lacks_what_would_have_been_found(found):
    tables.checked("differential", found.assign(status="synthetic"))
    assert set(found["method"]) == {"ordinal_permutation", "linear_permutation"}
    assert (found.loc[found["verdict"] == "not_shown", "detectable"] > 0).all()
    assert (found["p_adjusted"] >= found["p"]).all()


def test_the_order_of_rows_changes_nothing(toy, monkeypatch):
    generator = np.random.default_rng(8)
    points = table_of_points((np.array([30, 20, 15, 20, 15]) * generator.uniform(0.5, 1, (12, 5))).round(2))
    monkeypatch.setattr(module, "labels", lambda units, *_: pd.Series(["yes", "no"] * 6, index=units.units))
    study = replace(toy.study, groupings={"appraises": "no"})
    again = differential(points.sample(frac=1, random_state=2), study)
    pd.testing.assert_frame_equal(again, differential(points, study))
    assert again["p"].notna().all()


def matched(n=40, shift=0.0, ordinal=False, seed=0):
    """Return n units, half in the group, that lose `shift` per cent on a criterion which follows the level."""
    generator = np.random.default_rng(seed)
    in_group, rest = np.arange(n) % 2 == 0, generator.normal(80, 5, n)
    values = rest + generator.normal(0, 3, n) - shift * in_group
    return Matched(np.round(values / 10) * 10 if ordinal else values, rest, in_group, ordinal)


def draw(n, resamples, seed=5):
    return orders(n, resamples, np.random.default_rng(seed))


@pytest.mark.parametrize("ordinal", [False, True])
def test_a_planted_loss_is_estimated_in_per_cent_of_the_maximum(ordinal):
    found, method, _ = compare(matched(136, 12.0, ordinal), lambda resamples: draw(136, resamples))
    assert found.estimate == pytest.approx(-12, abs=2.5) and found.p < 0.001
    assert method == ("ordinal_permutation" if ordinal else "linear_permutation")


def test_above_five_hundred_units_the_score_test_stands_alone():
    found, method, _ = compare(matched(600, 1.0), lambda resamples: pytest.fail("no orders are needed"))
    assert method == "linear_score" and found.p < 0.05
    assert compare(matched(600, 12.0, ordinal=True), None)[1] == "ordinal_score"


def test_score_test_and_permutation_agree_on_many_units(monkeypatch):
    case = matched(400, 0.5, ordinal=True, seed=3)
    permuted = compare(case, lambda resamples: draw(400, resamples))[0].p
    monkeypatch.setattr(module, "MOST_UNITS", 100)
    assert compare(case, None)[0].p == pytest.approx(permuted, abs=0.04)


def test_small_groups_are_shown_without_a_test():
    found, method, _ = compare(matched(6, 5.0), None)
    assert method == "values_only" and np.isfinite(found.estimate) and np.isnan(found.p)


def test_a_criterion_that_does_not_vary_has_no_test():
    case = matched()._replace(values=np.full(40, 100.0))
    found, method, _ = compare(case, None)
    assert method == "values_only" and found.estimate == 0 and np.isnan(found.p)


def test_the_toy_has_one_row_a_criterion_and_values_only(toy):
    rows = [[30, 18, 12, 18, 12], [24, 20, 13, 18, 9], [21, 16, 15, 16, 9], [15, 12, 4, 14, 10]]
    found = differential(table_of_points(rows), replace(toy.study, groupings={"appraises": "no"}))
    assert list(found["criterion_code"]) == list(SIX_LEAVES)
    assert set(found["verdict"]) == {"too_few"} and found["p"].isna().all()


def test_too_few_criteria_to_match_on_are_said(toy, shipped):
    table = shipped("tay-ninh-2023")
    assert differential(table.points, table.study).empty
    assert left_out(table.points, table.study)
    assert not left_out(toy.points, toy.study)
