"""A set as a table for the terminal."""

import dataclasses
from fractions import Fraction

import pytest

from analysis import framework
from analysis.framework_table import shown
from analysis.paths import PROJECT


@pytest.fixture(scope="module")
def ca_mau():
    return framework.load(PROJECT, "ca-mau-2013")["don_vi"]


@pytest.mark.parametrize("width", [60, 80, 132])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(ca_mau, language, width):
    assert max(map(len, shown(ca_mau, language, width))) <= width


def test_a_narrow_terminal_gets_sixty_columns(ca_mau):
    assert shown(ca_mau, "vi", 10) == shown(ca_mau, "vi", 60)


def test_a_row_shows_code_title_maximum_rule_and_who_gives_the_points(ca_mau):
    lines = shown(ca_mau, "vi", 200)
    (row,) = [line for line in lines if line.startswith("1.1.1 ")]
    words = " ".join(row.split())
    assert words.startswith("1.1.1 Ban hành kế hoạch 1 Đúng hạn: 1 điểm; Chậm: 0,5 điểm; Không thực hiện: 0 điểm.")
    assert "Tự đánh giá, sau đó thẩm định." in " ".join(
        " ".join(lines).split()
    ) and "Thẩm định: Sở Nội vụ." in " ".join(lines)


def test_titles_are_indented_by_level(ca_mau):
    lines = shown(ca_mau, "en", 120)
    starts = {
        line.split()[0]: len(line) - len(line[10:].lstrip())
        for line in lines
        if line[:1].isdigit() or line.startswith("total")
    }
    assert (starts["total"], starts["1"], starts["1.1"], starts["1.1.1"]) == (12, 12, 14, 16)


def test_the_head_says_what_is_known_and_what_is_not(ca_mau):
    text = " ".join(shown(ca_mau, "vi", 100))
    assert (
        "1880/QĐ-UBND, ngày chưa rõ" in text
        and "không dùng để chấm điểm" in text
        and "Tổng điểm tối đa: chưa rõ" in text
    )


def test_classes_no_case_and_confidence_are_shown():
    text = " ".join(" ".join(shown(framework.load(PROJECT, "ttg-766-2022")["xa"], "vi", 300)).split())
    assert "Xuất sắc (≥ 90); Tốt (chưa rõ); Khá (chưa rõ); Trung bình (≥ 50); Yếu (≥ 0)" in text
    assert "Ngoài chức năng, nhiệm vụ: tính điểm tối đa." in text
    assert "Không phát sinh: điểm tối đa." in text and "Mức tin cậy của cách tính: cao." in text
    assert "Không áp dụng với loại đơn vị này." in text


def test_points_that_are_thirds_stay_fractions_and_hidden_signs_are_left_out(ca_mau):
    odd = dataclasses.replace(ca_mau.items["1.3"], maximum=Fraction(10, 3), title_vi="Kiểm tra\x1b[2J\u202eCCHC")
    lines = shown(dataclasses.replace(ca_mau, items=ca_mau.items | {"1.3": odd}), "vi", 120)
    assert any("10/3" in line for line in lines) and not any("\x1b" in line or "\u202e" in line for line in lines)
