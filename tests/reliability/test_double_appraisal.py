"""Rows that two bodies appraised: their shares, and the error of one appraisal by hand."""

import numpy as np
import pytest
from appraised import rows_twice as rows

from analysis.reliability.double_appraisal import appraised_twice, first_appraisals, pooled_error


def test_the_error_is_the_root_of_half_the_mean_squared_difference():
    """Four rows differ by 0.2, four agree: sqrt(4 x 0.04 / 8 / 2) = 0.1."""
    assert pooled_error(rows(*[[0.5, 0.7]] * 4, *[[1.0, 1.0]] * 4)) == pytest.approx(0.1)


def test_seven_rows_give_no_error():
    assert np.isnan(pooled_error(rows(*[[0.5, 0.7]] * 7)))


def test_only_rows_with_several_bodies_are_looked_at(shipped):
    here = shipped("known-answer-2024")
    found = appraised_twice(here.points, here.study)
    assert found.groupby(["unit_code", "criterion_code"])["body"].nunique().min() == 2
    assert len(found) < len(first_appraisals(here.study)) and found["share"].between(0, 1).all()


def test_the_order_of_the_points_changes_nothing(shipped):
    here = shipped("known-answer-2024")
    shuffled = here.points.sample(frac=1, random_state=3)
    one, other = (pooled_error(appraised_twice(points, here.study)) for points in (here.points, shuffled))
    assert one == pytest.approx(other)


def test_a_study_without_the_file_has_no_such_rows(toy):
    assert first_appraisals(toy.study).empty and appraised_twice(toy.points, toy.study).empty
