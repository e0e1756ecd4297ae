"""Lists of words behind drop-downs and the spellings the formulas accept."""

import python_calamine
from forms.template_case import HEAD, criteria

from analysis.forms import template
from analysis.forms.template_lists import spellings
from analysis.rules import parse


def test_each_word_has_its_label_and_its_other_spellings():
    found = dict(spellings(parse("steps", "word; on_time: 1; late: 0.5; none: 0")))
    assert list(found) == ["Đúng hạn", "Chậm", "Không thực hiện"]
    assert "|đúng hạn|" in found["Đúng hạn"] and "|trễ hạn|" in found["Chậm"]


def test_a_spelling_belongs_to_one_word_only():
    found = [text for _, text in spellings(parse("all_or_nothing", ""))]
    words = [word for text in found for word in text.strip("|").split("|")]
    assert len(words) == len(set(words)) and "|x|" in found[0] + "|"


def test_words_of_the_decision_are_printed_as_they_are():
    assert spellings(parse("graded_share", "Loại A: 100; Loại B: 50"))[0] == ("Loại A", "|loại a|")


def test_rules_with_the_same_words_share_one_list(tmp_path):
    template.write(tmp_path / "a.xlsx", criteria(), HEAD)
    with python_calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")) as workbook:
        table = workbook.get_sheet_by_name("Kiểm tra").to_python(skip_empty_area=False)
    labels = [cell for row in table for cell in row if cell in ("Có", "Đúng hạn", "Cấp tỉnh", "Áp dụng")]
    # 1.2, 1.13, 1.14 and 3.2 all ask for yes or no.
    assert sorted(labels) == ["Có", "Cấp tỉnh", "Áp dụng", "Đúng hạn"]
