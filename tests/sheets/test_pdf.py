"""The PDF of all sheets."""

import re
import shutil
import subprocess

import pytest
from sheets.sample_book import BOOK, SHEETS

from analysis.sheets import fit, pdf
from analysis.sheets.parts import Text
from analysis.sheets.sheet import sheet


def pages(content):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))


def test_every_sheet_begins_on_a_page_of_its_own():
    assert pages(pdf.compiled(BOOK)) == len(SHEETS)


def test_the_same_sheets_give_the_same_bytes_in_another_folder(tmp_path):
    one, other = (pdf.write(tmp_path / folder / "units.vi.pdf", BOOK) for folder in ("một", "hai"))
    assert one.read_bytes() == other.read_bytes()


def test_words_reach_the_page_with_their_marks_and_pages_are_counted_within_a_sheet(tmp_path):
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is missing: install poppler-utils to read the PDF back")
    path = pdf.write(tmp_path / "units.vi.pdf", BOOK)
    said = subprocess.run([reader, "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert "Sở Ỷ Ẵ" in said and "1.1 Kế hoạch <b>" in said and said.count("DỮ LIỆU MÔ PHỎNG") == 2
    assert re.findall(r"Trang \d+/\d+", said) == ["Trang 1/1", "Trang 1/1"]


def test_signs_of_typst_in_a_text_are_only_text():
    odd = SHEETS[0]._replace(title='#panic("x") $ * _ @ \\ [', sections=())
    assert pages(pdf.compiled(BOOK._replace(sheets=(odd,)))) == 1


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_no_sheet_of_a_run_takes_more_than_two_pages(seen, audience):
    view = seen("vi", audience)
    for own in view.given.units()[:3]:
        made = BOOK._replace(sheets=(sheet(view, own),))
        assert pages(pdf.compiled(made)) <= 2


def test_a_sheet_that_fills_what_may_be_printed_takes_two_pages(seen, own):
    made, longer = sheet(seen(), own), None
    while longer is None or fit.pages(longer) <= 2:
        made, last = longer or made, (longer or made).sections[-1]
        longer = made._replace(sections=(*made.sections[:-1], last._replace(blocks=(*last.blocks, Text("dòng")))))
    assert pages(pdf.compiled(BOOK._replace(sheets=(made,)))) == 2
