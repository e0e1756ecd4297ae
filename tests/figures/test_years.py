"""Places over the years stand where the tables put them; who moved most is dark and named, the others are grey."""

import pandas as pd
import pytest

from analysis import tables
from analysis.figures import style
from analysis.figures import years as draw
from analysis.language import LANGUAGES

NOTHING = tables.empty("places"), tables.empty("shifts"), tables.empty("year_changes")


def placed(ranks, size=None):
    """Return the table `places`; ranks : {unit: {year: rank}}; size : {year: units in the block}."""
    rows = [
        {"year": year, "block": "so", "unit_code": unit, "rank": rank, "units_in_block": (size or {}).get(year, len(ranks))}
        for unit, own in ranks.items() for year, rank in own.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def pair(ranks, beyond="unknown", among="known", comparison="2024-2025"):
    """Return the tables `shifts` and `year_changes` of two rounds; ranks : {unit: (earlier, later)}."""
    place = {"year": 2025, "block": "so", "comparison": comparison}
    shifted = [
        {**place, "kind": "year", "unit_code": unit, "rank_base": one, "rank_other": other, "rank_shift": one - other,
         "beyond_noise": beyond}
        for unit, (one, other) in ranks.items()
    ]  # fmt: skip
    changed = [{**place, "unit_code": unit, "ranks_among": among} for unit in ranks]
    return pd.DataFrame(shifted), pd.DataFrame(changed)


def turned(count):
    """Return two rounds in which the first comes last and everybody else moves up one place."""
    return {f"unit-{place:04d}": (place, place - 1 if place > 1 else count) for place in range(1, count + 1)}


def lines(panel, colours=(style.DARK, style.ACCENT)):
    """Return the full lines of a panel in some colours, without those of the legend and those over unknown years."""
    return [
        line for line in panel.get_lines()
        if line.get_color() in colours and line.get_linestyle() != ":" and len(line.get_xdata())
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 5, 19, 63, 136])
def test_two_rounds_are_joined_and_every_label_is_whole(toy, made_up_names, whole, language, count):
    figure = draw.places(toy.study, language, NOTHING[0], *pair(turned(count)))
    (panel,) = figure.axes
    drawn = lines(panel, (style.DARK, style.ACCENT, style.LIGHT))
    assert sorted(tuple(line.get_ydata()) for line in drawn) == sorted(turned(count).values())
    assert len(lines(panel)) == min(count, draw.NAMED_PAIR) and whole(figure)


def test_the_unit_that_moved_furthest_is_dark_and_named_with_both_places(toy, made_up_names):
    figure = draw.places(toy.study, "en", NOTHING[0], *pair(turned(63)))
    (panel,) = figure.axes
    down = [line for line in lines(panel) if line.get_color() == style.DARK]
    assert [list(line.get_ydata()) for line in down] == [[1, 63]]
    assert "People's Committee of commune 1\n(1→63)" in {text.get_text() for text in panel.texts}


@pytest.mark.parametrize(("beyond", "line"), [("yes", "-"), ("no", "--"), ("unknown", "-")])
def test_how_a_change_stands_to_its_error_is_said_by_the_line(toy, made_up_names, beyond, line):
    figure = draw.places(toy.study, "vi", NOTHING[0], *pair(turned(4), beyond))
    assert {one.get_linestyle() for one in lines(figure.axes[0])} == {line}
    (legend,) = figure.legends
    assert len(legend.get_texts()) == 1


def test_a_rank_among_the_units_compared_says_so(toy, made_up_names):
    figure = draw.places(toy.study, "vi", NOTHING[0], *pair(turned(4), among="compared"))
    assert figure.axes[0].get_xlabel() == "Thứ hạng trong các đơn vị so sánh được"
    figure = draw.places(toy.study, "vi", NOTHING[0], *pair(turned(4), among="published"))
    assert figure.axes[0].get_xlabel() == ""


