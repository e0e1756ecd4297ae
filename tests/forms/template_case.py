"""A small set of criteria with every kind of rule, and rows of forms, clean and faulty, with the checks they must meet."""

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from analysis.criteria_set import CriteriaSet
from analysis.criterion import Criterion
from analysis.rules import parse

YEAR = 2025
HEAD = {"unit_name": "UBND xã Hòa Bình", "unit_code": "mp-xa-hoa-binh", "year": YEAR, "round": "self"}
DOCUMENT = {"evidence_number": "12/BC-UBND", "evidence_date": date(2025, 6, 5), "evidence_page": "3"}
# code, parent, title, maximum, points from, kind and terms of the rule, what differs from the usual
ROWS = (
    ("total", "", "Tổng điểm", 100, "children", "sum_of_children", "", {}),
    ("1", "total", "Chỉ đạo, điều hành", 20, "children", "sum_of_children", "", {}),
    ("1.1", "1", "Tỷ lệ hồ sơ đúng hạn", 2, "appraisal", "steps", "rate; > 90: 2; >= 70: 1; else: 0", {}),
    ("1.2", "1", "Có ban hành kế hoạch", 1, "appraisal", "all_or_nothing", "", {}),
    ("1.3", "1", "Tỷ lệ nhiệm vụ hoàn thành", "10/3", "appraisal", "proportional", "", {"on_no_case": "leave_out"}),
    ("1.4", "1", "Số hóa hồ sơ", 2, "appraisal", "proportional_to_threshold", "full_at=80", {"on_no_case": "full"}),
    ("1.5", "1", "Sáng kiến", "1.5", "appraisal", "per_item", "each=0.5", {}),
    ("1.6", "1", "Nội dung tuyên truyền", 1, "appraisal", "tick_list", "0.25; 0.25; 0.5", {}),
    ("1.7", "1", "Cấp công nhận", 2, "appraisal", "graded_share", "province: 100; department: 75; none: 0", {}),
    ("1.8", "1", "Thời điểm gửi báo cáo", 1, "appraisal", "steps", "word; on_time: 1; late: 0.5; none: 0", {}),
    ("1.9", "1", "Ngày ban hành", 1, "appraisal", "steps", "date; <= Y-12-31: 1; <= Y+1-01-15: 0.5; else: 0", {}),
    ("1.10", "1", "Số cuộc quá hạn", 2, "appraisal", "steps", "count; <= 0: 2; <= 2: 1; else: 0", {}),
    ("1.11", "1", "Kỷ luật, kỷ cương", 1, "appraisal", "deduction_by_severity", "none: 0; minor: 50; serious: 100", {}),
    ("1.12", "1", "Tự đánh giá khác", 1, "appraisal", "unknown", "", {}),
    ("1.13", "1", "Nội dung ngoài chức năng", 1, "appraisal", "all_or_nothing", "", {}),
    ("1.14", "1", "Số điểm lẻ", "2/3", "appraisal", "all_or_nothing", "", {}),
    ("2", "total", "Tác động", 80, "children", "sum_of_children", "", {}),
    ("2.1", "2", "Mức độ hài lòng", 40, "survey", "survey", "100; 60; 20; 0", {}),
    ("2.2", "2", "Hồ sơ trực tuyến", 40, "system", "proportional", "", {}),
    ("3", "total", "Điểm thưởng", 2, "children", "sum_of_children", "", {"part": "bonus"}),
    ("3.1", "3", "Mô hình mới", "1.5", "appraisal", "per_item", "each=0.5", {"part": "bonus"}),
    ("3.2", "3", "Giải thưởng", 1, "appraisal", "all_or_nothing", "", {"part": "bonus"}),
    ("4", "total", "Điểm trừ", 0, "children", "sum_of_children", "", {"part": "deduction", "minimum": Fraction(-2)}),
    ("4.1", "4", "Gửi báo cáo chậm", 0, "deduction", "deduction_by_severity", "none: 0; serious: 100",
     {"part": "deduction", "minimum": Fraction(-2)}),
)  # fmt: skip


class Case(NamedTuple):
    """One filled row: the checks that must find it. typed_as_text : numbers as text, where the workbook is stricter."""

    code: str
    values: dict
    checks: tuple[str, ...] = ()
    typed_as_text: bool = False


