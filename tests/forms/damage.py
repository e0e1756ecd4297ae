"""Damaged and hostile files, each made by a function of the folder to write it to."""

import datetime
import struct
import zipfile

import pytest
from forms.sent_files import FILES, grid, repacked, write, zipped

SHEET, BOOK, TEXTS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
# The first leaf of the good form: line 7, its points in column D.
LINE, POINTS, EXPLANATION = 6, 3, 5


def good(folder):
    return write(folder / "good.xlsx", grid())


def saved(name, content):
    """Return a maker of a file with this content, bytes or a function of the folder that gives them."""

    def make(folder):
        (folder / name).write_bytes(content(folder) if callable(content) else content)
        return folder / name

    return make


def changed(change, part=SHEET):
    """Return a maker of a good workbook with one part changed."""
    return lambda folder: repacked(good(folder), folder / "bieu.xlsx", {part: change})


def added(parts):
    """Return a maker of a good workbook with further parts."""
    return lambda folder: repacked(good(folder), folder / "bieu.xlsx", added=parts)


def without(part):
    return lambda folder: repacked(good(folder), folder / "bieu.xlsx", dropped=(part,))


def with_cell(cell, column=POINTS, line=LINE):
    """Return a maker of a good workbook with one other cell."""

    def make(folder):
        cells = grid()
        cells[line][column] = cell
        return write(folder / "bieu.xlsx", cells)

    return make


def with_cells(change, **more):
    """Return a maker of a workbook from the good grid changed by a function."""
    return lambda folder: write(folder / "bieu.xlsx", change(grid()), **more)


def as_csv(more=(), encoding="utf-8-sig", mark=";"):
    text = "\r\n".join(mark.join(str(cell) for cell in row) for row in [*grid(), *more])
    return saved("bieu.csv", text.encode(encoding))


def truncated(share):
    return saved("bieu.xlsx", lambda folder: (content := good(folder).read_bytes())[: int(len(content) * share)])


def real(ending, change=lambda content: content):
    return saved(f"bieu.{ending}", change((FILES / f"bieu-so-tu-phap.{ending}").read_bytes()))


def of_good(name, change=lambda content: content):
    """Return a maker of a good workbook under another name, its bytes changed."""
    return saved(name, lambda folder: change(good(folder).read_bytes()))


# Zip files.


def blanks_before_the_rows(part):
    return part.replace(b"<sheetData>", b"<sheetData>" + b" " * (60 * 2**20))


MANY_LARGE_PARTS = {f"xl/worksheets/s{number}.xml": b"0" * 7 * 2**20 for number in range(20)}
THOUSANDS_OF_PARTS = {f"docProps/{number}.xml": b"<a/>" for number in range(3000)}


def lying_bomb(folder):
    """A part that says it is 100 bytes long and inflates to 64 MB."""
    path = repacked(good(folder), folder / "bieu.xlsx", added={"xl/extra.xml": b" " * (64 * 2**20)})
    honest = struct.pack("<I", 64 * 2**20)
    path.write_bytes(path.read_bytes().replace(honest, struct.pack("<I", 100)))
    return path


def flipped(content):
    place = content.index(SHEET.encode()) + 60
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def locked(content):
    """Set the mark of encryption on the first entry, in its own header and in the directory."""
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def two_parts_of_one_name(folder):
    path = repacked(good(folder), folder / "bieu.xlsx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET, b"<worksheet/>")
    return path


# XML of sheets.


def entities(part):
    declared = b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return part.replace(b"<worksheet", declared + b"<worksheet", 1)


def outside_entity(part):
    return part.replace(b"<workbook", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook', 1)


def formula_in_numbers(part):
    return part.replace(b"<v>0.5</v>", b"<f>&#82;TD(1)</f><v>1</v>", 1)


def named_formula(part):
    named = b"</sheets><definedNames><definedName name=\"a\">cmd|'/c x'!A0</definedName></definedNames>"
    return part.replace(b"</sheets>", named)


def link(kind):
    return {"xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://x"><%s/></externalLink>' % kind}


def blank_rows(part):
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(100, 900_000))
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


def far_cell(reference):
    row = "".join(letter for letter in reference if letter.isdigit()).encode()
    cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, reference.encode())
    return lambda part: part.replace(b"</sheetData>", cell)


def row_and_cell_that_differ(part):
    return part.replace(b'<c r="A5"', b'<c r="A1048576"')


def cells_without_names(part):
    wide = b"<row>" + b"<c><v>1</v></c>" * 16000 + b"</row>"
    return part.replace(b"</sheetData>", wide + b"<row><c><v>1</v></c></row>" * 15000 + b"</sheetData>")


def false_dimension(part):
    return part.replace(b'<dimension ref="A1:G12"/>', b'<dimension ref="A1:XFD1048576"/>')


def merged_in_circles(part):
    areas = ["C5:A3", "A1:B2", "B2:A1", "A5:A5", "A1:XFD1048576", "B5:C6"]
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return part.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())


