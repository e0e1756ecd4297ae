"""Survey results: from counts of answers to points with their standard error."""

import math

import numpy as np
import pytest

from analysis.forms.survey import pooled

WEIGHTS = np.array([1, 0.6, 0.2, 0])


def test_the_share_counts_every_answer_alike():
    share, _ = pooled(np.array([[10, 0, 0, 0], [0, 0, 0, 30]]), WEIGHTS)
    assert share == 0.25


def test_the_error_of_two_groups_is_that_of_a_stratified_mean():
    # Group 1: answers 1, 1, 0, 0: mean 0.5, variance (4 x 0.25) / 3 = 1/3, of the mean 1/12. Group 2 is unanimous at 0.6.
    # Each group is half of the answers: variance (1/2)^2 x 1/12 = 1/48.
    share, error = pooled(np.array([[2, 0, 0, 2], [0, 4, 0, 0]]), WEIGHTS)
    assert share == pytest.approx(0.55) and error == pytest.approx(math.sqrt(1 / 48))


def test_one_group_gives_the_textbook_error_of_a_mean():
    counts = np.array([[30, 40, 20, 10]])
    answers = np.repeat(WEIGHTS, counts[0])
    assert pooled(counts, WEIGHTS)[1] == pytest.approx(answers.std(ddof=1) / math.sqrt(100))


def test_unanimous_answers_have_no_error():
    assert pooled(np.array([[0, 25, 0, 0]]), WEIGHTS) == (pytest.approx(0.6), 0)


def test_a_group_without_answers_counts_for_nothing():
    full = np.array([[3, 1, 0, 2], [0, 2, 2, 0]])
    assert pooled(np.vstack([full, [0, 0, 0, 0]]), WEIGHTS) == pooled(full, WEIGHTS)


def test_without_an_answer_there_is_no_share():
    assert all(math.isnan(value) for value in pooled(np.array([[0, 0, 0, 0]]), WEIGHTS))


def test_a_single_answer_has_a_share_but_no_error():
    share, error = pooled(np.array([[0, 1, 0, 0]]), WEIGHTS)
    assert share == pytest.approx(0.6) and math.isnan(error)
