"""Tables of Word files: merged cells once, in their columns."""

import docx
from annex_files import HEADING, word_file
from docx.oxml import OxmlElement

from analysis.annex.word_tables import grids


def test_every_table_comes_with_the_words_before_it(tmp_path):
    path = word_file(tmp_path / "a.docx", "Phụ lục I", [HEADING], "Phụ lục II", [["x", "y"]])
    first, second = grids("a.docx", path)
    assert (first.place, first.above, first.rows) == ("1", "Phụ lục I", [HEADING])
    assert (second.place, second.above, second.rows) == ("2", "Phụ lục II", [["x", "y"]]) and second.runs_on


def test_merged_cells_are_read_once_and_keep_their_place(tmp_path):
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "ngang"
    table.cell(0, 2).text = "cuối"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "dọc"
    table.cell(2, 2).text = "dưới"
    document.save(tmp_path / "a.docx")
    assert grids("a.docx", tmp_path / "a.docx")[0].rows == [["ngang", "", "cuối"], ["dọc", "", ""], ["", "", "dưới"]]


def test_lines_of_a_cell_and_breaks_stay_lines(tmp_path):
    path = word_file(tmp_path / "a.docx", [["Có: 1\nKhông: 0"]])
    assert grids("a.docx", path)[0].rows == [["Có: 1\nKhông: 0"]]


def test_a_number_that_word_counts_itself_is_seen(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).paragraphs[0]._p.get_or_add_pPr().append(OxmlElement("w:numPr"))
    table.cell(0, 1).text = "Kế hoạch"
    document.save(tmp_path / "a.docx")
    assert grids("a.docx", tmp_path / "a.docx")[0].numbered == {0}
