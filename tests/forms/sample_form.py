"""A small set of criteria with every measure, a form that is right in every row, and what checks say of changes to it."""

import datetime
from fractions import Fraction

from analysis import rules
from analysis.criteria_set import CriteriaSet
from analysis.criterion import Criterion
from analysis.forms.examine import examine
from analysis.forms.form import Form, FormRow

YEAR = 2025
UNIT = {"unit_code": "00-xa-binh-an", "name_vi": "UBND xã Bình An", "kind": "xa", "block": "xa"}
SHEET = "Biểu"
COLUMNS = (
    "code", "title", "max_points", "declared", "denominator", "self_points", "evidence_number", "evidence_date",
    "evidence_page", "evidence_link", "explanation", "applicability", "applicability_reason", "appraisal_1", "opinion_1",
    "appraisal_2", "opinion_2", "survey_points",
)  # fmt: skip
FIRST_LINE = 5
PLAN_WINDOW = "Y-1-11-01..Y-03-31"


def criterion(code, parent, maximum, kind="unknown", terms="", **more):
    """Return one criterion; `more` are fields of Criterion."""
    usual = {
        "title_vi": f"Tên tiêu chí số {code}", "title_en": f"Title of criterion {code}", "minimum": Fraction(0),
        "part": "main", "points_from": "appraisal", "on_no_case": "unknown", "figures_vi": "Số đạt / Tổng số",
        "figures_en": "Met / All", "evidence_vi": "Báo cáo năm", "evidence_en": "Yearly report", "appraised_by": "",
        "window": "", "due": "", "article": "", "confidence": "", "applies": True, "leaf": True,
        "level": code.count(".") + 1,
    }  # fmt: skip
    rule = rules.parse(kind, terms)
    return Criterion(code=code, parent=parent, maximum=Fraction(maximum), rule=rule, **usual | more)


def inner(code, parent, maximum, **more):
    """Return one criterion that has others below it."""
    return criterion(code, parent, maximum, "sum_of_children", leaf=False, points_from="children", **more)


ITEMS = (
    inner("total", "", 20, level=0),
    inner("1", "total", "5.5"),
    inner("1.1", "1", "4.5"),
    criterion("1.1.1", "1.1", 1, "steps", "date; <= Y-01-15: 1; <= Y-01-31: 0.5; else: 0", window=PLAN_WINDOW, due="Y-01-15"),
    criterion("1.1.2", "1.1", "1.5", "tick_list", "0.5; 0.5; 0.5", window=PLAN_WINDOW),
    criterion("1.1.3", "1.1", 2, "steps", "rate; > 90: 2; >= 70: 1; else: 0", on_no_case="leave_out"),
    inner("1.2", "1", 1),
    criterion("1.2.1", "1.2", "0.5", "per_item", "each=0.25"),
    criterion("1.2.2", "1.2", "0.5", "steps", "word; on_time: 0.5; late: 0.25; none: 0", window="Y-11-15..Y+1-01-31",
              due="Y-12-10"),
    inner("2", "total", "8.5"),
    criterion("2.1", "2", "10/3", "proportional", on_no_case="full"),
    criterion("2.2", "2", "7/6", "all_or_nothing"),
    criterion("2.3", "2", 2, "proportional_to_threshold", "full_at=80", on_no_case="zero"),
    criterion("2.10", "2", 2, "all_or_nothing"),
    inner("3", "total", 6),
    criterion("3.1", "3", 4, "survey", "100; 60; 20; 0", points_from="survey"),
    criterion("3.2", "3", 1, "proportional", points_from="system"),
    criterion("3.3", "3", 1, "all_or_nothing", applies=False),
    inner("9", "total", 1, part="bonus"),
    criterion("9.1", "9", 1, "per_item", "each=0.5", part="bonus"),
    criterion("10", "total", 0, "deduction_by_severity", "none: 0; minor: 50; serious: 100", part="deduction",
              points_from="deduction", minimum=Fraction(-1)),
)  # fmt: skip


