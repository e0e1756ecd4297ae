"""Official rank, own range and rank under the proposal stand where the table puts them; beyond the range is filled."""

import pandas as pd
import pytest

from analysis.figures import proposals as draw
from analysis.language import LANGUAGES


def shifted(moves, units="abcdef"):
    """Return a table `shifts` of units a, b, ... with official rank 1, 2, ... and these ranks under the proposal."""
    rows = [
        {"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "rank_base": place, "rank_other": other,
         "rank_shift": place - other, "rank_low": max(place - 1, 1), "rank_high": place + 1,
         "beyond_noise": "yes" if abs(place - other) > 1 else "no"}
        for place, (unit, other) in enumerate(zip(units, moves, strict=True), start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def points(panel, marker, fill=None):
    lines = [line for line in panel.get_lines() if line.get_marker() == marker]
    kept = [line for line in lines if fill is None or (line.get_markerfacecolor() != "white") == fill]
    return {int(y): int(x) for line in kept for x, y in zip(*line.get_data(), strict=True) if x == x}


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_stand_at_their_places_and_what_is_beyond_the_range_is_filled(toy, whole, language):
    figure = draw.shifts(toy.study, language, shifted([3, 1, 2, 4, 6, 5]))
    (panel,) = figure.axes
    assert points(panel, "o") == {place: place + 1 for place in range(6)}
    assert points(panel, "D", fill=True) == {0: 3} and len(points(panel, "D", fill=False)) == 5
    assert whole(figure)


def test_of_a_large_block_those_that_move_furthest_are_drawn(toy, monkeypatch):
    monkeypatch.setattr(draw, "MOST", 3)
    panel = draw.shifts(toy.study, "en", shifted([1, 6, 3, 2, 5, 4])).axes[0]
    assert points(panel, "o") == {0: 2, 1: 4, 2: 6} and points(panel, "D") == {0: 6, 1: 2, 2: 4}
    assert panel.get_xlim()[1] > 6


def test_no_units_leave_no_figure(toy):
    assert draw.shifts(toy.study, "en", shifted([1], "a").iloc[:0]) is None
