"""A study of two invented departments that send forms, small enough to work out by hand; written as files."""

import csv
import shutil

import small_decisions
import xlsxwriter
import yaml

from analysis.paths import PROJECT

UNITS = [("tt-so-mot", "Sở Thử nghiệm Một"), ("tt-so-hai", "Sở Thử nghiệm Hai")]
ROWS = [
    {"criterion_code": "total", "parent_code": "", "max_points": "10", "points_from": "children", "title_vi": "Tổng"},
    {"criterion_code": "1", "parent_code": "total", "max_points": "6", "points_from": "children", "title_vi": "Chỉ đạo"},
    {"criterion_code": "1.1", "parent_code": "1", "max_points": "2", "rule": "all_or_nothing", "title_vi": "Ban hành kế hoạch"},
    {"criterion_code": "1.2", "parent_code": "1", "max_points": "4", "rule": "proportional", "on_no_case": "leave_out",
     "title_vi": "Tỷ lệ hồ sơ đúng hạn"},
    {"criterion_code": "2", "parent_code": "total", "max_points": "4", "points_from": "survey", "rule": "survey",
     "rule_terms": "100; 60; 20; 0", "title_vi": "Điều tra xã hội học"},
]  # fmt: skip
HEADINGS = {
    "code": "STT", "title": "Tiêu chí", "max_points": "Điểm tối đa", "declared": "Số liệu kê khai",
    "self_points": "Điểm tự đánh giá", "evidence": "Tài liệu kiểm chứng", "explanation": "Giải trình",
    "applicability": "Áp dụng", "appraisal_1": "Thẩm định lần 1", "opinion_1": "Ý kiến thẩm định",
    "appraisal_2": "Thẩm định lần 2",
}  # fmt: skip
EVIDENCE = "12/KH-STN ngày 15/3/2024, trang 2"
FULL = {
    "1.1": {"declared": "Có", "self_points": 2, "evidence": EVIDENCE},
    "1.2": {"declared": "45/50", "self_points": 3.6, "evidence": "Báo cáo số 30/BC-STN ngày 20/12/2024, trang 5"},
}
WEIGHTS = {"kind": "spread", "spread": 0.25, "reason": {"vi": "Thử", "en": "Trial"}}
SURVEY = ["year", "unit_code", "criterion_code", "respondents_group", "issued", "returned", "valid",
          "answer_1", "answer_2", "answer_3", "answer_4"]  # fmt: skip


def write(root, forms=None, survey=None, functions=None, corrections=None, units=UNITS, **settings):
    """Write the study `small` and return its folder.

    forms : {file name: (unit name, {code: {field: value}}, round words)}. survey, functions : rows of those tables.
    """
    small_decisions.write(root, ROWS, scale=10)
    shutil.copytree(PROJECT / "tests" / "toy" / "data" / "reference", root / "data" / "reference", dirs_exist_ok=True)
    folder = root / "data" / "studies" / "small"
    (folder / "submissions").mkdir(parents=True)
    (folder / "study.yml").write_text(yaml.safe_dump(_settings(len(units)) | settings, allow_unicode=True), "utf-8")
    (folder / "corrections.yml").write_text(
        yaml.safe_dump({"corrections": corrections or []}, allow_unicode=True), "utf-8"
    )
    header = [
        "unit_code",
        "name_vi",
        "name_en",
        "kind",
        "province_code",
        "region",
        "city",
        "appraises",
        "appraises_basis",
        "block",
    ]
    _table(folder / "units.csv", header, [[code, name, "", "so", "", "", "", "no", "", "so"] for code, name in units])
    if survey is not None:
        _table(folder / "survey.csv", SURVEY, survey)
    if functions is not None:
        _table(folder / "functions.csv", ["unit_code", "criterion_code", "reason"], functions)
    both = {f"{code}.xlsx": (name, of_unit(place), "") for place, (code, name) in enumerate(UNITS)}
    for name, (unit, filled, words) in (both if forms is None else forms).items():
        form(folder / "submissions" / name, unit, filled, words)
    return folder


def of_unit(place):
    """Return a full form of a unit; every unit cites documents of its own."""
    cited = {code: row["evidence"].replace("STN", f"STN{place}") for code, row in FULL.items()}
    return {code: row | {"evidence": cited[code]} for code, row in FULL.items()}


def _settings(count):
    return {
        "study": "small", "title": {"vi": "Thử", "en": "Trial"}, "status": "synthetic", "years": [2024],
        "as_of": "2025-02-01", "decimal_mark": ",",
        "blocks": {"so": {"framework": "small", "set": "so", "units_in_block": count, "units_known": count}},
        "sensitivity": {"draws": 64, "choices": {"weights": WEIGHTS}, "noise": {}},
        "association": {"outside": []}, "sample": {"selected": False}, "limits": [{"vi": "Thử", "en": "Trial"}],
    }  # fmt: skip


def _table(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def form(path, unit, filled, words=""):
    """Write a form as a unit would make it, without the template."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        sheet.write_string(0, 0, f"Đơn vị: {unit}")
        sheet.write_string(1, 0, "BIỂU TỰ ĐÁNH GIÁ NĂM 2024")
        sheet.write_string(2, 0, words)
        fields = [
            name
            for name in HEADINGS
            if name in ("code", "title", "max_points") or any(name in row for row in filled.values())
        ]
        for column, name in enumerate(fields):
            sheet.write_string(3, column, HEADINGS[name])
        for line, row in enumerate((row for row in ROWS if row["parent_code"]), start=4):
            code = row["criterion_code"]
            values = {"code": code, "title": row["title_vi"], "max_points": float(row["max_points"])} | filled.get(
                code, {}
            )
            for column, name in enumerate(fields):
                if name in values:
                    sheet.write(line, column, values[name])
    return path
