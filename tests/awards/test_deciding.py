"""Why a unit has its result: each reason in its turn."""

from fractions import Fraction

import numpy as np
import pytest

from analysis.awards.deciding import Candidates, decided, reasons
from analysis.awards.rules import Award, Quota
from analysis.awards.states import FAILED, MET, OPEN

ONE = Quota("percent", at_most=1)


def given(states, percent=None, groups=None):
    units = [f"u{place}" for place in range(len(states))]
    totals = np.array([percent if percent is not None else [50.0] * len(states)])
    cut = np.array(groups if groups is not None else ["g"] * len(states), dtype=object)
    return Candidates(units, {"c": np.array([states])}, {"percent": totals, "points": totals}, cut)


def award(quota):
    return Award("x", "title", {"vi": "X", "en": "X"}, "units", ("c",), quota=quota)


@pytest.mark.parametrize(
    ("quota", "candidates", "expected"),
    [
        (None, given([MET, FAILED, OPEN]), ["conditions_met", "condition_failed", "condition_open"]),
        ("unknown", given([MET, FAILED]), ["quota_not_defined", "condition_failed"]),
        (ONE, given([MET, MET], [90, 80]), ["conditions_met", "quota_full"]),
        (ONE, given([MET, MET], [90, 90]), ["quota_tie", "quota_tie"]),
        (ONE, given([OPEN, MET], [90, 80]), ["condition_open", "quota_open"]),
        (ONE, given([MET, MET], [90, 80], ["", "g"]), ["no_group", "conditions_met"]),
        (ONE, given([MET, MET], [np.nan, 80]), ["no_order", "quota_tie"]),
        (Quota("unknown", at_most=1), given([MET, MET], [90, 80]), ["order_not_defined"] * 2),
        (Quota("unknown", at_most=2), given([MET, MET], [90, 80]), ["conditions_met"] * 2),
        (Quota("percent", share=Fraction(1, 3)), given([MET, MET], [90, 80]), ["quota_not_defined"] * 2),
    ],
)
def test_each_reason_by_hand(quota, candidates, expected):
    assert reasons(award(quota), candidates) == expected


def test_quotas_are_counted_within_each_group():
    found = decided(award(ONE), given([MET] * 4, [90, 80, 70, 60], ["a", "a", "b", "b"]))
    assert found.tolist() == [[MET, FAILED, MET, FAILED]]
