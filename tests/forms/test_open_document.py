"""Cells of .ods sheets: formulas, failed formulas, true and false."""

from forms.sent_files import FILES

from analysis.forms.gate import passed
from analysis.forms.open_document import cells

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def sheet(rows, name="Biểu"):
    return f'<a {SPACES}><table:table table:name="{name}">{rows}</table:table></a>'.encode()


def test_formulas_of_a_real_file_are_found():
    content = passed(FILES / "bieu-so-tu-phap.ods").parts["content.xml"]
    assert cells(content, "Biểu 1").formulas == {"D9": True, "C12": True}


def test_repeated_rows_and_columns_are_counted():
    rows = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"/><table:covered-table-cell/>'
        '<table:table-cell table:formula="of:=1" office:value-type="float"/>'
        '<table:table-cell table:formula="of:=2"/></table:table-row>'
    )
    assert (
        cells(sheet(rows), "Biểu").formulas == {"D4": True, "E4": False} and cells(sheet(rows), "Khác").formulas == {}
    )


def test_failed_cells_and_words_are_told():
    rows = (
        '<table:table-row><table:table-cell calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>'
    )
    found = cells(sheet(rows), "Biểu")
    assert found.errors == {"A1": "#REF!"} and found.words == {"B1": True}


def test_a_sheet_without_any_is_not_taken_apart():
    assert cells(b"<not xml", "Biểu") == ({}, {}, {}) and cells(b'table:formula <"', "Biểu") == ({}, {}, {})
