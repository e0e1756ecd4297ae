"""Each round of a unit is one mark at its points, units in order of the last round."""

import pandas as pd
import pytest

from analysis.figures import rounds as draw
from analysis.language import LANGUAGES

POINTS = {"self": [60, 50, 55], "appraisal_1": [40, 45, 55], "appraisal_2": [52, 45, 55]}


def totals(points):
    return pd.DataFrame(
        [
            {
                "year": 2024,
                "block": "so",
                "unit_code": f"00-so-gia-lap-{unit}",
                "round_of_points": name,
                "points": value,
            }
            for name, values in points.items()
            for unit, value in zip("abc", values, strict=True)
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_rounds_stand_at_their_points_and_no_label_is_cut(toy, whole, language):
    figure = draw.rounds(toy.study, language, totals(POINTS))
    (panel,) = figure.axes
    # In order of the second appraisal: b (45), a (52), c (55).
    order = [1, 0, 2]
    drawn = [list(line.get_xdata()) for line in panel.get_lines()]
    assert drawn == [[POINTS[name][place] for place in order] for name in POINTS]
    assert all(list(line.get_ydata()) == [0, 1, 2] for line in panel.get_lines()) and whole(figure)


def test_a_single_round_leaves_no_figure(toy):
    assert draw.rounds(toy.study, "en", totals({"self": [1, 2, 3]})) is None
