"""Words of the sheets."""

from analysis.sheets.parts import LONGEST_TEXT, page_words, short


def test_text_of_people_becomes_one_line_without_controls_and_is_cut_where_it_is_long():
    assert short("một\n\x07 hai ") == "một hai"
    assert len(short("x" * 5000)) == LONGEST_TEXT + 1


def test_page_numbers_are_written_in_both_languages():
    assert page_words("vi") == ("Trang ", "/") and page_words("en") == ("Page ", " of ")
