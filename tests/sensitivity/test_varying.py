"""One input: options that are equally likely, and the official method in draw 0."""

import numpy as np
from varied import REASON

from analysis.sensitivity.choices import Choice
from analysis.sensitivity.sampling import Input
from analysis.sensitivity.varying import Varying, decoded, option

TREATMENT = Choice("treatment", REASON, options=("zero", "per_cent", "full"))


def test_options_share_the_unit_interval_evenly():
    one = option("treatment", TREATMENT, TREATMENT.options, "per_cent")
    assert one.decode(np.array([[0.0], [0.33], [0.34], [0.66], [0.67], [0.999999]])).ravel().tolist() == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]
    assert (one.official.tolist(), one.official_value, one.allowed) == ([1], "per_cent", "zero | per_cent | full")


def test_the_first_draw_is_official_only_where_it_is_asked_for():
    one = option("treatment", TREATMENT, TREATMENT.options, "full")
    cube = {"treatment": np.zeros((3, 1))}
    assert decoded([one], cube, True)["treatment"].ravel().tolist() == [2, 0, 0]
    assert decoded([one], cube, False)["treatment"].ravel().tolist() == [0, 0, 0]


def test_every_input_takes_its_own_numbers():
    made = [
        Varying(Input(name, 1), TREATMENT, lambda cube: 10 * cube, np.zeros(1), "", "") for name in ("one", "other")
    ]
    found = decoded(made, {"one": np.array([[0.1]]), "other": np.array([[0.2]])}, False)
    assert {name: values.item() for name, values in found.items()} == {"one": 1, "other": 2}
