"""The texts of documents follow from the tables: other data, other sentence; nothing is left unfilled."""

import re

import office_rooms as made
import pytest

from analysis import names
from analysis.documents import bodies
from analysis.documents.contents import Annex, Table
from analysis.documents.document import blocks
from analysis.language import LANGUAGES
from analysis.report import facts
from analysis.study import Study


@pytest.fixture
def text(toy, monkeypatch):
    """A function that returns the text on departments of 2025 in a language."""
    monkeypatch.setattr(names, "unit", lambda study, code, language: f"Sở {code}")
    monkeypatch.setattr(names, "body", lambda study, code, language: code or "-")
    return lambda percents, language="vi", **frames: bodies.Body(made.room(toy, percents, **frames), language)


def words(parts, language="vi"):
    """Return the sentences of a document as they are set, annexes left out."""
    return "\n".join(one.text for one in blocks([part for part in parts if isinstance(part, str)], language))


def letter(one, unit="a"):
    return bodies.letter(one, one.standings[0], unit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_text_without_gaps(text, language):
    one = text({"a": 90, "b": 70}, language, shifts=made.moved(("a", 9.0, 2, "Khá", "Tốt", "yes")), **made.classes("a"))
    for parts in (bodies.report(one), bodies.submission(one), bodies.decision(one), letter(one)):
        said = words(parts, language)
        assert said and not re.search(r"\b(nan|NaN|None|<NA>)\b|\{\w+(:\d)?\}|\\", said)
        assert language == "en" or not re.search(r"\d\.\d\d\b", said)


def test_the_report_tells_mean_ends_and_classes_of_a_block(text):
    said = words(bodies.report(text({"a": 90, "b": 70})))
    assert "chỉ số trung bình đạt 80,00%, cao nhất 90,00%, thấp nhất 70,00%" in said
    assert "Tốt 1 đơn vị và Khá 1 đơn vị" in said


def test_other_data_give_another_sentence(text):
    one, other = (words(letter(text({"a": share, "b": 70}))) for share in (90, 60))
    assert "đạt 90,00 điểm trên 100,00" in one and "Xếp thứ 1 trong 2" in one and "xếp loại: Tốt" in one
    assert "đạt 60,00 điểm" in other and "Xếp thứ 2 trong 2" in other and "xếp loại: Trung bình" in other


def test_a_section_without_content_is_not_written(text):
    said = words(bodies.report(text({"a": 100, "b": 100})))
    assert "MẤT NHIỀU ĐIỂM" not in said and "KIẾN NGHỊ CỦA CÁC ĐƠN VỊ" not in said and "So với năm trước" not in said


def test_costly_criteria_stand_in_a_table_of_the_report(text):
    (table,) = [part for part in bodies.report(text({"a": 90, "b": 70})) if isinstance(part, Table)]
    assert table.frame["Điểm mất"].iloc[0] == pytest.approx(12) and len(table.frame) == 5


def test_petitions_are_counted(text, monkeypatch):
    monkeypatch.setattr(Study, "has_forms", True)
    rows = [
        {"criterion_code": "1.1", "petition_kind": kind, "n": n} for kind, n in (("difficulty", 2), ("proposal", 1))
    ]
    said = words(bodies.report(text({"a": 90}, petition_counts=rows)))
    assert "Các đơn vị nêu 3 khó khăn, vướng mắc, kiến nghị" in said and "(3)" in said


def test_the_decision_has_four_articles_and_the_results_as_its_annex(text):
    parts = bodies.decision(text({"a": 90, "b": 70}))
    assert [re.match(r"Điều \d\.", line)[0] for line in words(parts).splitlines()] == [
        f"Điều {n}." for n in range(1, 5)
    ]
    assert isinstance(parts[-1], Annex) and list(parts[-1].parts[0].frame["Đơn vị"]) == ["Sở a", "Sở b"]


def test_grounds_state_no_number_that_nobody_states(text):
    one = text({"a": 90})
    assert bodies.grounds(one)[0] == "Căn cứ Luật Tổ chức chính quyền địa phương ngày … tháng … năm …"
    assert bodies.grounds(one)[1].startswith("Căn cứ văn bản số … ngày … tháng … năm … của …………")
    assert len(bodies.grounds(one)) == 3 and all(
        ground.startswith(("Căn cứ", "Theo")) for ground in bodies.grounds(one)
    )


def test_the_letter_names_no_other_unit(text):
    assert "Sở b" not in words(letter(text({"a": 90, "b": 70})))


def test_the_letter_tells_between_which_places_the_unit_may_stand(text):
    row = {"unit_code": "a", "source": "noise", "rank": 1, "rank_low": 1, "rank_median": 1, "rank_high": 2,
           "mean_rank_shift": 0.5}  # fmt: skip
    assert "thứ hạng có thể từ 1 đến 2" in words(letter(text({"a": 90, "b": 70}, rank_intervals=[row])))


def test_the_letter_tells_the_change_and_a_class_that_is_not_firm(text):
    said = words(letter(text({"a": 75}, shifts=made.moved(("a", -9.0, 0, "", "", "yes")), **made.classes("a"))))
    assert "So với năm 2024: −9,00." in said and "Xếp loại Khá chưa chắc chắn: chấm lại có thể là Tốt." in said


def test_a_block_without_totals_has_no_place_in_the_text(text):
    assert [one.block for one in text({"a": 90}).standings] == ["so"]
    assert facts.standings(text({"a": 90}, scores=made.tables.empty("scores"))) == []


def test_tables_are_numbered_through(text):
    one = text({"a": 90, "b": 70})
    tables = [part for part in bodies.report(one) if isinstance(part, Table)]
    annex = bodies.report(one)[-1]
    assert [table.caption[:6] for table in (*tables, *annex.parts)] == ["Bảng 1", "Bảng 2"]
    assert bodies.decision(one)[-1].parts[0].caption.startswith("Bảng 1")
    assert [part.caption[:6] for part in letter(one) if isinstance(part, Table)] == ["Bảng 1"]


def test_proposals_are_put_to_the_administration(text):
    assert "………… kính đề nghị Ủy ban nhân dân tỉnh ………… xem xét, chỉ đạo:" in words(bodies.report(text({"a": 90})))
