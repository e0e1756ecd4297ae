"""Paragraphs, lines and tables of a Word document."""

import pytest
from documents.sample import NARROW
from docx.oxml.ns import qn

from analysis.documents.contents import Paragraph, Rule, Run, Table
from analysis.documents.grids import grid
from analysis.documents.word_parts import add, add_grid, two_columns
from analysis.documents.word_reference import reference


@pytest.fixture
def word():
    return reference()


def test_a_paragraph_has_its_style_and_its_words_their_letters(word):
    found = add(
        word, Paragraph("body", (Run("Điều 1.", bold=True), Run(" m"), Run("2", raised=True), Run("x", italic=True)))
    )
    assert (found.style.name, found.text) == ("CCHC body", "Điều 1. m2x")
    assert [run.bold for run in found.runs] == [True, None, None, None]
    assert found.runs[2].font.superscript and found.runs[3].italic


def test_a_rule_is_as_long_as_it_should_be_and_in_the_middle(word):
    form = add(word, Rule(6.2)).paragraph_format
    assert form.left_indent == form.right_indent and form.left_indent.cm == pytest.approx((16.2 - 6.2) / 2, abs=0.01)
    cell = two_columns(word, (6.2, 10.0), rows=1).rows[0].cells[1]
    assert add(cell, Rule(5.8)).paragraph_format.left_indent.cm == pytest.approx((10.0 - 0.2 - 5.8) / 2, abs=0.01)


def test_a_table_has_its_heading_on_every_page_and_whole_rows(word):
    made = grid(Table(NARROW, "Bảng 1. Điểm"), "vi")
    add_grid(word, made._replace(long=(2,)))
    table = word.tables[0]
    assert word.paragraphs[0].text == "Bảng 1. Điểm" and word.paragraphs[0].style.name == "CCHC caption"
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    whole = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
    assert whole == [True, True, True, False]
    assert [cell.text for cell in table.rows[2].cells] == list(made.rows[1])
    assert [cell.width.cm for cell in table.rows[1].cells] == pytest.approx(made.widths, abs=0.01)
