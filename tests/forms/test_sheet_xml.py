"""The XML of sheets: formulas and failed cells by their place, and cells that reach too far."""

import pytest

from analysis.forms import sheet_xml
from analysis.forms.archive import Refused
from analysis.forms.sheet_xml import errors, formula_texts, formulas, paths, within_bounds

NAME = "xl/worksheets/sheet1.xml"


def sheet(rows):
    return b"<worksheet><sheetData>" + rows + b"</sheetData><pageMargins/></worksheet>"


def test_formulas_are_found_with_and_without_a_value():
    part = sheet(
        b'<row r="1"><c r="A1"><f>B1+1</f><v>2</v></c><c r="B1"><v>1</v></c><c r="C1" s="2"><f t="shared" si="0"/><v>3</v></c>'
        b'<c r="D1"><f>A1</f></c><c r="E1"><f>A1</f><v></v></c><c r="F1" t="str"><f>""</f><v></v></c></row>'
    )
    assert formulas(part) == {"A1": True, "C1": True, "D1": False, "E1": False, "F1": True}


def test_formulas_of_other_producers_are_found():
    part = b'<x:worksheet><x:row r="1"><x:c r="A1" s="1"><x:f>B1</x:f><x:v>2</x:v></x:c></x:row></x:worksheet>'
    assert formulas(part) == {"A1": True} and formula_texts(NAME, part) == ["B1"]


def test_words_that_look_like_formulas_are_none():
    assert (
        formulas(
            sheet(b'<row r="1"><c r="A1" t="inlineStr"><is><t>half of it f>x</t></is></c></row><formula>A1</formula>')
        )
        == {}
    )


def test_texts_of_formulas_are_as_typed():
    part = sheet(
        b'<row r="1"><c r="A1"><f>A2&amp;"&lt;"</f></c><c r="B1"><f t="shared" ref="B1:B2" si="0">SUM(A1)</f></c></row>'
    )
    assert formula_texts(NAME, part) == ['A2&"<"', "SUM(A1)"]
    assert formula_texts("content.xml", b'<c table:formula="of:=1+1"/>') == ["of:=1+1"]
    assert formula_texts("xl/workbook.xml", b'<definedName name="a">Sheet1!$A$1</definedName>') == ["Sheet1!$A$1"]
    assert formula_texts("xl/styles.xml", b"<f>a</f>") == []


def test_failed_cells_are_named():
    part = sheet(
        b'<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        b'<c r="C1" t="str"><v>#N/A</v></c></row>'
    )
    assert errors(part) == {"A1": "#DIV/0!", "B1": "#REF!"} and errors(sheet(b"")) == {}


def test_sheets_are_found_by_their_names():
    book = (
        b'<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        b'<sheet name="A &amp; B" r:id="rId1"/><sheet name="C" r:id="rId2"/></sheets></workbook>'
    )
    links = (
        b'<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        b'<Relationship Id="rId2" Target="/xl/s2.xml"/></Relationships>'
    )
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links}
    assert paths(parts) == {"A & B": "xl/worksheets/sheet1.xml", "C": "xl/s2.xml"} and paths({}) == {}


def test_an_ordinary_sheet_is_passed_on_as_it_is():
    parts = {NAME: sheet(b'<row r="1"><c r="A1"><v>1</v></c></row>'), "other.xml": b""}
    assert within_bounds(parts, "xlsx", set()) is parts


def test_rows_far_below_are_cut_off():
    parts = {NAME: sheet(b'<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')}
    assert within_bounds(parts, "xlsx", set())[NAME] == sheet(b'<row r="2"><c r="A2"><v>1</v></c></row>')


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A20001"><v>1</v></c></row>',
        b"<row r='1'><c r='A30000'><v>1</v></c></row>",
        b'<row r="1"><c r="A1"/></row><row r="15000"><c r="XFD15000"><v>1</v></c></row>',
    ],
)
def test_sheets_that_reach_too_far_are_refused_unless_they_are_not_read(rows):
    with pytest.raises(Refused) as caught:
        within_bounds({NAME: sheet(rows)}, "xlsx", set())
    assert caught.value.rule == "sheet_too_large"
    parts = {NAME: sheet(rows)}
    assert within_bounds(parts, "xlsx", {NAME}) is parts


def test_cells_without_names_are_counted(monkeypatch):
    monkeypatch.setattr(sheet_xml, "MOST_CELLS", 50)
    with pytest.raises(Refused):
        within_bounds({NAME: sheet(b"<row>" + b"<c><v>1</v></c>" * 10 + b"</row>" + b"<row/>" * 9)}, "xlsx", set())


def test_repeated_cells_of_open_workbooks_are_bounded():
    cell = b'<table:table-cell table:number-columns-repeated="16384"/>'
    content = b'<table:table-row table:number-rows-repeated="1048000">' + cell + b"</table:table-row>"
    bounded = within_bounds({"content.xml": content}, "ods", set())["content.xml"]
    assert b'rows-repeated="600"' in bounded and b'columns-repeated="250"' in bounded
    few = {"content.xml": b'<a table:number-rows-repeated="12"/>'}
    assert within_bounds(few, "ods", set()) is few
