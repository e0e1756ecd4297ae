"""Every kind of document, put together: its parts in their order, what stays open, what is refused."""

import dataclasses
import unicodedata

import pytest
from documents.sample import ANNEXES, BODY, DETAILS, KINDS, LETTERS, NARROW, PARTS, plain_words

from analysis.documents.contents import Annex, DocumentError, Grid, Paragraph, Rule, Table
from analysis.documents.document import blocks, document, number
from analysis.documents.layout import width_of

SAID = "Nội dung."


def changed(**values):
    return dataclasses.replace(DETAILS, **values)


def opening(kind, **values):
    found = document(kind, [SAID], changed(**values)).opening
    return [(one.style, one.text) for one in found if isinstance(one, Paragraph)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("bao_cao", "…/BC-SNV"), ("to_trinh", "…/TTr-SNV"), ("quyet_dinh", "…/QĐ-SNV"), ("cong_van", "…/SNV-CCHC")],
)
def test_numbers_are_open_and_carry_the_symbol_of_the_kind(kind, expected):
    assert number(kind, DETAILS, "vi") == expected
    assert f"Số: {expected}" in plain_words(document(kind, [SAID], DETAILS))


def test_a_letter_without_a_division_carries_the_issuer_alone():
    assert number("cong_van", changed(division=""), "vi") == "…/SNV"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_the_parts_of_an_official_document_in_their_order(kind):
    words = plain_words(document(kind, [SAID], DETAILS))
    order = [
        "UBND TỈNH MÔ PHỎNG", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Mô Phỏng, ngày … tháng … năm …", "Nội dung./.", "Nơi nhận:", "- Như trên;", "- Giám đốc Sở;", "- Lưu: VT, CCHC.",
        "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
    ]  # fmt: skip
    assert [words.index(one) for one in order] == sorted(words.index(one) for one in order)


def test_no_number_day_or_name_is_filled_in():
    words = " ".join(plain_words(document("bao_cao", [SAID], DETAILS)))
    assert not any(figure in words for figure in "0123456789") and words.endswith("………")


def test_a_report_bears_its_title_and_subject():
    assert opening("bao_cao", bases=())[:3] == [
        ("title", "BÁO CÁO"), ("subject", "Thông báo kết quả Chỉ số cải cách hành chính"),
        ("addressee", "Kính gửi: Ủy ban nhân dân tỉnh"),
    ]  # fmt: skip


def test_a_submission_to_several_names_each_on_a_line_of_its_own():
    found = opening("to_trinh", to=("Ủy ban nhân dân tỉnh", "Hội đồng thẩm định", "Sở Tài chính"))
    assert found[1] == ("subject", "Về việc thông báo kết quả Chỉ số cải cách hành chính")
    assert [text for style, text in found if style.startswith("addressee")] == [
        "Kính gửi:", "- Ủy ban nhân dân tỉnh;", "- Hội đồng thẩm định;", "- Sở Tài chính.",
    ]  # fmt: skip


def test_a_decision_is_a_draft_and_says_who_decides_and_on_what_grounds():
    assert [text for _, text in opening("quyet_dinh")] == [
        "QUYẾT ĐỊNH", "Về việc thông báo kết quả Chỉ số cải cách hành chính", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
        "Căn cứ Luật A;", "Theo đề nghị của ông B.", "QUYẾT ĐỊNH:",
    ]  # fmt: skip
    assert [one.text for one in document("quyet_dinh", [SAID], DETAILS).head.left_lower][-1] == "DỰ THẢO"
    assert "DỰ THẢO" not in plain_words(document("bao_cao", [SAID], DETAILS))


def test_a_letter_has_its_subject_below_the_number_and_no_title():
    found = document("cong_van", [SAID], DETAILS)
    assert [one.style for one in found.head.left_lower] == ["number", "letter_subject"]
    assert found.head.left_lower[1].text == "V/v thông báo kết quả Chỉ số cải cách hành chính"
    assert "title" not in [style for style, _ in opening("cong_van")]


def test_the_name_of_an_issuer_is_broken_where_it_is_given_so():
    found = document("bao_cao", [SAID], changed(issuer="Ủy ban nhân dân\ntỉnh Mô Phỏng", above=""))
    assert [one.text for one in found.head.left_upper[:2]] == ["ỦY BAN NHÂN DÂN", "TỈNH MÔ PHỎNG"]
    assert found.author == "Ủy ban nhân dân tỉnh Mô Phỏng"