def with_value(value):
    return lambda part: part.replace(b'<c r="D7"><v>0.5</v></c>', b'<c r="D7"><v>%s</v></c>' % value)


def without_name(part):
    return part.replace("Biểu 1".encode(), b"")


def hidden_table(folder):
    path = write(folder / "good.xlsx", grid(), more={"Trang bìa": [["Sở Tư pháp"]]})
    hide = {BOOK: lambda part: part.replace(b'<sheet name="Bi', b'<sheet state="hidden" name="Bi')}
    return repacked(path, folder / "bieu.xlsx", hide)


def no_saved_value(folder):
    path = with_cell(("=0.25+0.25", 0.5))(folder)
    return repacked(path, folder / "tinh.xlsx", {SHEET: lambda part: part.replace(b"<v>0.5</v></c>", b"</c>", 1)})


# Other kinds of files.


def ole(*names):
    """Return the smallest OLE file with empty streams of these names."""
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


def ods(body, more=None):
    """Return an .ods file with these tables."""
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    text = (
        f'<office:document-content xmlns:office="{spaces}:office:1.0" xmlns:table="{spaces}:table:1.0" '
        f'xmlns:text="{spaces}:text:1.0"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": text}
    return zipped({**parts, "META-INF/manifest.xml": "<m/>", **(more or {})})


def ods_table(cells, times=1):
    return ods(f'<table:table table:name="Biểu">{cells * times}</table:table>')


_CELL = '<table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
REPEATED_ROWS = ods_table(f'<table:table-row table:number-rows-repeated="1000000">{_CELL}</table:table-row>', 60)
CALL = "of:=DDE(&quot;cmd&quot;;&quot;a&quot;;&quot;b&quot;)"
CALLING_ODS = ods_table(f'<table:table-row><table:table-cell table:formula="{CALL}"/></table:table-row>')


# Text that is not Unicode Vietnamese.


def in_tcvn3(cells):
    cells[1] = ["Së T− ph¸p"]
    cells[5][1], cells[6][1] = "C«ng t¸c chØ ®¹o, ®iÒu hµnh", "Ban hµnh kÕ ho¹ch; sè ®iÓm tù chÊm"
    return cells


def in_vni(cells):
    cells[1] = ["Sôû Tö phaùp"]
    cells[5][1] = "Coâng taùc chæ ñaïo, ñieàu haønh; ñieåm töï chaám"
    return cells


def wholly_in_tcvn3(_):
    return [["STT", "Tiªu chÝ", "§iÓm tèi ®a", "§iÓm tù chÊm"], ["1.1", "KÕ ho¹ch cña ®¬n vÞ", 1, 1]]


def each_text(change):
    return lambda cells: [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in cells]


encoded_twice = each_text(lambda text: text.encode().decode("latin-1"))
letters_lost = each_text(lambda text: text.encode("cp1252", "replace").decode("cp1252"))


# Tables.


def wide(cells):
    cells[4] += [f"Cột {number}" for number in range(10_000)]
    return cells


def two_self_points(cells):
    cells[4][6] = "Điểm tự chấm"
    return cells


def split_in_sheets(folder):
    cells = grid()
    return write(folder / "bieu.xlsx", cells[:9], sheet="Lĩnh vực 1", more={"Lĩnh vực 2": cells[:5] + cells[9:]})


FIRST_OF_MAY = datetime.date(2024, 5, 1)
HTML = b"<html><body><table><tr><td>STT</td></tr></table></body></html>"
