"""Solid marks are what was shown, a band is what would have been missed, and every row has its name."""

import made_up_fairness as fair
import pytest

from analysis.figures.intervals import MOST_PANELS, Part, intervals
from analysis.language import LANGUAGES, say

pytestmark = pytest.mark.usefixtures("made_up_names")


def rows(verdicts):
    return fair.severity(verdicts, bodies=tuple(f"body {place}" for place in range(len(verdicts))))


def drawn(verdicts, language="en", parts=1):
    own = rows(verdicts)
    labels = list(own["body"])
    return intervals(language, [Part(f"part {place}", own, labels) for place in range(parts)], "x")


def entries(figure):
    return [text.get_text().replace("\n", " ") for text in figure.legends[0].get_texts()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_row_has_its_own_mark_and_words(language):
    found = entries(drawn(("shown", "not_shown", "too_few"), language))
    assert found == [
        say(f"figures.{key}", language) for key in ("detectable", "shown", "not_shown", "value_only")
    ] or set(found) == {say(f"figures.{key}", language) for key in ("detectable", "shown", "not_shown", "value_only")}


def test_the_band_reaches_as_far_as_what_the_test_would_find():
    figure = drawn(("not_shown",))
    (band,) = figure.axes[0].patches
    assert (band.get_x(), band.get_width()) == (-3.5, 7.0)


def test_the_frame_leaves_room_at_both_ends_of_a_band():
    panel = drawn(("not_shown",)).axes[0]
    low, high = panel.get_xlim()
    assert low < -3.5 and high > 3.5


def test_a_row_that_was_not_tested_has_neither_line_nor_band():
    figure = drawn(("too_few",))
    assert not figure.axes[0].patches and len(figure.axes[0].collections[0].get_segments()) == 0


def test_few_places_have_a_panel_each_and_many_share_one_with_their_names():
    assert len(drawn(("shown",), parts=MOST_PANELS).axes) == MOST_PANELS
    figure = drawn(("shown",), parts=MOST_PANELS + 1)
    assert len(figure.axes) == 1
    assert figure.axes[0].get_yticklabels()[0].get_text() == "part 0: body 0"


@pytest.mark.parametrize("count", [3, 30, 90])
def test_no_label_is_cut_however_many_rows_there_are(whole, count):
    assert whole(drawn(("shown", "not_shown", "too_few") * (count // 3)))