def criteria(**changes) -> CriteriaSet:
    """Return the set; changes of its fields may be given."""
    parents = [row[1] for row in ROWS]
    items = {row[0]: _criterion(row, parents) for row in ROWS}
    table = pd.DataFrame(
        {
            "parent_code": [item.parent for item in items.values()],
            "title_vi": [item.title_vi for item in items.values()],
            "title_en": "",
            "max_points": [float(item.maximum) for item in items.values()],
            "min_points": 0.0,
        },
        index=pd.Index(items, name="criterion_code"),
    )
    facts = {
        "framework": "toy-2025", "code": "xa", "title": {"vi": "UBND xã, phường", "en": "Communes"}, "criteria": table,
        "rank_rule": "competition", "decimals": 2, "rank_on": "printed", "not_applicable": "per_cent", "classes": (),
        "items": items, "decision": {"issuer": "UBND tỉnh", "number": "12/QĐ-UBND", "date": "2025-02-03"},
        "completeness": "complete",
    }  # fmt: skip
    return CriteriaSet(**facts | changes)


def _criterion(row: tuple, parents: list[str]) -> Criterion:
    code, parent, title, maximum, points_from, kind, terms, differs = row
    level = 0 if not parent else 1 if parent == "total" else 2
    facts = {
        "code": code, "parent": parent, "title_vi": title, "title_en": title, "maximum": Fraction(maximum),
        "minimum": Fraction(0), "part": "main", "points_from": points_from, "rule": parse(kind, terms),
        "on_no_case": "unknown", "figures_vi": "", "figures_en": "", "evidence_vi": "", "evidence_en": "",
        "appraised_by": "", "window": "", "due": "", "article": "", "confidence": "", "applies": True,
        "leaf": code not in parents, "level": level,
    }  # fmt: skip
    return Criterion(**facts | differs)


def share(value, whole, points, **more) -> dict:
    """Return a row that declares a share."""
    return {"declared": value, "denominator": whole, "self_points": points} | DOCUMENT | more


def one(value, points, **more) -> dict:
    """Return a row that declares one thing."""
    return {"declared": value, "self_points": points} | DOCUMENT | more


