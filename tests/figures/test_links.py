"""Both ranks of every unit are drawn, those who disagree most are named with their ranges, and old years give way."""

from dataclasses import replace
from io import BytesIO

import made_up_fairness as fair
import made_up_ranges as made
import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.figures import links as draw
from analysis.language import LANGUAGES, say

pytestmark = pytest.mark.usefixtures("made_up_names")


def texts_of(figure):
    return [text.get_text() for text in figure.axes[0].texts]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [12, 63, 136])
def test_every_unit_is_drawn_and_no_label_is_cut(toy, whole, language, count):
    figure = draw.scatters(made.study(toy), language, fair.divergent(count), fair.association())
    assert len(figure.axes[0].get_lines()[1].get_xdata()) == count
    assert len(texts_of(figure)) == draw.NAMED and whole(figure)


def test_units_whose_ranges_do_not_meet_are_named_first(toy):
    divergent = fair.divergent(30).assign(beyond_ranges="no")
    narrow = divergent["rank_gap"].abs().idxmin()
    divergent.loc[narrow, ["beyond_ranges", "rank_gap"]] = ["yes", 1]
    figure = draw.scatters(made.study(toy), "en", divergent, fair.association())
    first = made.named(None, divergent.loc[narrow, "unit_code"], "en")
    assert texts_of(figure)[0].startswith(first[:15])


def test_ranges_are_drawn_across_and_upright_where_they_are_known(toy):
    study = made.study(toy)
    with_ranges = draw.scatters(study, "en", fair.divergent(20), fair.association())
    without = draw.scatters(study, "en", fair.divergent(20, ranges=False), fair.association())
    assert len(with_ranges.axes[0].collections) == 2 and len(without.axes[0].collections) == 0
    assert say("figures.both_ranges", "en") not in [text.get_text() for text in without.legends[0].get_texts()]


def test_the_first_rank_stands_at_the_top_and_right(toy):
    panel = draw.scatters(made.study(toy), "en", fair.divergent(20), fair.association()).axes[0]
    assert panel.yaxis_inverted() and panel.xaxis_inverted() and 1 in panel.get_xticks() and 0 not in panel.get_xticks()


def test_of_many_years_and_indices_the_newest_are_drawn(toy):
    study = replace(made.study(toy), years=tuple(range(2018, 2025)), outside=("A", "B", "C"))
    every = pd.concat([fair.divergent(9, index, year=year) for year in study.years for index in study.outside])
    keys = [key for key, _ in draw.newest(study, every)]
    assert len(keys) == draw.MOST_PANELS and keys[0] == (2021, "so", "A") and keys[-1] == (2024, "so", "C")


def test_a_title_has_the_correlation_of_the_table(toy):
    figure = draw.scatters(made.study(toy), "vi", fair.divergent(20), fair.association(estimate=0.25))
    assert figure.axes[0].get_title(loc="left").endswith("Spearman 0,25, n = 20")


def test_without_pairs_nothing_is_drawn(toy):
    assert draw.scatters(made.study(toy), "en", fair.divergent(9).iloc[:0], fair.association()) is None


def test_a_name_does_not_stand_under_a_mark(toy, whole):
    figure = draw.scatters(made.study(toy), "vi", fair.divergent(20, ranges=False), fair.association())
    figure.savefig(BytesIO())
    panel, renderer = figure.axes[0], figure.canvas.get_renderer()
    places = np.concatenate([panel.transData.transform(line.get_xydata()) for line in panel.get_lines()[1:]])
    boxes = [Text.get_window_extent(text, renderer) for text in panel.texts]
    assert not any(box.contains(*place) for box in boxes for place in places)
