"""The letter to a unit, read back from the file."""

import datetime
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from forms.sample_form import UNIT, problems

from analysis.forms import letters
from analysis.forms.checks.finding import stated
from analysis.forms.letters import LetterFacts

FACTS = LetterFacts("Sở Nội vụ", "Mô Phỏng", datetime.date(2026, 1, 5), 2025, deadline=datetime.date(2026, 1, 20))
WRONG = {"1.1.3": {"self_points": 2.5}, "2.1": {"evidence_number": None}, "2.3": {"self_points": "hai"}}


def texts(path):
    """Return every text of a letter in the order of the document, tables included."""
    lines = docx.Document(str(path)).element.body.iter(qn("w:p"))
    found = ["".join(node.text or "" for node in line.iter(qn("w:t"))) for line in lines]
    return [one for one in found if one]


def written(folder, changes=None, facts=FACTS, unit=UNIT, found=None):
    return letters.write(
        folder, unit, problems(WRONG if changes is None else changes) if found is None else found, facts
    )


def test_a_letter_has_the_parts_of_an_official_letter_in_their_order(tmp_path):
    found = texts(written(tmp_path, facts=FACTS._replace(above="UBND tỉnh Mô Phỏng")))
    order = [
        "UBND TỈNH MÔ PHỎNG", "SỞ NỘI VỤ", "Số:            /SNV-CCHC",
        "V/v hoàn thiện biểu tự đánh giá cải cách hành chính năm 2025",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mô Phỏng, ngày 05 tháng 01 năm 2026",
        "Kính gửi: UBND xã Bình An", "NỘI DUNG PHẢI SỬA", "NỘI DUNG ĐỀ NGHỊ LÀM RÕ",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
        "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
    ]  # fmt: skip
    assert [found.index(one) for one in order] == sorted(found.index(one) for one in order)


def test_a_letter_names_each_criterion_cell_and_what_is_wrong_and_when_to_answer(tmp_path):
    found = texts(written(tmp_path, facts=FACTS._replace(titles={"1.1.3": "Mức độ hoàn thành"})))
    whole = "\n".join(found)
    assert "1.1.3. Mức độ hoàn thành" in found and "F9" in found
    assert "Điểm tự đánh giá 2,5 vượt điểm tối đa 2 của tiêu chí 1.1.3." in found
    assert "Tệp đã kiểm tra: bieu.xlsx, trang tính “Biểu”." in whole
    assert "gửi lại Sở Nội vụ trước ngày 20/01/2026 để tổng hợp, thẩm định./." in whole
    assert "2 nội dung phải sửa và 1 nội dung cần làm rõ" in whole


def test_without_a_deadline_none_is_invented(tmp_path):
    whole = "\n".join(texts(written(tmp_path, facts=FACTS._replace(deadline=None))))
    assert "trước ngày" not in whole and whole.count("./.") == 1


def test_a_unit_with_nothing_or_with_notes_only_gets_no_letter(tmp_path):
    assert written(tmp_path, {}) is None
    assert written(tmp_path, {"1.1.3": {"evidence_page": None}}) is None
    assert list(tmp_path.iterdir()) == []


def test_warnings_alone_are_no_faults(tmp_path):
    whole = "\n".join(texts(written(tmp_path, {"2.1": {"evidence_number": None}})))
    assert "không có lỗi phải sửa" in whole and "NỘI DUNG PHẢI SỬA" not in whole
    assert "Đề nghị UBND xã Bình An xem lại, giải trình các nội dung nêu trên" in whole and "sửa biểu" not in whole


def test_what_only_the_appraiser_can_mend_is_not_asked_of_the_unit(tmp_path):
    place = ("data/studies/x/submissions/bieu.xlsx", "Biểu", "P9")
    own = [stated("appraisal_without_opinion", *place, criterion_code="1.1.3", found="0", expected="1")]
    assert written(tmp_path, found=own) is None


def test_a_letter_names_files_and_no_folders(tmp_path):
    changed = stated(
        "self_points_changed_after_sending", "data/studies/x/submissions/bieu.xlsx", "Biểu", "F9", criterion_code="1.1.3",
        found="1", expected="0", sent="data/studies/x/submissions/lan-dau.xlsx",
    )  # fmt: skip
    whole = "\n".join(texts(written(tmp_path, found=[changed])))
    assert "trong biểu gửi lần đầu là 0 (lan-dau.xlsx)" in whole and "data/studies" not in whole


def test_a_unit_that_sent_nothing_is_asked_for_its_form(tmp_path):
    one = stated(
        "unit_sent_nothing", "data/studies/x/submissions", "", "", unit_code=UNIT["unit_code"], found=UNIT["name_vi"]
    )
    found = texts(written(tmp_path, found=[one]))
    whole = "\n".join(found)
    assert "V/v gửi biểu tự đánh giá cải cách hành chính năm 2025" in found
    assert (
        "chưa nhận được biểu tự đánh giá của UBND xã Bình An" in whole and "gửi biểu tự đánh giá về Sở Nội vụ" in whole
    )


def test_many_faults_of_one_kind_are_cut_and_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(letters, "MOST_ROWS", 2)
    wrong = {code: {"evidence_number": None} for code in ("1.1.3", "1.2.1", "2.1", "2.3")}
    whole = "\n".join(texts(written(tmp_path, wrong)))
    assert "(4 chỗ)" in whole and "Còn 2 chỗ tương tự ở các tiêu chí: 2.1, 2.3." in whole


def test_the_same_letter_has_the_same_bytes(tmp_path):
    one, other = written(tmp_path / "a"), written(tmp_path / "b")
    assert one.read_bytes() == other.read_bytes() and one.name == "00-xa-binh-an.docx"


def test_a_synthetic_letter_says_so_on_every_page(tmp_path):
    section = docx.Document(str(written(tmp_path, facts=FACTS._replace(synthetic=True)))).sections[0]
    for header in (section.header, section.first_page_header):
        assert "DỮ LIỆU MÔ PHỎNG" in "".join(one.text for one in header.paragraphs)
    plain = docx.Document(str(written(tmp_path))).sections[0]
    assert "MÔ PHỎNG" not in "".join(one.text for one in plain.header.paragraphs)


def test_no_text_of_a_form_becomes_markup_or_breaks_the_file(tmp_path):
    nasty = {"1.1.3": {"self_points": '=HYPERLINK("http://x") <w:p> & \x07\x0b'}}
    path = written(tmp_path, nasty, unit=UNIT | {"name_vi": "UBND xã <b>Bình</b> & An\x08", "unit_code": "../../x"})
    assert path.parent == tmp_path and path.name == "x.docx"
    assert "Kính gửi: UBND xã <b>Bình</b> & An" in texts(path)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert not re.search(r"HYPERLINK[^<]*</w:instrText>", xml) and "&lt;w:p&gt;" in xml


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [("Sở Nội vụ", "SNV-CCHC"), ("UBND tỉnh Mô Phỏng", "UBNDTMP-CCHC"), ("Sở Nông nghiệp và Môi trường", "SNNMT-CCHC")],
)
def test_the_symbol_is_made_of_the_issuers_initials_unless_it_is_given(issuer, expected, tmp_path):
    assert letters.symbol(issuer) == expected
    assert "Số:            /HĐTĐ" in texts(written(tmp_path, facts=FACTS._replace(symbol="HĐTĐ")))


def test_a_letter_asks_and_does_not_order(tmp_path):
    whole = "\n".join(texts(written(tmp_path)))
    assert "Đề nghị ghi lại điểm không vượt điểm tối đa" in whole and "Hãy" not in whole and ", hãy" not in whole
