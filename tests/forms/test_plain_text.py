"""Text of forms made fit for documents."""

import pytest

from analysis.forms.plain_text import file_name, plain, without_folder


def test_control_characters_and_line_breaks_are_gone_and_letters_stay():
    assert plain("Hoà\x00 Bình\x0b\x1b[31m\n\tđỏ\ud800\ufffe") == "Hoà Bình[31m đỏ"


def test_a_long_text_is_cut():
    assert plain("x" * 5000, 10) == "x" * 10 + "…"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("80-xa-binh-an", "80-xa-binh-an"), ("../../etc/passwd", "etc-passwd"), ("a b/c:d", "a-b-c-d"), ("..", "don-vi"),
     ("", "don-vi"), ("x" * 300, "x" * 80), ("Xã Bình An", "Xã-Bình-An")],
)  # fmt: skip
def test_a_code_makes_the_name_of_a_file_and_of_nothing_else(code, expected):
    assert file_name(code) == expected


def test_the_folder_of_a_form_is_left_out_of_what_is_said():
    file = "data/studies/x/submissions/a.xlsx"
    assert without_folder("0 (data/studies/x/submissions/b.xlsx)", file) == "0 (b.xlsx)"
    assert without_folder(file, file) == "a.xlsx" and without_folder("./a b", "a.xlsx") == "./a b"