WRONG = ("points_not_from_figures",)
CASES = (
    # 45 of 50 is 90 per cent exactly, which is not above 90; 46 of 50 is.
    Case("1.1", share(45, 50, 1)),
    Case("1.1", share(45, 50, 2), WRONG),
    Case("1.1", share(46, 50, 2)),
    Case("1.1", share(35, 50, 1)),
    Case("1.1", share(69.99, 100, 1), WRONG),
    Case("1.1", share(0.7, 1, 1)),
    Case("1.1", share(46, 50, 3), ("above_maximum",)),
    Case("1.1", share(46, 50, -1), ("below_minimum",)),
    Case("1.1", share(46, 50, 1.5), ("off_step",)),
    Case("1.1", share(51, 50, 2), ("numerator_above_denominator",)),
    Case("1.1", share(46, None, 2), ("figures_incomplete",)),
    Case("1.1", share(None, None, 2), ("figures_incomplete",)),
    Case("1.1", share(None, None, 0)),
    Case("1.1", share(-1, 50, 0), ("not_a_number",)),
    # No case and no rule for it: nothing can be said.
    Case("1.1", share(0, 0, 2)),
    Case("1.1", share("8,5", 50, 2), ("not_a_number",), typed_as_text=True),
    Case("1.1", share(46, 50, "1.085"), ("not_a_number",), typed_as_text=True),
    Case("1.1", share(46, 50, "8,5"), ("not_a_number",), typed_as_text=True),
    Case("1.1", share(46, 50, "hai"), ("not_a_number",)),
    Case("1.1", share(46, 50, None), ("row_empty",)),
    Case("1.1", share(46, 50, "-"), ("row_empty",)),
    Case("1.2", one("yes", 1)),
    Case("1.2", one("Có", 0), WRONG),
    Case("1.2", one("no", 1), WRONG),
    Case("1.2", one("x", 1)),
    Case("1.2", one("có lẽ", 1), ("not_a_number",)),
    Case("1.2", one(None, 1)),
    Case("1.2", one("yes", 0.5), ("off_step",)),
    # 10/3 x 2/3 = 2.2222; rounded half up to two decimals or more.
    Case("1.3", share(2, 3, 2.22)),
    Case("1.3", share(2, 3, 2.222)),
    Case("1.3", share(2, 3, 2.23), WRONG),
    Case("1.3", share(3, 3, 3.33)),
    Case("1.3", share(3, 3, 3.34), ("above_maximum",)),
    # Nothing to measure, and the rule then leaves the row out: no points can be right, a claim of no case is.
    Case("1.3", share(0, 0, 0), WRONG),
    Case("1.3", {"applicability": "no_case", "applicability_reason": "Trong năm không có nhiệm vụ"}),
    # 60 of 100 at full points from 80 per cent: 2 x 60 / 80 = 1.5.
    Case("1.4", share(60, 100, 1.5)),
    Case("1.4", share(60, 100, 1.2), WRONG),
    Case("1.4", share(80, 100, 2)),
    Case("1.4", share(79, 100, 2), WRONG),
    Case("1.4", share(0, 0, 2)),
    Case("1.4", share(0, 0, 1), WRONG),
    Case("1.5", one(2, 1)),
    Case("1.5", one(7, 1.5)),
    Case("1.5", one(2, 1.5), WRONG),
    Case("1.5", one(2, 0.75), ("off_step",)),
    Case("1.5", one("không có", 0)),
    Case("1.5", one(None, 0.5), ("figures_incomplete",)),
    Case("1.6", one((1, 3), 0.75)),
    Case("1.6", one("1,3", 0.75)),
    Case("1.6", one("1 và 2", 0.5)),
    Case("1.6", one("1; 2; 3", 0.5), WRONG),
    Case("1.6", one("1; 4", 0.25), ("not_a_number",)),
    Case("1.6", one(None, 0)),
    Case("1.6", one("2", 0.3), ("off_step",)),
    Case("1.7", one("province", 2)),
    Case("1.7", one("department", 1.5)),
    Case("1.7", one("Cấp sở", 2), WRONG),
    Case("1.7", one("không có", 0)),
    Case("1.8", one("on_time", 1)),
    Case("1.8", one("late", 1), WRONG),
    Case("1.8", one("trễ hạn", 0.5)),
    Case("1.9", one(date(2025, 12, 31), 1)),
    Case("1.9", one(date(2026, 1, 1), 1), WRONG),
    Case("1.9", one("15/1/2026", 0.5)),
    Case("1.9", one("ngày 16 tháng 1 năm 2026", 0)),
    Case("1.9", one("16-01-2026", 0.5), WRONG),
    Case("1.9", one("2025-03-05", 1)),
    Case("1.9", one("31/02/2025", 1), ("not_a_number",)),
    Case("1.9", one("quý I", 1), ("not_a_number",)),
    Case("1.10", one(0, 2)),
    Case("1.10", one(2, 1)),
    Case("1.10", one(3, 1), WRONG),
    Case("1.10", one(1, 2), WRONG),
    Case("1.11", one("none", 1)),
    Case("1.11", one("minor", 0.5)),
    Case("1.11", one("serious", 0.5), WRONG),
    Case("1.12", one(None, 0.37)),
    Case("1.12", {"self_points": 1}, ("no_evidence_no_explanation",)),
    Case("1.12", {"self_points": 1, "explanation": "Thực hiện thường xuyên, không ban hành văn bản"}),
    Case("1.12", {"self_points": 0}),
    Case("1.12", {"self_points": 1, "evidence_page": "3"}, ("evidence_without_number",)),
    Case("1.12", {"self_points": 1, "evidence_link": "https://example.org/1.pdf"}),
    Case("1.12", {"self_points": 2, "evidence_date": date(2025, 3, 1)}, ("above_maximum", "evidence_without_number")),
    Case("1.12", {"self_points": 1, "applicability": "abc"}, ("applicability_unknown_word",)),
    Case("1.12", {"applicability": "not_applicable"}, ("exception_without_reason",)),
    Case("1.12", {"applicability": "no_case", "self_points": 0, "applicability_reason": "x"}, ("exception_with_points",)),
    Case("1.12", {"applicability": "Không phát sinh", "explanation": "Trong năm không có kiến nghị"}),
    Case("1.12", {"applicability": "không áp dụng", "self_points": 1}, ("exception_without_reason", "exception_with_points")),
    Case("1.13", {}),
    Case("1.13", {"self_points": 1}, ("exception_with_points",)),
    Case("1.13", {"applicability": None, "self_points": 0}, ("outside_functions_scored",)),
    Case("1.13", {"applicability": "applies", "self_points": 1}, ("outside_functions_scored",)),
    Case("1.13", {"applicability_reason": None}),
    # Two thirds is entered as 0.67, a little above the maximum.
    Case("1.14", one("yes", 0.67)),
    Case("1.14", one("yes", 0.667)),
    Case("1.14", one("yes", 0.68), ("above_maximum",)),
    Case("1.14", one("no", 0)),
    Case("2.1", {"self_points": 30}, ("survey_row_self_scored",)),
    Case("2.1", {}),
    Case("2.2", {"self_points": 0}, ("system_row_self_scored",)),
    Case("2.2", {}),
    Case("3.1", {}),
    Case("3.1", one(3, 1.5)),
    Case("4.1", {"self_points": -2}, ("deduction_self_scored",)),
    Case("4.1", {}),
)  # fmt: skip
# Rows without fault, for the criteria of which a form holds no case.
CLEAN = {
    "1.1": share(45, 50, 1), "1.2": one("yes", 1), "1.3": share(2, 3, 2.22), "1.4": share(60, 100, 1.5),
    "1.5": one(2, 1), "1.6": one((1, 3), 0.75), "1.7": one("department", 1.5), "1.8": one("late", 0.5),
    "1.9": one(date(2025, 5, 1), 1), "1.10": one(0, 2), "1.11": one("none", 1), "1.12": one(None, 0.5),
    "1.14": one("yes", 0.67), "3.1": one(3, 1.5), "3.2": one("yes", 1),
}  # fmt: skip
OUTSIDE = {"1.13": "Xã không có thẩm quyền"}


