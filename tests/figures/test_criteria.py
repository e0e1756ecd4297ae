"""All criteria stand on one page with readable names; where there is no room, the ones to look at stay."""

import made_up_fairness as fair
import made_up_ranges as made
import pandas as pd
import pytest

from analysis import study as studies
from analysis.figures import criteria as draw
from analysis.figures import style
from analysis.language import LANGUAGES, say
from analysis.paths import PROJECT, studies_folder

pytestmark = pytest.mark.usefixtures("made_up_names")


@pytest.fixture(scope="module")
def province():
    """A study with 99 criteria in its first block."""
    return studies.load(studies_folder(PROJECT) / "known-answer-2024")


def tables_of(study, block="so", every=3):
    leaves = study.criteria(block).leaves
    place = {"year": 2024, "block": block}
    return fair.quality(leaves, **place), fair.verdicts(leaves, every, **place)


def names_of(figure):
    return [label.get_text() for panel in figure.axes for label in panel.get_yticklabels() if label.get_text()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_criteria_stand_on_one_page_and_none_is_cut(province, whole, language):
    quality, verdicts = tables_of(province)
    figure = draw.criteria(province, language, quality, verdicts)
    assert len(names_of(figure)) == len(quality) and whole(figure)
    assert figure.get_size_inches()[1] <= style.TALLEST


def test_names_do_not_stand_over_one_another(province):
    figure = draw.criteria(province, "vi", *tables_of(province))
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    boxes = [label.get_window_extent(renderer) for label in figure.axes[0].get_yticklabels()]
    assert all(upper.y0 - lower.y1 > -3 for upper, lower in zip(boxes, boxes[1:], strict=False))


def test_two_blocks_share_the_page_and_marked_criteria_stay(province):
    parts = [tables_of(province, block, every=4) for block in province.blocks]
    quality, verdicts = (pd.concat(one) for one in zip(*parts, strict=True))
    rows = draw.drawn(province, quality, verdicts)
    assert rows.groupby("block").size().tolist() == [draw.PAGE // 2] * 2
    marked = verdicts[verdicts["verdict"] != "tells_apart"]
    assert set(marked["criterion_code"]) <= set(rows["criterion_code"])
    figure = draw.criteria(province, "en", quality, verdicts)
    headings = [text.get_text() for panel in figure.axes for text in panel.texts]
    assert len(names_of(figure)) == draw.PAGE and len(headings) == 2


def test_bars_are_the_shares_at_both_ends_and_the_diamond_the_spread(toy):
    quality = fair.quality(["1.1", "2.1"])
    figure = draw.criteria(made.study(toy), "en", quality, fair.verdicts(["1.1", "2.1"], every=9))
    bars = figure.axes[0].patches
    assert [bar.get_width() for bar in bars[:2]] == pytest.approx(list(100 * quality["share_at_maximum"]))
    assert [100 - bar.get_x() for bar in bars[2:]] == pytest.approx(list(100 * quality["share_at_minimum"]))
    maxima = [toy.study.criteria("so").maximum(code) for code in ("1.1", "2.1")]
    assert list(figure.axes[0].get_lines()[0].get_xdata()) == pytest.approx(
        list(100 * quality["standard_deviation"] / maxima)
    )


def test_a_mark_stands_in_the_legend_only_where_it_is_drawn(toy):
    quality, verdicts = fair.quality(["1.1", "2.1"]), fair.verdicts(["1.1", "2.1"], every=2)
    figure = draw.criteria(made.study(toy), "en", quality, verdicts)
    found = {text.get_text() for text in figure.legends[0].get_texts()}
    assert say("labels.verdict_ceiling", "en") in found and say("labels.verdict_floor", "en") not in found


def test_without_stated_maxima_nothing_is_drawn(toy):
    quality = fair.quality(["1.1"]).assign(share_at_maximum=None)
    assert draw.criteria(made.study(toy), "en", quality, fair.verdicts(["1.1"])) is None


def test_one_column_of_points_is_not_drawn(shipped):
    study = shipped("tay-ninh-2023").study
    place = {"year": 2023, "block": "huyen"}
    leaves = study.criteria("huyen").leaves
    assert draw.criteria(study, "en", fair.quality(leaves, **place), fair.verdicts(leaves, **place)) is None


def test_a_numbered_title_has_no_code_before_it(shipped):
    study, place = shipped("papi-2019").study, {"year": 2019, "block": "tinh"}
    figure = draw.criteria(
        study, "en", fair.quality(["D1_ELECT", "D1_CONTRIB"], **place), fair.verdicts(["D1_ELECT"], **place)
    )
    assert names_of(figure) == ["1.3 Quality of (village head) elections", "1.4 Voluntary contributions"]


def test_a_long_title_is_cut_after_a_word():
    assert style.shortened("Ban hành kế hoạch cải cách", 20) == "Ban hành kế hoạch…"
    assert style.shortened("short", 20) == "short"
