"""Rows of a figure are named as far as names can be read, and every entry of a legend stands once."""

import matplotlib.pyplot as plt
import pytest

from analysis.figures import style


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def named(labels, height):
    _, panel = style.canvas(4)
    style.name_rows(panel, labels, height)
    return [label.get_text() for label in panel.get_yticklabels()]


def test_every_row_with_room_is_named():
    assert named(["a", "b", "c"], 0.2) == ["a", "b", "c"]


def test_where_rows_stand_close_every_other_is_named():
    assert named(list("abcde"), 0.06) == ["a", "c", "e"]


def test_a_name_of_two_lines_needs_two_rows():
    assert named(["a", "b\nb", "c", "d"], 0.14) == ["a", "c", "d"]


def test_rows_stand_as_wanted_until_the_figure_fills_the_page():
    assert style.row_height([10], 0.2) == 0.2
    assert style.row_height([300], 0.2) < 0.03
    assert style.row_height([63], 0.2, legend=3) < style.row_height([63], 0.2)


def test_a_figure_with_a_legend_is_higher():
    heights = [style.grid([5], 0.2, legend=lines)[0].get_size_inches()[1] for lines in (0, 2)]
    assert heights[1] - heights[0] == pytest.approx(0.5)


def test_a_legend_has_each_entry_of_all_panels_once():
    figure, panels = style.grid([2, 2], 0.3, legend=2)
    panels[0].plot([1], [1], label="one")
    panels[1].plot([1], [1], label="one")
    panels[1].plot([1], [1], label="other")
    style.legend_below(figure, *panels)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["one", "other"]
