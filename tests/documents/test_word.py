"""A document as DOCX, read back from the file."""

import zipfile

import docx
import pytest
from documents.sample import DAY, DETAILS, KINDS, PARTS, plain_words
from docx.oxml.ns import qn

from analysis.documents import word
from analysis.documents.document import document


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return word.write(tmp_path_factory.mktemp("word") / "Báo cáo" / "bao_cao.docx", document("bao_cao", PARTS, DETAILS))


@pytest.fixture
def written(path):
    return docx.Document(str(path))


def words(read):
    lines = ("".join(node.text or "" for node in line.iter(qn("w:t"))) for line in read.element.body.iter(qn("w:p")))
    return [line for line in lines if line]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_document_is_in_the_file_in_its_order(tmp_path, kind):
    made = document(kind, ["Một.", *PARTS], DETAILS)
    found = words(docx.Document(str(word.write(tmp_path / "a.docx", made))))
    assert sorted(found) == sorted(one for one in plain_words(made) if one)
    assert found.index("SỞ NỘI VỤ") < found.index("1. MỘT" if "1. MỘT" in found else "Một.") < found.index("Nơi nhận:")


def test_pages_are_upright_but_for_wide_tables_and_wide_annexes(written):
    assert [section.page_width > section.page_height for section in written.sections] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_the_first_page_shows_no_number_and_the_others_do(written):
    section = written.sections[0]
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header._element.xml and "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].style.paragraph_format.alignment == 1
    assert [one.different_first_page_header_footer for one in written.sections] == [True, False, False, True, True]


def test_the_pages_of_each_annex_are_numbered_apart(written):
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in written.sections]
    assert [None if one is None else one.get(qn("w:start")) for one in starts] == [None, None, None, "1", "1"]


def test_made_up_figures_are_marked_below_every_page(written):
    for section in written.sections:
        assert section.footer.paragraphs[0].text == "DỮ LIỆU MÔ PHỎNG - không phải văn bản thật"
        if section.different_first_page_header_footer:
            assert section.first_page_footer.paragraphs[0].text == "DỮ LIỆU MÔ PHỎNG - không phải văn bản thật"


def test_the_signature_does_not_stand_alone(written):
    last = next(one for one in written.paragraphs if one.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_the_file_is_valid_in_the_order_of_its_parts(path):
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    for part in xml.split("<w:sectPr")[1:]:
        names = [
            name for name in ("w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:titlePg", "w:docGrid") if name in part
        ]
        assert [part.index(name) for name in names] == sorted(part.index(name) for name in names)


def test_the_file_says_who_made_it_and_when_and_nothing_of_the_machine(path, written):
    properties = written.core_properties
    assert (properties.author, properties.title) == ("Sở Nội vụ", DETAILS.subject)
    assert properties.created.date() == DAY and properties.language == "vi-VN"
    with zipfile.ZipFile(path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert str(path.parent.parent).encode() not in content


def test_the_same_document_gives_the_same_bytes(path, tmp_path):
    again = word.write(tmp_path / "khac.docx", document("bao_cao", PARTS, DETAILS))
    assert again.read_bytes() == path.read_bytes()
