"""Forms as other hands send them: right ones stay quiet, and each cause of trouble is told once, at its cell."""

import datetime
import unicodedata
from types import SimpleNamespace

import pytest
from forms.other_hands import ABOVE, FIRST_LINE, HEADINGS, Raw, changed, grid, rows, write

from analysis import framework
from analysis.forms import single
from analysis.forms.checks.study_level import names
from analysis.forms.evidence import documents
from analysis.forms.examine import examine
from analysis.forms.form import Form
from analysis.forms.reading import read
from analysis.paths import PROJECT
from analysis.problems import problem

NOTED = ("evidence_without_page", "same_evidence_many_rows")
DATE = datetime.date


def found(tmp_path, sheets, **how):
    """Return {(rule, cell)} of a form written by another hand."""
    problems, _ = single.check(PROJECT, write(tmp_path / "bieu.xlsx", sheets, **how))
    return [(one.rule, one.cell) for one in problems if one.rule not in NOTED]


def messages(tmp_path, sheets):
    return [one.message_vi for one in single.check(PROJECT, write(tmp_path / "bieu.xlsx", sheets))[0]]


def with_codes(change):
    return grid([row | {"code": change(row["code"])} for row in rows()])


def as_date(code):
    parts = [int(part) for part in code.split(".")]
    if len(parts) == 1 or parts[1] > 12:
        return code
    return DATE(2026, parts[1], parts[0]) if len(parts) == 2 else DATE(2000 + parts[2], parts[1], parts[0])


def repeated_pages():
    """Return a form whose heading comes again on every page, with a line of words above and numbers below it."""
    page = [["(Tiếp theo trang trước)"], list(HEADINGS.values()), [f"({column})" for column in range(1, 13)]]
    lines = grid()
    for place in range(len(lines) - 20, FIRST_LINE, -20):
        lines[place:place] = page
    return lines


def foot():
    signed = [
        ["", "", "", "", "", "Mô phỏng, ngày 12 tháng 01 năm 2026"],
        ["NGƯỜI LẬP BIỂU", "", "", "", "", "CHỦ TỊCH"],
    ]
    return [*grid(), [], *signed, ["(Ký, ghi rõ họ tên)"]]


def below(code, *lines):
    """Return a form with lines put in below a criterion."""
    cells = grid()
    place = next(place for place, row in enumerate(cells) if row and row[0] == code) + 1
    return [*cells[:place], *map(list, lines), *cells[place:]]


