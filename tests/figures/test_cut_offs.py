"""Totals stand around each stated limit, round by round, solid above it, with the counts of the table."""

from dataclasses import replace

import made_up_fairness as fair
import made_up_ranges as made
import numpy as np
import pytest

from analysis.figures import cut_offs as draw
from analysis.language import LANGUAGES

pytestmark = pytest.mark.usefixtures("made_up_names")


def drawn(toy, count, language="en", **facts):
    lists = fair.totals_by_round(count)
    return draw.cut_offs(made.study(toy), language, fair.thresholds(lists, **facts), lists), lists


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [12, 136])
def test_each_limit_has_a_panel_from_the_highest_down(toy, whole, language, count):
    figure, _ = drawn(toy, count, language)
    titles = [panel.get_title(loc="left") for panel in figure.axes]
    assert [title.split(" ", 2)[-1].replace(",", ".")[-5:] for title in titles] == ["90.00", "80.00", "65.00"]
    assert whole(figure)


def test_solid_marks_are_at_or_above_the_limit_and_hollow_ones_below(toy):
    figure, lists = drawn(toy, 136, limits=(("Khá", 80.0),))
    solid, hollow = (
        np.concatenate([line.get_xdata() for line in figure.axes[0].get_lines()[start:7:2]]) for start in (1, 2)
    )
    assert (solid >= 80).all() and (hollow < 80).all()
    reach = draw.AROUND * 1.0
    totals = np.concatenate([one.to_numpy() for one in lists[2025, "so"].values()])
    assert len(solid) + len(hollow) == (np.abs(totals - 80) <= reach).sum()


def test_no_dot_is_cut_at_the_frame(toy):
    figure, _ = drawn(toy, 136, limits=(("Khá", 80.0),))
    panel = figure.axes[0]
    figure.canvas.draw()
    dots = np.concatenate([line.get_xdata() for line in panel.get_lines()[1:7]])
    places = panel.transData.transform(np.column_stack([dots, np.zeros(len(dots))]))[:, 0]
    radius, frame = 2.2 * figure.dpi / 72, panel.get_window_extent()
    assert frame.x0 + radius < places.min() and places.max() < frame.x1 - radius


def test_the_counts_beside_a_round_are_those_of_the_table(toy):
    lists = fair.totals_by_round(136)
    table = fair.thresholds(lists, limits=(("Khá", 80.0),)).set_index("round_of_points")
    figure = draw.cut_offs(made.study(toy), "en", table.reset_index(), lists)
    expected = [f"{table.loc[name, 'below']} | {table.loc[name, 'above']}" for name in draw.ROUNDS]
    assert [text.get_text() for text in figure.axes[0].texts] == expected


def test_limits_that_nobody_states_leave_no_figure(toy):
    lists = fair.totals_by_round(12)
    assert draw.cut_offs(made.study(toy), "en", fair.thresholds(lists).assign(cut_off=None), lists) is None


def test_close_marks_are_moved_apart_and_lone_ones_stay_on_their_line():
    assert list(draw._spread(np.array([1.0, 1.01, 5.0]), 1.0)) == [0.0, -0.18, 0.0]


def test_blocks_stand_side_by_side_each_with_its_own_limits(toy, whole):
    study = replace(made.study(toy), years=(2024, 2025))
    lists = fair.totals_by_round(40) | fair.totals_by_round(40, year=2024)
    table = fair.thresholds(lists)
    short = table[(table["year"] == 2025) | (table["class"] == "Khá")]
    figure = draw.cut_offs(study, "vi", short, lists)
    assert [panel.get_visible() for panel in figure.axes] == [True, True, False, True, False, True] and whole(figure)
