"""Severity of bodies: each design of the synthetic province gives its right answer, and only the harsh body is named."""

import numpy as np
import pandas as pd
import pytest
from appraised import of_province
from simulated import province

from analysis import tables
from analysis.reliability.severity import against_others, of_block, severity
from analysis.reliability.severity_model import Effects


@pytest.fixture(scope="module")
def shared(toy, tmp_path_factory):
    """The large province in which three bodies share each criterion, one of them planted as harsh."""
    made = province(size="large", design="shared", faults=("harsh_body",))
    return made, of_province(made, toy.study, tmp_path_factory.mktemp("shared"))


def judged(here):
    return severity(here.points, here.rounds, here.study)


@pytest.fixture(scope="module")
def found(shared):
    return judged(shared[1])


def test_the_planted_harsh_body_is_shown_and_named_in_every_block(shared, found):
    made, _ = shared
    assert set(tables.checked("severity", found.assign(status="synthetic"))["verdict"]) <= {"shown", "not_shown"}
    harsh = found[(found["verdict"] == "shown") & (found["estimate"] > 0)]
    assert dict(zip(harsh["block"], harsh["body"], strict=True)) == {
        block: planted.harsh_body for block, planted in made.planted.items()
    }


def test_with_one_body_a_criterion_no_figure_is_given_even_of_a_harsh_body(toy, tmp_path):
    made = province(design="separate", faults=("harsh_body",))
    found = judged(of_province(made, toy.study, tmp_path))
    assert len(found) and set(found["verdict"]) == {"not_separable"}
    assert found[["estimate", "low", "high", "p", "p_adjusted", "detectable"]].isna().all(axis=None)


def test_nothing_is_not_shown_without_what_would_have_been_found(found):
    not_shown = found[found["verdict"] == "not_shown"]
    assert len(not_shown) and (not_shown["detectable"] > 0).all()


def test_the_order_of_rows_changes_nothing(toy, tmp_path):
    here = of_province(province(design="shared"), toy.study, tmp_path)
    again = severity(here.points.sample(frac=1, random_state=4), here.rounds.sample(frac=1, random_state=5), here.study)
    pd.testing.assert_frame_equal(again, judged(here), atol=1e-9)


def test_a_body_shown_to_differ_is_no_standard_for_the_others():
    model = Effects(
        list("abcd"), np.array([20.0, 0.1, -0.1, 0.0]), np.eye(4), np.ones(4, int), 400, np.full(4, 100), np.full(4, 90)
    )
    found = against_others(model)
    assert found.standard.tolist() == [False, True, True, True]
    np.testing.assert_allclose(found.differences, [20.0, 0.15, -0.15, 0.0], atol=1e-12)


def test_bodies_that_all_cut_alike_are_all_standards():
    model = Effects(list("abcd"), np.zeros(4), np.eye(4), np.ones(4, int), 400, np.full(4, 100), np.full(4, 90))
    found = against_others(model)
    assert found.standard.all() and (found.p_adjusted == 1).all()


def test_bodies_are_compared_within_their_component_only():
    many = np.full(4, 100)
    model = Effects(list("abcd"), np.array([1.0, 0.0, 50.0, 49.0]), np.eye(4), np.array([1, 1, 2, 2]), 400, many, many)
    np.testing.assert_allclose(against_others(model).differences, [1, -1, 1, -1])


def test_a_body_on_few_criteria_of_many_units_is_not_tested():
    many, model = (
        np.full(2, 100),
        Effects(list("ab"), np.array([9.0, 0.0]), np.eye(2) / 99, np.ones(2, int), 7, *[None] * 2),
    )
    found = against_others(model._replace(rows=many, sources=np.array([1, 90])))
    assert np.isnan(found.p[0]) and found.differences[0] == 9


def few(bodies=2, units=5):
    rows = [(unit, criterion, (unit + criterion) % bodies) for unit in range(units) for criterion in range(6)]
    rows = pd.DataFrame(rows, columns=["unit_code", "criterion_code", "body"])
    return rows.assign(cut=10.0 * (rows["body"] == 1) + rows["unit_code"] * rows["criterion_code"] % 4)


def test_under_thirty_appraisals_only_the_value_is_given():
    found = of_block(few())
    assert {row["verdict"] for row in found} == {"too_few"} and all(np.isnan(row["p"]) for row in found)
    assert found[1]["estimate"] == pytest.approx(-found[0]["estimate"]) and found[1]["estimate"] > 5


def test_a_harsh_and_a_lenient_body_change_signs_when_cuts_do():
    rows = few(units=20)
    one, other = of_block(rows), of_block(rows.assign(cut=-rows["cut"]))
    assert [row["estimate"] for row in one] == pytest.approx([-row["estimate"] for row in other])
    assert [row["low"] for row in one] == pytest.approx([-row["high"] for row in other])
