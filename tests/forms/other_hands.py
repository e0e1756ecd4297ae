"""Workbooks as other programs write them: plain XML with inline strings, made without our own writers."""

import datetime
import zipfile
from fractions import Fraction
from functools import cache
from xml.sax.saxutils import escape

from analysis import framework, rules
from analysis.criterion import due_date, window_dates
from analysis.csv_file import address
from analysis.forms.declared import declared_figure
from analysis.paths import PROJECT

YEAR = 2025
ABOVE = [["UBND TỈNH MÔ PHỎNG"], ["UBND XÃ MÔ PHỎNG 101"], ["BIỂU TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2025"], []]
HEADINGS = {
    "code": "Mã tiêu chí", "title": "Lĩnh vực / Tiêu chí / Tiêu chí thành phần", "max": "Điểm tối đa",
    "declared": "Số liệu kê khai (tử số)", "denominator": "Số liệu kê khai (mẫu số)", "points": "Điểm tự đánh giá",
    "number": "TLKC: số, ký hiệu", "date": "TLKC: ngày ban hành", "page": "TLKC: trang, mục",
    "explanation": "Giải trình", "applies": "Áp dụng / Không", "reason": "Lý do không áp dụng",
}  # fmt: skip
FIRST_LINE = len(ABOVE) + 2
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = (
    '<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    "</styleSheet>"
)


class Raw(str):
    """XML of a cell without its address: the inside of <c r=... and what follows."""


def rows(code="xa", year=YEAR, framework_id="illustrative-2025"):
    """Return [{column: cell}] of a form that a unit filled in without a mistake, by the criteria of the simulation."""
    return [dict(row) for row in _rows(code, year, framework_id)]


@cache
def _rows(code, year, framework_id):
    items = framework.load(PROJECT, framework_id)[code].items.values()
    return tuple(_row(place, one, year) for place, one in enumerate(items) if one.parent)


def _row(place, one, year):
    row = {"code": one.code, "title": one.title_vi, "max": float(one.maximum)}
    if not one.leaf or one.points_from != "appraisal":
        return row
    first, last = window_dates(one, year)
    day = min(due_date(one, year) if one.due else last, datetime.date(year, 11, 25))
    row |= {"number": f"{place + 10}/BC-UBND", "date": max(first, day), "page": "trang 2", "applies": "Áp dụng"}
    return row | _declared(one, year)


def _declared(one, year):
    word = rules.word_labels(one.rule, "vi") if one.rule.measure == "word" else [("", "")]
    ticks = "; ".join(map(str, range(1, len(one.rule.terms) + 1))) if one.rule.measure == "ticks" else ""
    shares = {"declared": 100.0, "denominator": 100.0}
    cells = {
        "rate": shares, "ratio": shares, "count": {"declared": 20.0}, "ticks": {"declared": ticks},
        "date": {"declared": datetime.date(year - 1, 12, 20)}, "word": {"declared": word[0][1]},
    }.get(one.rule.measure, {})  # fmt: skip
    figure = declared_figure(one.rule, cells, True, []) if cells else None
    points = rules.points(one.rule, one.maximum, one.minimum, figure, year) if figure else one.maximum
    return cells | {"points": float(round(Fraction(points), 2))}


def changed(code, given=None, **cells):
    """Return good rows with cells of one criterion changed."""
    return [row | cells if row["code"] == code else row for row in (given or rows())]


def grid(given=None, above=None, headings=None):
    """Return the whole sheet: lines above, heading, rows."""
    table = [[row.get(column, "") for column in HEADINGS] for row in (rows() if given is None else given)]
    return [*map(list, ABOVE if above is None else above), list(headings or HEADINGS.values()), *table]


def write(path, sheets, strict=False, since_1904=False):
    """Write sheets of cells ({name: rows}, or rows of one sheet) as an .xlsx file with inline strings."""
    sheets = sheets if isinstance(sheets, dict) else {"Biểu 1": sheets}
    main, relations = (_STRICT, _STRICT_RELATIONS) if strict else (_MAIN, _RELATIONS)
    names = "".join(f'<sheet name="{escape(n)}" sheetId="{k}" r:id="r{k}"/>' for k, n in enumerate(sheets, start=1))
    links = "".join(
        f'<Relationship Id="r{k}" Type="{relations}/worksheet" Target="worksheets/sheet{k}.xml"/>'
        for k in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="s" Type="{relations}/styles" Target="styles.xml"/>'
    start = f'<workbook xmlns="{main}" xmlns:r="{relations}"><workbookPr date1904="{int(since_1904)}"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{start}<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": _STYLES.format(main=main),
    }
    for number, cells in enumerate(sheets.values(), start=1):
        body = "".join(_line(line, row, since_1904) for line, row in enumerate(cells, start=1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def _line(line, row, since_1904):
    cells = (
        f'<c r="{address(column, line)}"{_cell(cell, since_1904)}' for column, cell in enumerate(row) if cell != ""
    )
    return f'<row r="{line}">{"".join(cells)}</row>'


def _cell(cell, since_1904):
    if isinstance(cell, Raw):
        return cell
    if isinstance(cell, str):
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, datetime.date):
        since = datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 30)
        return f' s="1"><v>{(cell - since).days}</v></c>'
    return f"><v>{cell!r}</v></c>"
