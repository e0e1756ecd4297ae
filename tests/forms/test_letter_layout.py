"""The sheet of a letter: page, fonts, tables, and how it looks once it is set."""

import datetime
import shutil
import subprocess

import docx
import pytest
from docx.shared import Cm, Pt
from forms.sample_form import UNIT, problems

from analysis.forms import letters
from analysis.forms.letter_layout import Sheet

DAY = datetime.date(2026, 1, 5)


def saved(tmp_path, mark=""):
    sheet = Sheet(DAY, mark)
    sheet.head("", "SỞ NỘI VỤ", "Số: /SNV", "V/v thử", "CỘNG HÒA", "Độc lập", "Mô Phỏng, ngày 05")
    sheet.paragraph("Nội dung")
    sheet.table(["Tiêu chí", "Vị trí", "Nội dung"], [["1.1", "F7", "Sai"], ["1.2", "F8", "Sai"]])
    sheet.foot(["Nơi nhận:", "- Như trên;"], "CHỨC VỤ", "(Chữ ký)", "Họ và tên")
    sheet.save(tmp_path / "thu.docx", "Thử", "Sở Nội vụ")
    return docx.Document(str(tmp_path / "thu.docx"))


def test_page_and_font_are_those_the_decree_prescribes(tmp_path):
    document = saved(tmp_path)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert Cm(2) <= section.top_margin <= Cm(2.5) and Cm(3) <= section.left_margin <= Cm(3.5)
    assert Cm(1.5) <= section.right_margin <= Cm(2) and section.different_first_page_header_footer
    style = document.styles["Normal"]
    assert style.font.name == "Times New Roman" and style.font.size == Pt(14)


def test_the_first_page_has_no_number_and_the_others_have_one(tmp_path):
    section = saved(tmp_path).sections[0]
    assert "PAGE" in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml


def test_the_heading_of_a_table_comes_again_and_no_row_is_split(tmp_path):
    table = saved(tmp_path).tables[1]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert all("cantSplit" in row._tr.xml for row in table.rows)
    assert [cell.text for cell in table.rows[2].cells] == ["1.2", "F8", "Sai"]


def test_the_file_says_when_it_was_made_as_the_letter_does(tmp_path):
    properties = saved(tmp_path).core_properties
    assert properties.created == properties.modified
    assert properties.created.date() == DAY and properties.author == "Sở Nội vụ"


def test_a_letter_can_be_set_by_an_office_program(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the letter is not set")
    facts = letters.LetterFacts("Sở Nội vụ", "Mô Phỏng", DAY, 2025, synthetic=True)
    path = letters.write(tmp_path, UNIT, problems({"1.1.3": {"self_points": 9.0}}), facts)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert path.with_suffix(".pdf").read_bytes()[:5] == b"%PDF-"
