"""Ranks with severity removed: nearer to the truth where one body is harsh, the same where all bodies are alike."""

import pandas as pd
import pytest
from appraised import by_hand, of_province
from simulated import province

from analysis.reliability.severity_ranks import severity_ranks

MAXIMA = {"1.1": 30, "1.2": 20, "1.10": 15, "2.1": 20, "2.2": 15}


def removed(here):
    return severity_ranks(here.points, here.rounds, here.study)


def harsh(unit, code):
    """Return the body that appraises, each criterion by both bodies: the harsh one has unit c wholly."""
    return "harsh" if unit == "c" or (unit, code) in {("a", "1.1"), ("b", "1.2"), ("d", "2.1")} else "mild"


@pytest.fixture
def by_two_bodies(toy, tmp_path):
    """Four units that claim the maximum; the harsh body takes a tenth of it, the mild one nothing."""
    rows = [
        (unit, code, harsh(unit, code), most, given, given)
        for unit in "abcd" for code, most in MAXIMA.items()
        for given in [most * (0.9 if harsh(unit, code) == "harsh" else 1)]
    ]  # fmt: skip
    return by_hand(toy.study, tmp_path, rows, MAXIMA)


def test_what_two_bodies_took_is_given_back_to_the_last_point(by_two_bodies):
    found = removed(by_two_bodies)
    assert found["points"].tolist() == pytest.approx([97, 98, 90, 98])
    assert found["points_adjusted"].tolist() == pytest.approx([95] * 4)
    assert found["rank_adjusted"].tolist() == [1] * 4 and found["rank"].tolist() == [3, 1, 4, 1]


def test_the_order_of_rows_changes_nothing(by_two_bodies):
    here = by_two_bodies
    again = severity_ranks(
        here.points.sample(frac=1, random_state=1), here.rounds.sample(frac=1, random_state=2), here.study
    )
    pd.testing.assert_frame_equal(again, removed(here), atol=1e-9)


def test_without_comparable_bodies_nothing_is_removed(toy, tmp_path):
    assert removed(of_province(province(design="separate"), toy.study, tmp_path)).empty


def test_points_are_adjusted_by_the_effect_and_its_interval_holds_it(toy, tmp_path):
    found = removed(of_province(province(design="shared", faults=("harsh_body",)), toy.study, tmp_path))
    assert (found["points"] - found["effect"]).tolist() == pytest.approx(found["points_adjusted"].tolist())
    assert ((found["low"] <= found["effect"]) & (found["effect"] <= found["high"])).all()
    assert set(found["block"]) == {"so", "xa"}
