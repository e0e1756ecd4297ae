"""Ranks under other choices stand where the tables put them; the official one is filled, named and marked."""

import pandas as pd
import pytest

from analysis.compare.weighting import shifts as equal_weights
from analysis.fairness.applicability import applicability
from analysis.figures import ranges as draw
from analysis.language import LANGUAGES


def swept(ranks):
    """Return a sweep of the survey's share: {share: ranks of units a, b, c}."""
    return pd.DataFrame(
        [
            {
                "year": 2024,
                "block": "so",
                "unit_code": f"00-so-gia-lap-{unit}",
                "sweep": "share",
                "level": level,
                "rank": rank,
            }
            for level, own in ranks.items()
            for unit, rank in zip("abc", own, strict=True)
        ]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_go_through_the_ranks_and_the_official_share_is_marked(toy, whole, language):
    figure = draw.survey_share(toy.study, language, swept({0.0: [1, 2, 3], 0.5: [2, 1, 3], 1.0: [3, 1, 2]}))
    (panel,) = figure.axes
    lines = [line for line in panel.get_lines() if len(line.get_xdata()) == 3]
    assert [list(line.get_ydata()) for line in lines] == [[1, 2, 3], [2, 1, 1], [3, 3, 2]]
    assert all(list(line.get_xdata()) == [0, 50, 100] for line in lines)
    # 2.1 and 2.2 of the toy come from a survey where its criteria say so: 20 of 100 points.
    surveyed = toy.study.criteria("so").criteria.query("points_from == 'survey'")["max_points"]
    (official,) = [line for line in panel.get_lines() if len(line.get_xdata()) == 2]
    assert official.get_xdata()[0] == pytest.approx(100 * surveyed[surveyed.index.str.contains(r"\.")].sum() / 100)
    assert whole(figure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_and_equal_weights_stand_in_one_row_a_unit(toy, whole, language):
    shifted = equal_weights(toy.points, toy.study)
    figure = draw.shifts(toy.study, language, shifted)
    for panel, year in zip(figure.axes, (2024, 2025), strict=True):
        own = shifted[shifted["year"] == year].sort_values(["rank_base", "unit_code"])
        official, other = (list(line.get_xdata()) for line in panel.get_lines())
        assert official == own["rank_base"].tolist() and other == own["rank_other"].tolist()
    assert whole(figure)


def test_every_treatment_is_a_mark_and_only_the_official_one_is_filled(toy, whole):
    table = applicability(toy.points, toy.assessed, toy.study)
    figure = draw.treatments(toy.study, "en", table)
    panel = figure.axes[0]
    filled = [line.get_label() for line in panel.get_lines() if line.get_markerfacecolor() != "white"]
    assert filled == ["Left out of the maximum (per cent)"] and whole(figure)
    drawn = sum(len(line.get_xdata()) for line in panel.get_lines())
    assert drawn == len(table[table["year"] == 2024])


@pytest.mark.parametrize("figure", [draw.survey_share, draw.shifts, draw.treatments])
def test_an_empty_table_leaves_no_figure(toy, figure):
    assert figure(toy.study, "en", pd.DataFrame(columns=["year", "block", "unit_code"])) is None
