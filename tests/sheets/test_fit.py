"""How many pages a sheet takes."""

import pytest
from sheets.sample_book import SHEETS

from analysis.sheets.fit import pages, rows_shown
from analysis.sheets.layout import HEADING, LINE, PAGE
from analysis.sheets.parts import Grid, Section, Space, Text

# Paragraphs that leave room for some rows on a page.
FIXED = 7
BARE = SHEETS[0]._replace(sections=())


def of(*blocks):
    return BARE._replace(sections=(Section("Phần", blocks),))


def listed(rows):
    return of(Grid(("a", "b"), tuple(("một", "hai") for _ in range(rows)), (10.0, 7.0)))


def test_a_page_holds_so_many_lines_and_one_more_takes_another_page():
    most = next(count for count in range(1, 200) if pages(of(*[Text("dòng")] * count)) > 1) - 1
    # A line of text has its height and stands 0.12 from the next; above them are heading, title and two lines.
    used = most * (LINE["body"] + 0.12) + HEADING + LINE["title"] + 0.12 + 2 * LINE["about"]
    assert PAGE - LINE["body"] - 0.12 < used <= PAGE


def test_lines_to_write_on_are_not_divided():
    assert pages(of(Space(28))) == 1 and pages(of(Text("dòng"), Text("dòng"), Space(29))) == 2


def test_a_long_word_is_divided_and_takes_as_many_lines_as_it_needs():
    assert pages(of(Text("x" * 40_000))) > pages(of(Text("x" * 20_000))) > 1


def test_a_list_is_as_long_as_one_page_allows_if_that_is_enough_else_as_two_allow():
    fixed = Text("một hai ba bốn " * 40)

    def made(rows):
        one = listed(rows).sections[0]
        return BARE._replace(sections=(Section("Phần", (*[fixed] * FIXED, *one.blocks)),))

    shown = rows_shown(made, 2)
    assert pages(made(shown)) == 1 and pages(made(shown + 1)) == 2
    assert rows_shown(made, shown) == shown and rows_shown(made, shown + 1) == 14


@pytest.mark.parametrize("enough", [3, 5])
def test_a_short_sheet_shows_everything_on_one_page_and_a_hopeless_one_the_fewest_rows(enough):
    assert rows_shown(listed, enough) == 14
    assert rows_shown(lambda rows: of(*[Text("dài " * 900)] * 20), enough) == 2
