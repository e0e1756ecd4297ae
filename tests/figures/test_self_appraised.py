"""Every unit is a mark, each kind its own; the widest gaps are named, with 136 communes as with twelve."""

import made_up_fairness as fair
import made_up_ranges as made
import pandas as pd
import pytest

from analysis.figures import self_appraised as draw
from analysis.language import LANGUAGES
from analysis.study import Study

pytestmark = pytest.mark.usefixtures("made_up_names")


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    codes = made.codes(136)
    units = pd.DataFrame({"kind": ["xa", "phuong"] * 68}, index=codes)
    monkeypatch.setattr(Study, "units", lambda self: units)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [12, 136])
def test_every_unit_is_drawn_once_and_no_label_is_cut(toy, whole, language, count):
    figure = draw.self_appraised(made.study(toy), language, fair.gaps(count))
    marks = figure.axes[0].get_lines()[:2]
    assert sum(len(one.get_xdata()) for one in marks) == count and whole(figure)


def test_each_kind_of_unit_has_its_word_in_the_legend(toy):
    figure = draw.self_appraised(made.study(toy), "en", fair.gaps(12))
    assert [text.get_text() for text in figure.legends[0].get_texts()][:2] == ["Wards", "Communes"]


def test_the_units_that_lost_most_are_named(toy):
    gaps = fair.gaps(136)
    widest = (gaps["self_points"] - gaps["points_in_force"]).nlargest(draw.NAMED).index
    expected = {made.named(None, gaps.loc[place, "unit_code"], "en")[:20] for place in widest}
    assert {text.get_text()[:20] for text in draw.self_appraised(made.study(toy), "en", gaps).axes[0].texts} == expected


def test_a_study_without_rounds_leaves_no_figure(toy):
    assert draw.self_appraised(made.study(toy), "en", fair.gaps(3).iloc[:0]) is None
