"""Agreement of appraisers: names, units and invariances; the formulas themselves are tested with the statistics."""

import numpy as np
import pandas as pd
import pytest
from appraised import rows_twice as rows

from analysis.reliability.agreement import agreement
from analysis.reliability.double_appraisal import pooled_error

PAIRS = [
    [0.5, 0.7],
    [1.0, 1.0],
    [0.25, 0.5],
    [0.0, 0.0],
    [1.0, 0.75],
    [0.5, 0.5],
    [0.75, 1.0],
    [0.25, 0.25],
    [1.0, 1.0],
]


def test_appraisers_who_always_agree_have_no_error():
    found = agreement(rows(*[[one, one] for one in (0, 0.25, 0.5, 0.75, 1, 0, 0.5, 1)]))
    assert found["weighted_kappa"].value == pytest.approx(1) and found["intraclass"].value == pytest.approx(1)
    assert found["error_of_one_appraisal"].value == 0


def test_the_error_of_one_appraisal_is_the_one_that_noise_is_drawn_with():
    found = agreement(rows(*PAIRS))["error_of_one_appraisal"]
    assert found.value == pytest.approx(pooled_error(rows(*PAIRS))) and found.n == 9
    assert found.low < found.value < found.high


def test_intraclass_by_hand():
    """Between and within mean squares of the pairs: (2 var(means) - within) / (2 var(means) + within), one-way."""
    pairs = np.array(PAIRS)
    between, within = 2 * pairs.mean(axis=1).var(ddof=1), (np.diff(pairs) ** 2).mean() / 2
    assert agreement(rows(*PAIRS))["intraclass"].value == pytest.approx((between - within) / (between + within))


def test_the_order_of_the_rows_does_not_matter():
    table = rows(*PAIRS)
    one, other = agreement(table), agreement(table.sample(frac=1, random_state=4))
    assert {name: found.value for name, found in one.items()} == pytest.approx(
        {name: found.value for name, found in other.items()}
    )


def test_below_eight_rows_nothing_is_said():
    assert agreement(rows(*PAIRS[:7])) == {} and agreement(rows(*PAIRS[:7], [0.5])) == {}


def test_a_third_appraisal_of_a_row_is_left_aside():
    extra = pd.concat([rows(*PAIRS), rows([0.0, 0.0, 1.0]).query("body == 'b2'")])
    assert agreement(extra)["weighted_kappa"].value == pytest.approx(agreement(rows(*PAIRS))["weighted_kappa"].value)


def test_the_names_of_the_bodies_do_not_matter():
    table = rows(*PAIRS)
    renamed = table.assign(
        body=table["body"].map({"b0": "z", "b1": "b1"}).where(table["unit_code"] < "u5", table["body"])
    )
    one, other = agreement(table), agreement(renamed)
    assert all(one[name] == pytest.approx(other[name], nan_ok=True) for name in one)
