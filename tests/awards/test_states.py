"""Three answers: what fails fails whatever is open, what is open is never met."""

import numpy as np
import pytest

from analysis.awards.states import FAILED, MET, OPEN, all_of, of


@pytest.mark.parametrize(
    ("states", "expected"),
    [((MET, MET), MET), ((MET, OPEN), OPEN), ((FAILED, OPEN), FAILED), ((OPEN, FAILED), FAILED), ((FAILED, MET), FAILED),
     ((OPEN, OPEN), OPEN)],
)  # fmt: skip
def test_one_failure_settles_and_one_open_answer_does_not(states, expected):
    assert all_of([np.array([[one]]) for one in states]).tolist() == [[expected]]


def test_a_test_of_an_unknown_value_is_open():
    found = of(np.array([True, False, True]), np.array([True, True, False]))
    assert found.tolist() == [MET, FAILED, OPEN]
