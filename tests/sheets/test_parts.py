"""Words of the sheets."""

from analysis.sheets.parts import LONGEST_TEXT, Grid, Listing, Text, lean, page_words, short


def test_text_of_people_becomes_one_line_without_controls_and_is_cut_where_it_is_long():
    assert short("một\n\x07 hai ") == "một hai"
    assert len(short("x" * 5000)) == LONGEST_TEXT + 1


def test_page_numbers_are_written_in_both_languages():
    assert page_words("vi") == ("Trang ", "/") and page_words("en") == ("Page ", " of ")


def test_a_column_that_holds_nothing_gives_its_room_to_the_first():
    grid = Grid(("a", "b", "c", "d"), (("1", "–", "2", ""), ("3", "–", "–", "")), (5, 4, 3, 5), (1, 2))
    assert lean(grid) == Grid(("a", "c"), (("1", "2"), ("3", "–")), (14, 3), (1,))


def test_a_list_shows_its_first_rows_and_says_so():
    listing = Listing(
        "T", lambda shown: f"{shown}/3" if shown < 3 else "", Grid(("a",), (("1",), ("2",), ("3",)), (17,))
    )
    assert listing.shortened(2).blocks == (Text("2/3"), listing.grid._replace(rows=(("1",), ("2",))))
    assert listing.shortened(5).blocks == (listing.grid,)