def domains_in_one_cell():
    roman = dict(zip("123456789", ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"), strict=True))
    return grid(
        [
            row | {"code": f"{roman[row['code']]}. {row['title']}", "title": ""} if row["code"] in roman else row
            for row in rows()
        ]
    )


QUIET = {
    "as it should be": (grid(), {}),
    "strict": (grid(), {"strict": True}),
    "dates since 1904": (grid(), {"since_1904": True}),
    "letters with marks apart": (
        [[unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row] for row in grid()], {}
    ),
    "codes with commas": (with_codes(lambda code: code.replace(".", ",")), {}),
    "three blank columns first": ([["", "", "", *row] for row in grid()], {}),
    "fifteen lines above": ([[f"Dòng {line}"] for line in range(15)] + grid(), {}),
    "heading on every page": (repeated_pages(), {}),
    "signed below": (foot(), {}),
    "a remark in the column of codes": (below("1.4.2", ["Ghi chú: chấm theo hướng dẫn"]), {}),
    "lines of the rule with dashes": (below("1.1.3", ["-", "Trên 90%: 0,75"], ["+", "Dưới 90%: 0"]), {}),
    "domains in one wide cell": (domains_in_one_cell(), {}),
    "the sum of a domain": (below("1.5.2", ["", "Tổng I", "", "", "", 9.25]), {}),
    "a plan of December before": (grid(changed("1.1.1", date=DATE(2024, 12, 15), declared=DATE(2024, 12, 15))), {}),
    "nought with a reason": (
        grid(changed("2.4.1", declared=0.0, points=0.0, number="Không", date="", page="", explanation="Thiếu kinh phí")), {}
    ),
    "no case with a reason": (
        grid(changed("1.3.3", declared="", denominator="", points="", number="", date="", page="",
                     applies="Không phát sinh trong kỳ", reason="Không có vấn đề phát hiện")), {}
    ),
    "codes before the titles": (grid([row | {"title": f"{row['code']}. {row['title']}"} for row in rows()]), {}),
    "maxima behind the titles": (grid([row | {"title": f"{row['title']} (1,0 điểm)"} for row in rows()]), {}),
    "a count with its unit": (grid(changed("2.4.1", declared="20 lần")), {}),
    "a date in words": (grid(changed("1.1.3", date="ngày 5 tháng 3 năm 2025")), {}),
    "a date as Excel shows it in Vietnamese": (grid(changed("1.1.3", date="5 thg 3, 2025")), {}),
}  # fmt: skip
ONCE = {
    "codes that became dates": (with_codes(as_date), [("codes_recovered", "A7")]),
    "no codes": (with_codes(lambda code: ""), [("code_by_title", "A6")]),
    "running numbers": (grid([row | {"code": float(n)} for n, row in enumerate(rows(), 1)]), [("code_by_title", "A7")]),
    "a failed formula": (
        grid(changed("1.1.1", points=Raw(' t="e"><f>1/0</f><v>#DIV/0!</v></c>'))), [("not_a_number", "F8")]
    ),
    "a formula without a value": (
        grid(changed("1.1.1", points=Raw("><f>1-0</f></c>"))), [("formula_without_value", "F8")]
    ),
    "points without a heading": (grid(headings=[*list(HEADINGS.values())[:5], "", *list(HEADINGS.values())[6:]]),
                                 [("no_points_column", "A5")]),
    "points under a heading nobody knows": (
        grid(headings=["Điểm tự đánhgiá" if one == "Điểm tự đánh giá" else one for one in HEADINGS.values()]),
        [("no_points_column", "F5")],
    ),
    "last year's points in a column of their own": (
        [row if place < 4 else [*row, "Điểm tự đánh giá năm 2024" if place == 4 else 0.5] for place, row in enumerate(grid())],
        [("heading_twice", "M5")],
    ),
    "no evidence but the word for it": (
        grid(changed("1.1.3", number="Không có", date="", page="")), [("no_evidence_no_explanation", "G10")]
    ),
    "a million is no count": (grid(changed("2.4.1", declared="20 triệu")), [("not_a_number", "D35")]),
    "the sum of a domain that is wrong": (below("1.5.2", ["", "Tổng I", "", "", "", 9.0]), [("typed_total_differs", "F24")]),
    "last year's sheet before this year's": (
        {"2024": grid(above=[*ABOVE[:2], ["BIỂU TỰ ĐÁNH GIÁ NĂM 2024"], []]), "2025": grid()}, [("second_table", "")]
    ),
    "a sheet for every domain": (
        {str(n): grid([row for row in rows() if row["code"].split(".")[0] == str(n)]) for n in range(1, 11)},
        [("several_tables", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_is_right_stays_quiet(name, tmp_path):
    sheets, how = QUIET[name]
    assert found(tmp_path, sheets, **how) == []


@pytest.mark.parametrize("name", ONCE)
def test_each_cause_is_told_once(name, tmp_path):
    sheets, expected = ONCE[name]
    assert found(tmp_path, sheets) == expected


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        ({"points": DATE(2025, 2, 1)}, "định dạng ô là Số"),
        ({"points": "Không phát sinh"}, "chọn ở cột áp dụng"),
        ({"points": Raw(' t="b"><v>1</v></c>')}, "“TRUE”"),
    ],
)
def test_points_that_are_none_come_with_the_way_out(cells, hint, tmp_path):
    (said,) = messages(tmp_path, grid(changed("1.1.1", **cells)))
    assert hint in said and "F8" in said


def test_a_bonus_cut_to_its_bounds_is_named_in_the_total(tmp_path):
    points = sum(row.get("points", 0) for row in rows())
    said = [
        one for one in messages(tmp_path, [*grid(), ["", "TỔNG CỘNG", 100.0, "", "", points]]) if "tổng điểm" in one
    ]
    assert len(said) == 1 and "điểm thưởng, điểm trừ chỉ tính trong mức" in said[0]


@pytest.mark.parametrize(
    ("framework_id", "code", "rule"),
    [("illustrative-2025", "so", "wrong_unit_kind"), ("illustrative-2024", "xa", "former_decision")],
)
def test_a_form_of_another_set_that_shares_codes_and_titles_is_told_once(framework_id, code, rule, tmp_path):
    own, other = framework.load(PROJECT, "illustrative-2025"), framework.load(PROJECT, framework_id)[code]
    form = read(write(tmp_path / "bieu.xlsx", grid(rows(code, 2025, framework_id))), [own["xa"], own["so"]])
    (said,) = [one for one in examine(form, own["xa"], 2025, others=(other,))[1] if one.severity == "error"]
    assert said.rule == rule and said.found != said.expected


def test_a_file_that_cannot_be_read_is_not_also_of_an_unknown_unit():
    broken = Form(
        "Thumbs.db",
        problems=[problem("unknown_ending", texts="reading", file="Thumbs.db", found=".db", expected=".xlsx")],
    )
    assert list(names([SimpleNamespace(form=broken, unit=None)], {})) == []
    (said,) = names([SimpleNamespace(form=Form("a.xlsx"), unit=None)], {})
    assert said.rule == "unit_unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45/KH-UBND\nngày 05/01/2025\ntrang 2", [("45/KH-UBND", DATE(2025, 1, 5), "trang 2")]),
        ("KH 45/KH-UBND ngày 5/1/2025 của\nUBND xã; trang 3", [("45/KH-UBND", DATE(2025, 1, 5), "trang 3")]),
        (
            "Căn cứ Quyết định 876/QĐ-BNV ngày 10/11/2022, UBND xã ban hành Kế hoạch 45/KH-UBND ngày 05/01/2025",
            [("45/KH-UBND", DATE(2025, 1, 5), "")],
        ),
        ("Không có", []),
    ],
)
def test_documents_are_known_in_the_ways_people_write_them(text, expected):
    assert [(one.number, one.date, one.page) for one in documents({"evidence": text})] == expected
