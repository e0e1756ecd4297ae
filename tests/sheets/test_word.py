"""The Word file of a sheet, read back."""

import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from sheets.sample_book import BOOK, SHEETS

from analysis.sheets.sheet import sheet
from analysis.sheets.word import write, writer


def test_title_headings_texts_and_tables_stand_in_their_order(tmp_path):
    made = docx.Document(str(write(tmp_path / "a.docx", BOOK, SHEETS[0])))
    said = [paragraph.text for paragraph in made.paragraphs if paragraph.text]
    assert said == [
        'Sở Ấn "Độ"', "Khối sở", "Năm 2025", "Kết quả & lý do", "Được công nhận <5 điểm.", "Chú thích", "Ý kiến",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Tiêu chí", "Điểm"], ["1.1 Kế hoạch <b>", "1.234,50"], ["=cmd|'/C calc'!A0", "–"],
    ]  # fmt: skip


def test_made_up_figures_say_so_on_every_page(tmp_path):
    header = docx.Document(str(write(tmp_path / "a.docx", BOOK, SHEETS[0]))).sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["DỮ LIỆU MÔ PHỎNG", "Phiếu · toy"]
    real = docx.Document(str(write(tmp_path / "b.docx", BOOK._replace(mark=""), SHEETS[0]))).sections[0].header
    assert [paragraph.text for paragraph in real.paragraphs] == ["Phiếu · toy"]


def test_the_heading_of_a_table_comes_again_and_no_row_is_split(tmp_path):
    with zipfile.ZipFile(write(tmp_path / "a.docx", BOOK, SHEETS[0])) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:tblHeader/>") == 1 and text.count("<w:cantSplit/>") == 3


def test_the_same_sheet_gives_the_same_bytes_in_another_folder(tmp_path):
    one, other = (write(tmp_path / folder / "a.docx", BOOK, SHEETS[0]) for folder in ("một", "hai"))
    assert one.read_bytes() == other.read_bytes()


def test_an_office_program_sets_a_sheet_on_at_most_two_pages(seen, own, tmp_path):
    office, info = shutil.which("soffice"), shutil.which("pdfinfo")
    if office is None or info is None:
        pytest.skip("LibreOffice or pdfinfo is not installed: the Word file is not set")
    path = write(tmp_path / "a.docx", BOOK, sheet(seen("vi", "internal"), own))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path / "set"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    told = subprocess.run([info, str(tmp_path / "set" / "a.pdf")], capture_output=True, check=True).stdout.decode()
    assert int(re.search(r"Pages:\s+(\d+)", told)[1]) <= 2


def test_one_writer_leaves_nothing_of_a_sheet_in_the_next_one_and_gives_the_same_bytes_as_alone(tmp_path):
    one = writer(BOOK)
    first, second = (one(tmp_path / f"{place}.docx", sheet_) for place, sheet_ in enumerate(SHEETS))
    for path, sheet_ in ((first, SHEETS[0]), (second, SHEETS[1])):
        assert path.read_bytes() == write(tmp_path / "alone.docx", BOOK, sheet_).read_bytes()


def test_the_file_says_in_which_language_it_is_and_lines_to_write_on_stay_with_their_heading(tmp_path):
    with zipfile.ZipFile(write(tmp_path / "a.docx", BOOK, SHEETS[0])) as archive:
        assert 'w:lang w:val="vi-VN"' in archive.read("word/styles.xml").decode()
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:keepNext/>") >= 1