def test_lines_below_names_are_as_long_as_the_decree_says():
    head = document("bao_cao", [SAID], DETAILS).head
    share = head.left_upper[-1].length / width_of("issuer", "SỞ NỘI VỤ")
    assert isinstance(head.left_upper[-1], Rule) and 1 / 3 <= share <= 1 / 2
    assert head.right_upper[-1].length == pytest.approx(width_of("motto", "Độc lập - Tự do - Hạnh phúc"), abs=0.001)


@pytest.mark.parametrize("end", ["Hết", "Hết.", "Hết. ", "Hết;", "Hết./."])
def test_the_text_ends_in_its_mark_once(end):
    assert document("bao_cao", [end], DETAILS).body[-1].text == "Hết./."


def test_the_mark_stands_at_the_end_of_the_text_and_not_of_the_annexes():
    words = plain_words(document("bao_cao", PARTS, DETAILS))
    assert [one for one in words if one.endswith("./.")] == ["Sở Nội vụ kính báo cáo./."]


def test_annexes_are_numbered_and_refer_to_the_document():
    found = document("bao_cao", PARTS, DETAILS).annexes
    assert [[one.text for one in annex.head] for annex in found] == [
        [f"Phụ lục {mark}", title, "(Kèm theo Báo cáo số …/BC-SNV ngày … tháng … năm … của Sở Nội vụ)"]
        for mark, title in (("I", "KẾT QUẢ TỪNG LĨNH VỰC"), ("II", "DANH SÁCH"))
    ]
    assert [annex.landscape for annex in found] == [True, False]


def test_a_single_annex_has_no_number_and_that_of_a_decision_names_who_decides():
    found = document("quyet_dinh", ["**Điều 1.** Theo Phụ lục.", ANNEXES[1]], DETAILS).annexes[0]
    assert [one.text for one in found.head][::2] == [
        "Phụ lục", "(Kèm theo Quyết định số …/QĐ-SNV ngày … tháng … năm … của Chủ tịch Ủy ban nhân dân tỉnh)",
    ]  # fmt: skip


def test_a_table_without_rows_becomes_a_sentence():
    (found,) = blocks([Table(NARROW.head(0), "Bảng 1. Đơn vị nộp chậm")], "vi")
    assert found.text == "Bảng 1. Đơn vị nộp chậm: không có."


def test_words_are_the_same_whatever_the_form_of_the_letters():
    found = document("bao_cao", [unicodedata.normalize("NFD", f"Chữ {LETTERS}.")], DETAILS)
    assert found.body[0].text == f"Chữ {LETTERS}./."


def test_made_up_figures_are_marked_and_others_are_not():
    assert document("bao_cao", [SAID], DETAILS).mark == "DỮ LIỆU MÔ PHỎNG - không phải văn bản thật"
    assert document("bao_cao", [SAID], changed(synthetic=False)).mark == ""


def test_english_says_the_same_in_english():
    words = plain_words(document("bao_cao", ["Scores follow.", Table(NARROW, "T"), "End."], DETAILS, "en"))
    assert {"REPORT", "No. …/BC-SNV", "1,234.50", "End./.", "Copies to:"} <= set(words) and "BÁO CÁO" not in words


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "must end in a sentence"),
        (["# Chỉ có đề mục"], "must end in a sentence"),
        ([SAID, Table(NARROW, "Bảng")], "must end in a sentence"),
        ([Annex("A", ("Chữ.",)), "Xem Phụ lục."], "behind the text"),
        (["Xem Phụ lục.", Annex("A", ())], "annex without text: A"),
        (["Không nhắc tới.", Annex("A", ("Chữ.",))], "names no annex"),
    ],
)
def test_what_cannot_stand_is_refused(parts, said):
    with pytest.raises(DocumentError, match=said):
        document("bao_cao", parts, DETAILS)


def test_a_language_without_texts_is_refused():
    with pytest.raises(DocumentError, match="fr: not a language; known are vi, en"):
        document("bao_cao", [SAID], DETAILS, "fr")


def test_headings_begin_anew_in_an_annex():
    found = document("bao_cao", [f"# Một\n\n{BODY}", Annex("A", ("# Hai\n\nChữ.",))], DETAILS)
    assert found.annexes[0].blocks[0].text == "I. HAI" and not any(isinstance(one, Grid) for one in found.body)
