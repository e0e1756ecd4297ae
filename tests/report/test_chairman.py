"""The chairman's page: one page, plain words, sentences that follow from the tables."""

import re
import unicodedata

import docx
import office_rooms as made
import pytest

from analysis import names, tables
from analysis.language import LANGUAGES
from analysis.report import chairman, one_page, word_page
from analysis.report.page import Page

FORBIDDEN = {
    "vi": r"khoảng tin cậy|xác suất|trung vị|phương sai|độ lệch|tương quan|hồi quy|kiểm định|sai số|phân vị|\bp\b|ý nghĩa",
    "en": r"confidence|probabilit|median|variance|deviation|correlat|regress|interval|standard error|quantile|\bp\b|significan",
}
MANY = {f"u{place:02d}": 100 - place for place in range(1, 13)}


@pytest.fixture
def told(toy, tmp_path, monkeypatch):
    """A function that returns the page of departments of 2025 in a language."""
    monkeypatch.setattr(names, "unit", lambda study, code, language: code)
    monkeypatch.setattr(names, "body", lambda study, code, language: code or "-")

    def make(percents, language="vi", **frames):
        return chairman.markdown(made.room(toy, percents, tmp_path, **frames), language)

    return make


@pytest.fixture
def of_study(shipped, tmp_path):
    """A function from a shipped study to its room after the first three rooms; later tables are empty."""

    def make(name):
        here = shipped(name)
        given = {"scores": here.scores, "points": here.points, "issues": here.issues}
        frames = {key: tables.checked(key, frame.assign(status=here.study.status)) for key, frame in given.items()}
        return made.Held(here.study, tmp_path, frames)

    return make


def test_first_and_last_five_are_told_with_place_and_score(told):
    said = told(MANY)
    assert "Đứng đầu: 1. u01: 99,00; 2. u02: 98,00" in said and "12. u12: 88,00" in said and "6. u06" not in said


def test_other_data_give_another_sentence(told):
    assert "1. u01: 99,00" in told(MANY) and "1. u01: 99,00" not in told(MANY | {"u01": 50})


def test_moves_are_told_with_places_and_what_is_clear(told):
    rows = made.moved(("a", 9.0, 2, "Khá", "Tốt", "yes"), ("b", -1.0, -2, "Tốt", "Tốt", "no"))
    said = told({"a": 85, "b": 80}, "en", shifts=rows, **made.classes("a", label="Tốt", other="Khá", probability=1.0))
    assert "up: a (by 2); down: b (by 2)" in said and "Points changed clearly: a (+9.00)." in said
    assert "a (Khá to Tốt, firm)" in said


def test_without_errors_no_change_is_called_real(told):
    said = told({"a": 85}, "en", shifts=made.moved(("a", 9.0, 2, "", "", "unknown")))
    assert "Which differences are real is not known" in said and "Changed class" not in said


def test_no_year_before_is_said(told):
    assert "không có số liệu để so" in told(MANY)


def test_the_five_costliest_criteria_stand_in_a_table(told):
    lines = [line for line in told({"a": 90, "b": 70}).splitlines() if line.startswith("|")]
    assert len(lines) == 7 and "| 12,0 | 2 |" in lines[2]


def test_classes_that_are_not_firm_are_named_with_both(told):
    assert "a (Khá hay Tốt)" in told({"a": 75}, **made.classes("a"))
    assert "đều chắc chắn" in told({"a": 75}, **made.classes("a") | {"unsure_classes": tables.empty("unsure_classes")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_term_of_statistics_is_used(told, language):
    rows = made.moved(("a", 9.0, 2, "Khá", "Tốt", "yes"), ("b", -1.0, -2, "Tốt", "Tốt", "no"))
    said = told({"a": 85, "b": 80}, language, shifts=rows, **made.classes("a", "b"))
    assert not re.search(FORBIDDEN[language], said, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["tay-ninh-2023", "par-index-2012-2023", "tien-giang-2020"])
def test_shipped_studies_have_no_gap_and_numbers_of_the_language(of_study, name, language):
    said = chairman.markdown(of_study(name), language)
    assert unicodedata.is_normalized("NFC", said)
    assert not re.search(r"\b(nan|NaN|None|<NA>)\b|\{\w+(:\d)?\}", said) and not re.search(FORBIDDEN[language], said)
    assert language == "en" or not re.search(r"\d\.\d\d\b", said)


def test_made_up_figures_say_so(told):
    assert "DỮ LIỆU MÔ PHỎNG" in told({"a": 80})


def test_a_province_has_its_own_indices_and_other_studies_have_none(of_study):
    assert "Vị thế của Tây Ninh" in chairman.markdown(of_study("tay-ninh-2023"), "vi")
    assert "Vị thế" not in chairman.markdown(of_study("par-index-2012-2023"), "vi")


def test_the_pdf_has_one_page_and_the_files_are_the_same_twice(of_study, tmp_path):
    here = of_study("tien-giang-2020")
    first = {path.name: path.read_bytes() for path in chairman.chairman(here)}
    assert [name for name in first if name.endswith(".pdf")] == ["chairman.en.pdf", "chairman.vi.pdf"] and len(
        first
    ) == 8
    assert all(one_page.pages(tmp_path / f"chairman.{language}.pdf") == 1 for language in LANGUAGES)
    assert {path.name: path.read_bytes() for path in chairman.chairman(here)} == first


def test_long_names_are_shortened_to_a_page(toy, tmp_path, monkeypatch):
    long = "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh "
    monkeypatch.setattr(names, "unit", lambda study, code, language: long + code)
    monkeypatch.setattr(names, "body", lambda study, code, language: long)
    rows = made.moved(*((unit, 9.0 - place, 9 - place, "Khá", "Tốt", "yes") for place, unit in enumerate(MANY)))
    here = made.room(toy, MANY, tmp_path, shifts=rows, **made.classes(*MANY))
    chairman.chairman(here)
    assert one_page.pages(tmp_path / "chairman.vi.pdf") == 1


def test_letters_of_names_are_taken_as_they_stand(told, monkeypatch):
    monkeypatch.setattr(names, "unit", lambda study, code, language: "Sở *A_B* | [c]")
    assert r"Sở \*A\_B\* \| \[c\]" in told({"a": 80})


def test_the_page_is_a_page_of_its_room(toy, tmp_path):
    assert isinstance(chairman.Chairman(made.room(toy, {"a": 80}, tmp_path), "vi", 5), Page)


@pytest.mark.parametrize("name", ["tay-ninh-2023", "vinh-phuc-2019", "hoa-binh-2022", "binh-duong-2017"])
def test_shipped_studies_stand_on_one_page_as_pdf_and_in_word(of_study, tmp_path, name):
    chairman.chairman(of_study(name))
    for language in LANGUAGES:
        assert one_page.pages(tmp_path / f"chairman.{language}.pdf") == 1
        document = docx.Document(str(tmp_path / f"chairman.{language}.docx"))
        assert word_page.height(document) <= 29.7 - sum(word_page.MARGINS.values())
