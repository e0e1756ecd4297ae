"""Files as units send them, good and damaged, made in the tests; and small sets of criteria to read them by."""

import datetime
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import xlsxwriter

HEADINGS = ["STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Điểm tự đánh giá", "Tài liệu kiểm chứng",
            "Giải trình", "Ghi chú"]  # fmt: skip
TITLES = {
    "1": "Công tác chỉ đạo, điều hành", "1.1": "Ban hành kế hoạch CCHC năm", "1.2": "Mức độ hoàn thành kế hoạch",
    "1.10": "Sáng kiến trong cải cách hành chính", "2": "Cải cách thể chế", "2.1": "Rà soát văn bản",
    "2.2": "Xử lý văn bản trái pháp luật",
}  # fmt: skip
MAXIMA = {"1": 4.0, "1.1": 1.0, "1.2": 2.0, "1.10": 1.0, "2": 3.0, "2.1": 1.0, "2.2": 2.0}
FILES = Path(__file__).parent / "files"
ABOVE = [["ỦY BAN NHÂN DÂN TỈNH"], ["SỞ TƯ PHÁP"], ["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], []]
FIRST_LINE = len(ABOVE) + 2


def rows():
    """Return one row a criterion as a unit fills it in: leaves with points and evidence, domains without."""
    return [
        [
            code,
            title,
            MAXIMA[code],
            *(["", "", "", ""] if code in "12" else [0.5, f"{place}/KH-STP", f"Lý do {place}", ""]),
        ]
        for place, (code, title) in enumerate(TITLES.items())
    ]


def grid():
    """Return a whole good form: lines above, heading, rows."""
    return [*map(list, ABOVE), list(HEADINGS), *rows()]


def write(path, cells, sheet="Biểu 1", merged=(), more=None):
    """Write rows of cells to an .xlsx file; text as text, '=…' as a formula with its value given as (formula, value)."""
    book = xlsxwriter.Workbook(
        str(path), {"nan_inf_to_errors": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for name, grid_of_sheet in {sheet: cells, **(more or {})}.items():
        page = book.add_worksheet(name)
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(grid_of_sheet):
            for column, cell in enumerate(row):
                _cell(page, line, column, cell, date)
        for first_row, first_column, last_row, last_column in merged if name == sheet else ():
            page.merge_range(first_row, first_column, last_row, last_column, grid_of_sheet[first_row][first_column])
    book.close()
    return path


def _cell(page, line, column, cell, date):
    if isinstance(cell, tuple):
        page.write_formula(line, column, cell[0], None, cell[1])
    elif isinstance(cell, bool):
        page.write_boolean(line, column, cell)
    elif isinstance(cell, str):
        if cell:
            page.write_string(line, column, cell)
    elif isinstance(cell, datetime.date):
        page.write_datetime(line, column, datetime.datetime(cell.year, cell.month, cell.day), date)
    elif cell is not None:
        page.write_number(line, column, cell)


def repacked(source, path, changed=None, added=None, dropped=()):
    """Write a zip file like another one with parts changed (a function of their bytes), added and dropped."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if entry.filename not in dropped:
                change = (changed or {}).get(entry.filename, lambda part: part)
                made.writestr(entry.filename, change(given.read(entry)))
        for name, part in (added or {}).items():
            made.writestr(name, part)
    return path


def zipped(parts):
    """Return the bytes of a zip file with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def criteria(titles=None, code="so"):
    """Return a set of criteria as readers look at it: items with code, parent, title and whether it is a leaf."""
    titles = titles or TITLES
    items = {"total": SimpleNamespace(code="total", parent="", title_vi="Tổng điểm", leaf=False)}
    for one, title in titles.items():
        parent = one.rpartition(".")[0] or "total"
        leaf = not any(other.startswith(f"{one}.") for other in titles)
        items[one] = SimpleNamespace(code=one, parent=parent, title_vi=title, leaf=leaf)
    return SimpleNamespace(code=code, framework="thu", items=items)


def points_of(form, field="self_points"):
    """Return {code: value of a field} of the leaves of a form."""
    return {row.code: row.values.get(field) for row in form.rows if row.role == "leaf"}
