"""What is no annex is refused with a clear message before anything is parsed."""

import zipfile

import pytest
import xlsxwriter
from annex_files import HEADING, spreadsheet, word_file

from analysis.annex import opening
from analysis.annex.opening import grids
from analysis.problems import DataProblems


def refused(path):
    with pytest.raises(DataProblems) as error:
        grids(path)
    (found,) = error.value.problems
    assert found.file == path.name and path.name in found.message_vi and path.name in found.message_en
    return found.rule


def test_sheets_come_in_their_order_and_hidden_ones_are_left_out(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Sở").write(1, 1, "x")
        book.add_worksheet("Nháp").hide()
    (only,) = grids(tmp_path / "a.xlsx")
    assert (only.place, only.rows) == ("Sở", [["", ""], ["", "x"]])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.pdf", b"%PDF", "annex_kind"), ("a.xls", b"\xd0\xcf\x11\xe0", "annex_kind"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" * 99, "annex_locked"),
        ("a.xlsx", b"", "annex_damaged"), ("a.docx", b"PK\x03\x04 broken", "annex_damaged"),
        ("~$a.xlsx", b"\x05officer", "annex_damaged"),
        ("a.docx", b"<html>=cmd|' /C calc'!A0", "annex_damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_annex_is_named_and_refused(tmp_path, name, content, rule):
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == rule


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    (tmp_path / "b.xlsx").mkdir()
    assert refused(tmp_path / "a.xlsx") == refused(tmp_path / "b.xlsx") == "annex_missing"


def test_a_word_file_under_the_ending_of_a_spreadsheet_is_seen(tmp_path):
    word_file(tmp_path / "a.docx", [HEADING]).rename(tmp_path / "a.xlsx")
    assert refused(tmp_path / "a.xlsx") == "annex_renamed"


def test_a_truncated_file_is_damaged(tmp_path):
    path = spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING] * 50})
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path) == "annex_damaged"


def with_part(path, name, content):
    """Write a spreadsheet again with one part replaced or added."""
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for one, inside in (parts | {name: content}).items():
            new.writestr(one, inside)
    return path


def test_a_file_that_swells_when_unpacked_is_refused(tmp_path):
    path = with_part(
        spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING]}), "xl/media/x.bin", b"\0" * (opening.LARGEST + 1)
    )
    assert path.stat().st_size < 200_000 and refused(path) == "annex_large"


def test_a_cell_far_away_is_refused_before_memory_is_asked_for(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("Sở").write(1_048_575, 16_383, "x")
    assert refused(tmp_path / "a.xlsx") == "annex_far"


@pytest.mark.parametrize("place", ["XFD1048576", "&#88;FD1048576", "A99999999999999999999", "ZZZZ1"])
def test_a_far_cell_cannot_hide_behind_its_writing(tmp_path, place):
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData><row r='1'><c r=\"A1\"><v>1</v></c><c\n r = '{place}'><v>1</v></c></row></sheetData></worksheet>"
    )
    path = with_part(spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING]}), "xl/worksheets/sheet1.xml", sheet.encode())
    assert refused(path) == "annex_far"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_declared_entities_are_refused(tmp_path, name):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert refused(with_part(spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING]}), name, bomb)) == "annex_damaged"


def test_a_spreadsheet_without_its_sheet_is_damaged(tmp_path):
    path = with_part(spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING]}), "xl/worksheets/sheet1.xml", b"<worksheet")
    assert refused(path) == "annex_damaged"


def test_a_word_file_with_broken_text_is_damaged(tmp_path):
    path = with_part(word_file(tmp_path / "a.docx", [HEADING]), "word/document.xml", b"<w:document")
    assert refused(path) == "annex_damaged"


def test_a_part_that_lies_about_its_size_is_never_unpacked_further(tmp_path):
    """The directory says 10 bytes where the stream holds 60 MB: the check sum of what is read then fails."""
    path = with_part(spreadsheet(tmp_path / "a.xlsx", {"Sở": [HEADING]}), "xl/x.xml", b" " * (opening.LARGEST - 2**20))
    packed = path.read_bytes()
    size = (opening.LARGEST - 2**20).to_bytes(4, "little")
    path.write_bytes(packed.replace(size, (10).to_bytes(4, "little")))
    assert refused(path) == "annex_damaged"
