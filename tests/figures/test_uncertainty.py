"""Figures of ranges, probabilities, influence and importance, for small blocks and for a whole country."""

import time

import made_up_ranges as made
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from analysis import names
from analysis.figures import uncertainty as draw
from analysis.language import LANGUAGES, say


@pytest.fixture(autouse=True)
def names_of_made_up_units(monkeypatch):
    monkeypatch.setattr(names, "unit", made.named)
    yield
    plt.close("all")


def laid_out(figure):
    figure.canvas.draw()
    return figure, figure.canvas.get_renderer()


def texts_of(figure):
    panels = figure.axes
    return [
        label for panel in panels for label in panel.get_xticklabels() + panel.get_yticklabels() if label.get_text()
    ]


def boxes_of_names(figure):
    figure, renderer = laid_out(figure)
    return [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels() if label.get_text()]


def drawn(toy, language, count):
    study = made.study(toy)
    intervals = made.intervals(count)
    return {
        "ranges": draw.rank_ranges(study, language, intervals),
        "probability": draw.rank_probability(study, language, made.probability(count), intervals),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [12, 63, 300])
def test_no_label_is_cut_and_no_name_stands_over_another(toy, language, count):
    for figure in drawn(toy, language, count).values():
        boxes = boxes_of_names(figure)
        sheet = figure.get_tightbbox(figure.canvas.get_renderer())
        assert sheet.x0 >= -0.01 and sheet.y0 >= -0.01
        assert sheet.x1 <= figure.get_size_inches()[0] + 0.01 and sheet.y1 <= figure.get_size_inches()[1] + 0.01
        from_above = sorted(boxes, key=lambda box: -box.y1)
        overlap = [one.y0 - other.y1 for one, other in zip(from_above, from_above[1:], strict=False)]
        assert min(overlap) > -3, "letters of two names meet"


def test_every_unit_of_a_small_block_is_named_and_few_of_a_country(toy):
    small, large = (draw.rank_ranges(made.study(toy), "vi", made.intervals(count)) for count in (12, 300))
    assert len(boxes_of_names(small)) == 12
    assert 20 <= len(boxes_of_names(large)) <= 100


def test_method_and_noise_are_two_marks_with_their_own_words(toy):
    figure = draw.rank_ranges(made.study(toy), "vi", made.intervals(12))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == [say(f"figures.{key}", "vi") for key in ("official_rank", "method_range", "noise_range")]
    assert "tin cậy" not in labels[1]


def test_without_noise_only_the_method_is_drawn(toy):
    figure = draw.rank_ranges(made.study(toy), "en", made.intervals(12, sources=("method",)))
    labels = [text.get_text() for text in figure.legends[0].get_texts()]
    assert labels == [say("figures.official_rank", "en"), say("figures.method_range", "en")]


def test_a_method_line_reaches_from_the_lowest_to_the_highest_rank_of_its_unit(toy):
    intervals = made.intervals(12, sources=("method",))
    figure = draw.rank_ranges(made.study(toy), "en", intervals)
    lines = figure.axes[0].collections[0].get_segments()
    ordered = intervals.sort_values(["rank", "unit_code"])
    assert [(line[0][0], line[1][0]) for line in lines] == list(
        zip(ordered["rank_low"], ordered["rank_high"], strict=True)
    )


def test_the_shades_of_the_heat_map_are_the_shares_of_the_draws(toy):
    intervals, probability = made.intervals(12), made.probability(12)
    figure = draw.rank_probability(made.study(toy), "en", probability, intervals)
    shown = figure.axes[0].images[0].get_array()
    official = intervals[intervals["source"] == "method"].sort_values("rank")["unit_code"]
    expected = probability.pivot(index="unit_code", columns="rank", values="probability").fillna(0).loc[official]
    np.testing.assert_allclose(shown, 100 * expected.reindex(columns=range(1, 13), fill_value=0))


def test_cells_that_units_share_still_add_up_to_one_unit_each(toy):
    count = 2 * draw.MOST_CELLS + 1
    codes = made.codes(count)
    frame = pd.DataFrame({"unit_code": codes, "rank": range(1, count + 1), "probability": 1.0})
    cells = draw._cells(frame, codes)
    assert cells.shape == (draw.MOST_CELLS, draw.MOST_CELLS)
    np.testing.assert_allclose(cells.sum(axis=1), 100)


def test_numbers_on_axes_have_a_decimal_comma_in_vietnamese(toy):
    figure, _ = laid_out(draw.influence(made.study(toy), "vi", made.influence()))
    ticks = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert "0,2" in ticks and not [tick for tick in ticks if "." in tick]


def test_influence_stands_in_order_of_the_total_with_the_rest_left_away(toy):
    inputs = [f"aggregation/{place}" for place in range(20)]
    figure = draw.influence(made.study(toy), "en", made.influence(np.linspace(0, 0.19, 20), inputs))
    names_shown = [label.get_text().replace("\n", " ") for label in figure.axes[0].get_yticklabels()]
    assert len(names_shown) == draw.MOST_INPUTS and "19" in names_shown[0]


def test_a_target_that_does_not_vary_leaves_no_figure(toy):
    empty = made.influence().assign(total_order=np.nan)
    assert draw.influence(made.study(toy), "en", empty) is None
    assert draw.rank_ranges(made.study(toy), "en", made.intervals(6).iloc[:0]) is None
    assert draw.rank_probability(made.study(toy), "en", made.probability(6).iloc[:0], made.intervals(6)) is None
    assert draw.importance(made.study(toy), "en", made.effective_weights().assign(importance=np.nan)) is None


def test_importance_shows_the_parts_of_the_total_with_weight_and_importance(toy):
    figure = draw.importance(made.study(toy), "en", made.effective_weights())
    weight, reached = figure.axes[0].get_lines()
    assert list(weight.get_xdata()) == [65, 35] and list(reached.get_xdata()) == [30, 70]


def test_a_country_is_drawn_in_seconds(toy):
    count, started = 3000, time.monotonic()
    figure = draw.rank_ranges(made.study(toy), "vi", made.intervals(count))
    laid_out(figure)
    assert time.monotonic() - started < 20
