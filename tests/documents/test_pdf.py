"""A document as PDF: its words, its pages, and how it looks beside the Word file."""

import dataclasses
import re
import shutil
import struct
import subprocess

import pytest
from documents.sample import DETAILS, KINDS, LETTERS, PARTS, plain_words

from analysis.documents import pdf
from analysis.documents.document import document


@pytest.fixture(scope="module")
def report():
    return document("bao_cao", PARTS, DETAILS)


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    return pdf.write(tmp_path_factory.mktemp("pdf") / "Báo cáo" / "bao_cao.pdf", report)


def read(path):
    """Return the text of every page as lines."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed: the words of the PDF are not read back")
    text = subprocess.run([reader, "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


def test_only_the_font_shipped_here_is_used(path):
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    names = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", content))
    assert names and all(name.startswith(b"LiberationSerif") for name in names)


def test_pages_are_upright_but_for_wide_tables_and_wide_annexes(report):
    sizes = [struct.unpack(">II", page[16:24]) for page in pdf.compiled(report, "png")]
    turned = [width > height for width, height in sizes]
    steps = [turned[0]] + [one for before, one in zip(turned, turned[1:], strict=False) if before != one]
    assert steps == [False, True, False, True, False]


def test_the_pages_of_text_and_annexes_are_numbered_apart_and_no_first_page_shows_its_number(path):
    pages = read(path)
    first = [place for place, lines in enumerate(pages) if lines[0].startswith("Phụ lục")]
    assert len(first) == 2 and pages[0][0].startswith("UBND")
    shown = [lines[0] for lines in pages]
    for start, end in zip([0, *first], [*first, len(pages)], strict=True):
        assert shown[start + 1 : end] == [str(number) for number in range(2, end - start + 1)]


def test_every_word_of_the_document_is_on_its_pages(report, path):
    found = {word for page in read(path) for line in page for word in line.split()}
    assert set(" ".join(plain_words(report)).split()) - found == set()
    assert set(LETTERS.split()) <= {word.strip("().") for word in found} | {"đ"}


def test_made_up_figures_are_marked_on_every_page_and_others_are_not(path, tmp_path):
    assert all(page[-1] == "DỮ LIỆU MÔ PHỎNG - không phải văn bản thật" for page in read(path))
    real = document("bao_cao", ["Nội dung."], dataclasses.replace(DETAILS, synthetic=False))
    assert "MÔ PHỎNG -" not in " ".join(read(pdf.write(tmp_path / "a.pdf", real))[0])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_is_set_in_both_languages(kind, language):
    made = document(kind, ["Annex, Phụ lục.", *PARTS[-1:]], DETAILS, language)
    assert pdf.compiled(made, "pdf").startswith(b"%PDF-")


def test_the_same_document_gives_the_same_bytes(report, path):
    assert pdf.compiled(report, "pdf") == path.read_bytes()


def test_a_letter_that_no_font_has_leaves_a_box_and_not_a_gap(tmp_path):
    made = document("bao_cao", ["Chữ 漢 và 😀, dấu → và ✓."], DETAILS)
    words = " ".join(read(pdf.write(tmp_path / "a.pdf", made))[0])
    assert "Chữ □ và □, dấu → và ✓" in words


def test_an_endless_word_stays_on_the_page(tmp_path):
    made = document("bao_cao", [f"Xem https://example.org/{'a' * 200} nhé."], DETAILS)
    lines = read(pdf.write(tmp_path / "a.pdf", made))[0]
    assert max(len(line) for line in lines) < 110 and sum(line.count("a") for line in lines) > 200
