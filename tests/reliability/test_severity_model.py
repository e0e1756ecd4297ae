"""The model of severity against least squares with one dummy for each unit, criterion and body."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import sparse
from scipy.sparse.linalg import lsqr

from analysis.reliability.severity_model import components, effects


def appraisals(units=12, criteria=8, bodies=4, seed=0, twice=0):
    """Return appraisals of every unit and criterion by a body drawn at random; `twice` of them by a second body."""
    generator = np.random.default_rng(seed)
    unit, criterion = (one.ravel() for one in np.meshgrid(np.arange(units), np.arange(criteria), indexing="ij"))
    body = generator.integers(bodies, size=len(unit))
    unit, criterion = np.append(unit, unit[:twice]), np.append(criterion, criterion[:twice])
    body = np.append(body, (body[:twice] + 1) % bodies)
    cut = unit % 5 + 3.0 * (criterion % 3) + 4 * (body == 1) + generator.gamma(1, 5, len(unit))
    return pd.DataFrame({"unit_code": unit, "criterion_code": criterion, "body": body, "cut": cut})


def dummies(rows):
    """Return the design with a constant and all but the first of units, criteria and bodies, bodies last."""
    parts = [pd.get_dummies(rows[one], drop_first=True, dtype=float) for one in ("unit_code", "criterion_code", "body")]
    return sm.add_constant(np.column_stack(parts))


def test_effects_are_those_of_statsmodels_with_dummies():
    rows = appraisals()
    found, other = effects(rows), sm.OLS(rows["cut"], dummies(rows)).fit()
    np.testing.assert_allclose(found.effects[1:] - found.effects[0], other.params[-3:], atol=1e-9)


@pytest.mark.parametrize(("units", "source"), [(12, ["unit_code", "criterion_code"]), (40, ["criterion_code"])])
def test_errors_are_those_of_residuals_of_statsmodels_summed_by_source(units, source):
    rows = appraisals(units=units, twice=30)
    design = np.asarray(dummies(rows))
    fit = sm.OLS(rows["cut"].to_numpy(), design).fit()
    scaled = fit.resid / np.sqrt(1 - fit.get_influence().hat_matrix_diag)
    sums = pd.DataFrame(design * scaled[:, None]).groupby([rows[one] for one in source]).sum().to_numpy()
    inverse = np.linalg.inv(design.T @ design)
    expected = (inverse @ sums.T @ sums @ inverse) * len(sums) / (len(sums) - 1)
    found = effects(rows).covariance
    variances = [found[one, one] + found[0, 0] - 2 * found[one, 0] for one in (1, 2, 3)]
    np.testing.assert_allclose(variances, np.diag(expected)[-3:], rtol=1e-8)


def test_above_twenty_thousand_rows_the_answer_is_that_of_least_squares_to_a_millionth():
    rows = appraisals(units=1_100, criteria=20, bodies=6)
    offsets, parts = 0, []
    for one in ("unit_code", "criterion_code", "body"):
        parts.append(rows[one].to_numpy() + offsets)
        offsets += rows[one].max() + 1
    place = np.repeat(np.arange(len(rows)), 3)
    design = sparse.csr_matrix((np.ones(len(place)), (place, np.column_stack(parts).ravel())))
    solved = lsqr(design, rows["cut"].to_numpy(), atol=1e-14, btol=1e-14, iter_lim=5_000)[0][-6:]
    found = effects(rows).effects
    np.testing.assert_allclose(found - found.mean(), solved - solved.mean(), atol=1e-6)


def test_two_appraisals_of_a_row_count_as_one_source_of_chance():
    rows = appraisals(twice=40)
    doubled = pd.concat([rows, rows], ignore_index=True)
    once, again = effects(rows), effects(doubled)
    np.testing.assert_allclose(again.effects, once.effects, atol=1e-9)
    assert np.sqrt(np.diag(again.covariance)).max() > 0.8 * np.sqrt(np.diag(once.covariance)).max()


def test_adding_to_a_unit_or_a_criterion_changes_nothing():
    rows = appraisals()
    moved = rows.assign(cut=rows["cut"] + 1000 * (rows["unit_code"] == 3) - 500 * (rows["criterion_code"] == 2))
    np.testing.assert_allclose(effects(moved).effects, effects(rows).effects, atol=1e-8)


def test_the_order_of_rows_changes_nothing():
    rows = appraisals()
    np.testing.assert_allclose(effects(rows.sample(frac=1, random_state=3)).effects, effects(rows).effects, atol=1e-9)


def table(*rows):
    return pd.DataFrame(rows, columns=["unit_code", "criterion_code", "body"])


def test_bodies_with_criteria_of_their_own_stand_alone():
    rows = table(*((unit, criterion, criterion) for unit in "abc" for criterion in "xyz"))
    assert components(rows) == {"x": 1, "y": 2, "z": 3}


def test_bodies_that_share_a_criterion_and_units_are_connected_in_a_chain():
    chain = [
        ("a", "x", "one"),
        ("b", "x", "two"),
        ("a", "y", "two"),
        ("b", "y", "two"),
        ("a", "z", "two"),
        ("b", "z", "six"),
    ]
    apart = [("a", "w", "own"), ("b", "w", "own")]
    assert components(table(*chain, *apart)) == {"one": 1, "own": 2, "six": 1, "two": 1}


def test_bodies_that_share_criteria_but_no_comparable_units_are_not_connected():
    rows = [(unit, criterion, "one" if unit in "ab" else "two") for unit in "abcd" for criterion in "xyz"]
    assert components(table(*rows)) == {"one": 1, "two": 2}
    assert components(table(*rows, ("a", "x", "two"))) == {"one": 1, "two": 1}


@pytest.mark.parametrize("response", ["cut", "other"])
def test_the_response_is_the_column_that_is_asked_for(response):
    rows = appraisals().assign(other=lambda frame: 2 * frame["cut"])
    factor = 2 if response == "other" else 1
    np.testing.assert_allclose(effects(rows, response).effects, factor * effects(rows).effects, atol=1e-9)