def test_halves_of_a_year_are_two_rounds():
    assert draw.rounds("2022-2023") == ["2022", "2023"]
    assert draw.rounds("2025-H1-2025-H2") == ["2025-H1", "2025-H2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_over_several_years_those_whose_place_varies_most_are_dark(toy, made_up_names, whole, language):
    ranks = {f"unit-{place:04d}": {year: place for year in range(2012, 2024)} for place in range(3, 64)}
    ranks |= {f"unit-{place:04d}": {year: 1 + (year + place) % 2 for year in range(2012, 2024)} for place in (1, 2)}
    figure = draw.places(toy.study, language, placed(ranks), *NOTHING[1:])
    (panel,) = figure.axes
    assert sorted(list(line.get_ydata())[:2] for line in lines(panel)) == [[1, 2], [2, 1]]
    assert [tick.get_text() for tick in panel.get_xticklabels()] == [str(year) for year in range(2012, 2024)]
    assert len(panel.texts) == 2 and whole(figure)


def test_a_unit_known_in_few_years_is_not_called_the_one_that_moved_most():
    ranks = {"a": {2020: 1, 2021: 1, 2022: 2, 2023: 1}, "b": {2020: 2, 2021: 2, 2022: 1, 2023: 2}, "c": {2023: 3}}
    own = draw.courses(_Blocks(), placed(ranks), *NOTHING[1:])[0]
    assert draw.moved_most(own) == ["a", "b"]


class _Blocks:
    blocks = {"so": None}


def test_a_year_without_a_rank_leaves_a_gap_that_only_a_dotted_line_passes(toy, made_up_names):
    ranks = {"unit-0001": {2020: 1, 2021: 2, 2023: 1}, "unit-0002": {2020: 2, 2021: 1, 2022: 1, 2023: 2}}
    figure = draw.places(toy.study, "vi", placed(ranks), *NOTHING[1:])
    (panel,) = figure.axes
    gap = next(line for line in lines(panel) if list(line.get_ydata())[0] == 1)
    assert pd.isna(gap.get_ydata()[2])
    assert [1, 2, 1] in [list(line.get_ydata()) for line in panel.get_lines() if line.get_linestyle() == ":"]


def test_years_of_another_block_size_are_not_drawn_beside_one_another(toy):
    ranks = {"unit-0001": {2023: 1, 2024: 1, 2025: 2}, "unit-0002": {2023: 2, 2024: 2, 2025: 1}}
    (own,) = draw.courses(toy.study, placed(ranks, {2023: 63}), *NOTHING[1:])
    assert list(own.ranks.columns) == ["2024", "2025"]


def test_a_study_with_one_year_leaves_no_figure(toy):
    assert draw.places(toy.study, "vi", *NOTHING) is None
    assert draw.places(toy.study, "vi", placed({"a": {2025: 1}, "b": {2025: 2}}), *NOTHING[1:]) is None


def test_the_order_of_the_rows_changes_nothing(toy):
    shifted, changed = pair(turned(30))
    one = draw.courses(toy.study, NOTHING[0], shifted, changed)[0]
    other = draw.courses(toy.study, NOTHING[0], shifted.iloc[::-1], changed.iloc[::-1])[0]
    assert draw.moved_most(one) == draw.moved_most(other) and one.ranks.equals(other.ranks)


def test_labels_keep_their_distance_and_stay_inside_where_there_is_room():
    assert draw.spread([1, 2, 10], [1, 1, 1], 0.5, 12.5) == [1, 2, 10]
    at = draw.spread([5, 5, 5, 12], [2, 2, 2, 2], 0.5, 12.5)
    assert all(second - first >= 2 for first, second in zip(at, at[1:], strict=False))
    assert at[0] >= 1.5 and at[-1] <= 11.5
    crowded = draw.spread([1, 1, 1], [2, 2, 2], 0, 3)
    assert crowded == [1, 3, 5]
