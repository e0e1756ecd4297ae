"""Totals stand at their values in order of rank, a marker for each class; parts at their share of the variance."""

import numpy as np
import pytest

from analysis.figures import scores as draw
from analysis.language import LANGUAGES
from analysis.reliability.quality import criterion_quality


def total_rows(toy, year):
    own = toy.scores[(toy.scores["node"] == "total") & (toy.scores["year"] == year) & toy.scores["points"].notna()]
    return own.sort_values(["rank_among_known", "unit_code"], ascending=[False, False])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_total_is_drawn_once_in_order_of_rank_and_no_label_is_cut(toy, whole, language):
    figure = draw.totals(toy.study, language, toy.scores)
    for panel, year in zip(figure.axes, (2024, 2025), strict=True):
        drawn = sorted((int(y), x) for line in panel.get_lines() for x, y in zip(*line.get_data(), strict=True))
        assert [value for _, value in drawn] == pytest.approx(total_rows(toy, year)["percent"].tolist())
    assert whole(figure)


def test_scores_without_any_total_leave_no_figure(toy):
    assert draw.totals(toy.study, "en", toy.scores.assign(points=np.nan)) is None


def test_bars_are_the_shares_of_the_variance_and_diamonds_those_of_the_maximum(toy):
    quality = criterion_quality(toy.points, toy.study)
    panel = draw.variance_shares(toy.study, "en", quality).axes[1]
    # The shares of 2025 by hand: tests/reliability/test_quality.py. The parts have 65 and 35 points.
    assert [bar.get_width() for bar in panel.patches] == pytest.approx([9800 / 104, 600 / 104])
    diamonds = next(line for line in panel.get_lines() if line.get_marker() == "D")
    assert list(diamonds.get_xdata()) == pytest.approx([65, 35])
