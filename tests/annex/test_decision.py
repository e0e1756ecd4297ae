"""The decision and the kind of units named above a table."""

import pytest

from analysis.annex.decision import kind, named, title


def test_the_decision_an_annex_belongs_to_is_taken_with_date_and_issuer():
    words = "Phụ lục (Ban hành kèm theo Quyết định số 123/QĐ-UBND ngày 05 tháng 12 năm 2024 của UBND tỉnh Thử Nghiệm)"
    assert named(words) == {"issuer": "UBND tỉnh Thử Nghiệm", "number": "123/QĐ-UBND", "date": "2024-12-05"}


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Căn cứ Quyết định số 876/QĐ-BNV ngày 10/11/2022 của Bộ Nội vụ",
        "(Kèm theo Quyết định số 1/QĐ-UBND) và kèm theo Quyết định số 2/QĐ-UBND",
        "(Kèm theo Quyết định số    /QĐ-UBND ngày   tháng   năm 2024)",
    ],
)
def test_what_is_not_said_or_said_twice_stays_unknown(words):
    assert set(named(words).values()) == {"unknown"}


def test_an_impossible_date_stays_unknown():
    assert named("(Kèm theo Quyết định số 45/QĐ-UBND ngày 31/2/2025)")["date"] == "unknown"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Sở, ban, ngành", "so"),
        ("UBND CẤP XÃ", "xa"),
        ("Huyện, thị xã", "huyen"),
        ("Ngành dọc cấp tỉnh", "nganh_doc"),
        ("Sheet1", ""),
    ],
)
def test_the_kind_of_units_is_known_by_its_words(words, code):
    assert kind(words) == code


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "UBND TỈNH Phụ lục II BỘ TIÊU CHÍ CỦA CẤP XÃ (Ban hành kèm theo Quyết định số 1/QĐ-UBND của UBND tỉnh)",
            "BỘ TIÊU CHÍ CỦA CẤP XÃ",
        ),
        ("Phụ lục I (Kèm theo Quyết định số 1/QĐ-UBND", "Phụ lục I"),
        ("Sở, ban, ngành", "Sở, ban, ngành"),
        ("(Kèm theo Quyết định số 1/QĐ-UBND)", "(Kèm theo Quyết định số 1/QĐ-UBND)"),
    ],
)
def test_the_title_leaves_out_the_body_above_it_and_the_decision_in_brackets(words, expected):
    assert title(words) == expected
