"""How high rows are, and texts in the header of a page."""

from analysis.forms import template_style as style


def test_words_are_kept_whole_when_lines_are_counted():
    assert style.lines("một hai ba", 10) == 1
    assert style.lines("một hai ba", 9) == 2
    assert style.lines("một\nhai", 10) == 2


def test_a_word_longer_than_the_line_goes_on():
    assert style.lines("a" * 25, 10) == 3 and style.lines("ab " + "a" * 25, 10) == 4


def test_a_row_is_as_high_as_its_longest_text_but_no_higher_than_a_spreadsheet_allows():
    assert style.height([20.0, 50.0], least=30) == 50 and style.height([10.0], least=30) == 30
    assert style.height([9999.0]) == style.MOST_HEIGHT and style.height([]) == style.LEAST_HEIGHT


def test_bold_text_needs_more_room_and_small_text_less():
    text = "Công tác chỉ đạo, điều hành cải cách hành chính của Ủy ban nhân dân xã"
    small, plain, bold = (
        style.text_height(text, 12, size, strong) for size, strong in ((10, False), (11, False), (11, True))
    )
    assert small < plain <= bold


def test_an_ampersand_in_a_page_s_header_is_no_command():
    assert style.printed("A & B") == "A && B" and len(style.printed("x" * 500)) == 120
