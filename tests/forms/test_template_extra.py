"""The head of the sheets and the guide."""

import python_calamine
from forms.template_case import HEAD, criteria

from analysis.forms import template
from analysis.forms.template_extra import GUIDE_LINES, decision_text, head_values, is_synthetic
from analysis.language import texts


def test_the_head_names_unit_year_round_decision_and_set():
    assert head_values(criteria(), HEAD) == {
        "unit_name": "UBND xã Hòa Bình", "unit_code": "mp-xa-hoa-binh", "year": "2025", "round": "Tự đánh giá",
        "decision": "Số 12/QĐ-UBND ngày 03/02/2025 của UBND tỉnh", "framework": "toy-2025/xa",
    }  # fmt: skip


def test_what_is_not_known_of_a_decision_is_said_to_be_unknown():
    assert decision_text(criteria(decision={})) == "chưa rõ"
    some = criteria(decision={"issuer": "Bộ Nội vụ", "number": "2948/QĐ-BNV", "date": "unknown"})
    assert decision_text(some) == "Số 2948/QĐ-BNV ngày chưa rõ của Bộ Nội vụ"


def test_only_an_illustrative_set_is_synthetic():
    assert is_synthetic(criteria(completeness="illustrative")) and not is_synthetic(criteria())


def test_the_guide_has_all_its_lines_and_the_decision(tmp_path):
    template.write(tmp_path / "a.xlsx", criteria(), HEAD)
    with python_calamine.CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")) as workbook:
        cells = [cell for row in workbook.get_sheet_by_name("Hướng dẫn").to_python() for cell in row]
    assert [cell for cell in cells if isinstance(cell, float)] == list(range(1, GUIDE_LINES + 1))
    assert any("12/QĐ-UBND" in str(cell) for cell in cells)
    assert f"guide_{GUIDE_LINES}" in texts()["form"] and f"guide_{GUIDE_LINES + 1}" not in texts()["form"]