def packed() -> list[list[Case]]:
    """Return the cases, each form holding at most one case of a criterion."""
    forms: list[list[Case]] = []
    for case in CASES:
        free = next((form for form in forms if all(other.code != case.code for other in form)), None)
        if free is None:
            forms.append(free := [])
        free.append(case)
    return forms


def drawn(seed: int) -> dict:
    """Return a form filled at random, near the boundaries of the rules; the same seed gives the same form."""
    draw = random.Random(seed)
    return {code: _row_of(draw, item) for code, item in criteria().items.items() if item.leaf}


def _row_of(draw: random.Random, item: Criterion) -> dict:
    row = {"self_points": _points_of(draw, item)} | _declared_of(draw, item.rule)
    for field, value in DOCUMENT.items():
        if draw.random() < 0.8:
            row[field] = value
    if draw.random() < 0.2:
        row["explanation"] = draw.choice(["Đã báo cáo Sở Nội vụ", "-"])
    if draw.random() < 0.2:
        row["applicability"] = draw.choice(["applies", "no_case", "not_applicable", "KPS", "không rõ", "-"])
        row["applicability_reason"] = draw.choice([None, "Không có nhiệm vụ", "…"])
    return {field: value for field, value in row.items() if value is not None}


def _points_of(draw: random.Random, item: Criterion):
    most = float(item.maximum)
    near = [most, most + 0.01, most - 0.01, most / 2, round(most, 2), most * 0.75, 0, 0, -0.5, None, 0.25, 1, 1.5, "-"]
    return draw.choice(near)


def _declared_of(draw: random.Random, rule) -> dict:
    if draw.random() < 0.1:
        return {}
    if rule.measure in ("rate", "ratio"):
        whole = draw.choice([0, 3, 10, 50, 99, 100])
        return {"declared": draw.choice([0, whole, round(whole * 0.7), round(whole * 0.9), round(whole * 0.8), whole + 1]),
                "denominator": draw.choice([whole, whole, whole, None])}  # fmt: skip
    if rule.measure == "count":
        return {"declared": draw.choice([0, 1, 2, 3, 5, -1, "không có"])}
    if rule.measure == "date":
        return {"declared": date(2025, 12, 31) + timedelta(draw.choice([-300, -1, 0, 1, 14, 15, 16]))}
    if rule.measure == "word":
        return {
            "declared": draw.choice(["Có", "no", "on_time", "late", "none", "province", "department", "minor", "x"])
        }
    if rule.measure == "ticks":
        return {"declared": draw.choice(["1", "1; 2", "1;2;3", "2,3", "3", "4", "không", (1, 3), 2])}
    return {}