def criteria(items=ITEMS, **more):
    """Return the set; `more` are fields of CriteriaSet."""
    usual = {
        "framework": "small-2025", "code": "xa", "title": {"vi": "Bộ tiêu chí xã", "en": "Communes"}, "criteria": None,
        "rank_rule": "competition", "decimals": 2, "rank_on": "printed", "not_applicable": "per_cent", "classes": (),
        "decision": {"issuer": "UBND tỉnh", "number": "2691/QĐ-UBND", "date": "2025-11-24"}, "unit_kinds": ("xa",),
        "completeness": "complete",
    }  # fmt: skip
    return CriteriaSet(items={one.code: one for one in items}, **usual | more)


CRITERIA = criteria()
REPORT = {"evidence_number": "250/BC-UBND", "evidence_date": datetime.date(2025, 12, 5), "evidence_page": "trang 3"}
PLAN = {"evidence_number": "12/KH-UBND", "evidence_date": datetime.date(2024, 12, 20), "evidence_page": "trang 1"}
# Points by hand: 97 of 100 is above 90 %; 3 of 4 of 10/3 is 2.5; 60 % of a threshold of 80 % gives three quarters of 2.
RIGHT = {
    "1.1.1": {"declared": datetime.date(2024, 12, 20), "self_points": 1.0, **PLAN},
    "1.1.2": {"declared": "1; 3", "self_points": 1.0, **PLAN},
    "1.1.3": {"declared": 97.0, "denominator": 100.0, "self_points": 2.0, **REPORT},
    "1.2.1": {"declared": 1.0, "self_points": "0,25", **REPORT, "evidence_number": "31/BC-UBND"},
    "1.2.2": {"declared": "Đúng hạn", "self_points": 0.5, **REPORT},
    "2.1": {"declared": 3.0, "denominator": 4.0, "self_points": 2.5, **REPORT},
    "2.2": {"self_points": 0.0, "explanation": "Chưa thực hiện trong năm"},
    "2.3": {"declared": 60.0, "denominator": 100.0, "self_points": 1.5, **REPORT},
    "2.10": {"applicability": "Không phát sinh trong kỳ", "applicability_reason": "Không có hồ sơ"},
}  # fmt: skip


def line_of(code):
    """Return the line of a criterion in the form that is right."""
    return FIRST_LINE + [one.code for one in ITEMS if one.parent].index(code)


def cell(field, code):
    """Return the address of a cell in the form that is right."""
    return f"{chr(65 + COLUMNS.index(field))}{line_of(code)}"


def form(changes=None, columns=COLUMNS, right=RIGHT, **more):
    """Return the form that is right, with other cells in some rows; None takes a cell away."""
    rows = [
        FormRow(line_of(one.code), one.code, one.code, one.title_vi, "leaf" if one.leaf else "inner",
                _values(one, right.get(one.code, {}) | (changes or {}).get(one.code, {}), columns))
        for one in ITEMS if one.parent
    ]  # fmt: skip
    usual = {"file": "bieu.xlsx", "sheet": SHEET, "rows": rows, "template": True, "head": head()}
    return Form(columns={name: place for place, name in enumerate(columns)}, **usual | more)


def _values(one, values, columns):
    filled = {"code": one.code, "title": one.title_vi, "max_points": float(one.maximum), **values}
    return {name: value for name, value in filled.items() if value is not None and name in columns}


def head(**more):
    """Return the head of the form that is right."""
    usual = {"unit_name": UNIT["name_vi"], "unit_code": UNIT["unit_code"], "year": str(YEAR), "round": "self"}
    return usual | {"decision": "2691/QĐ-UBND", "framework": "small-2025", "set": "xa"} | more


def problems(changes=None, given=None, criteria_set=CRITERIA, **facts):
    """Return everything the checks say of a form, by default the right one with changes."""
    given = form(changes) if given is None else given
    _, found = examine(given, criteria_set, YEAR, **{"unit": UNIT} | facts)
    return found


def said(changes=None, given=None, **facts):
    """Return [(check, cell)] of everything found, in the order of the cells."""
    return sorted((one.rule, one.cell) for one in problems(changes, given, **facts))
