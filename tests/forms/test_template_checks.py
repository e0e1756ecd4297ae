"""The workbook's own checks, recalculated by a spreadsheet program, against values worked by hand and against Python's."""

import shutil
import subprocess
from itertools import product

import pytest
from forms import template_case
from forms.template_case import CASES, CLEAN, HEAD, OUTSIDE, YEAR, packed

from analysis.forms import catalogue, examine, reading, template, template_checks
from analysis.forms.template_conditions import ORDER

DRAWN = 12
SPREADSHEET = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Return [(cases, form as written, form recalculated)]; one form has no case and no fault, forms drawn at random None."""
    if SPREADSHEET is None:
        pytest.skip("soffice is missing: install LibreOffice Calc to hold the workbook's checks to Python's")
    folder = tmp_path_factory.mktemp("forms")
    criteria, written = template_case.criteria(), []
    filled = [(cases, CLEAN | {case.code: case.values for case in cases}) for cases in [*packed(), []]]
    filled += [(None, template_case.drawn(seed)) for seed in range(DRAWN)]
    for place, (cases, values) in enumerate(filled):
        path = folder / f"form_{place}.xlsx"
        template.write(path, criteria, HEAD, values, outside=OUTSIDE)
        written.append((cases, path))
    recalculated(folder, [path for _, path in written])
    return [(cases, path, folder / "out" / path.name) for cases, path in written]


@pytest.fixture(scope="module")
def known(forms):
    """Return the forms whose faults were worked by hand."""
    return [form for form in forms if form[0] is not None]


def recalculated(folder, paths):
    probe = folder / "probe.csv"
    probe.write_text("1\n", "utf-8")
    profile = (folder / "profile").as_uri()
    command = [SPREADSHEET, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    done = subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(probe), *map(str, paths)],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    if not (folder / "out" / "probe.xlsx").exists():
        pytest.skip(f"soffice cannot open tables here, LibreOffice Calc is missing: {done.stderr.strip()[-200:]}")


@pytest.fixture(scope="module")
def matrices(known):
    return [(cases, template_checks.check_matrix(path)) for cases, _, path in known]


def test_the_cases_use_every_check_of_the_workbook_and_every_kind_of_rule():
    used = {check for case in CASES for check in case.checks}
    assert used == set(ORDER) == {one.id for one in catalogue.checks().values() if one.in_workbook}
    assert len(CASES) >= 60


def test_every_case_meets_exactly_the_checks_worked_by_hand(matrices):
    for cases, matrix in matrices:
        for case in cases:
            found = {check for check in ORDER if matrix[case.code, check]}
            assert found == set(case.checks), case


def test_rows_without_a_fault_stay_quiet(matrices):
    for cases, matrix in matrices:
        others = set(CLEAN) - {case.code for case in cases}
        assert {(code, check) for code, check in product(others, ORDER) if matrix[code, check]} == set()


def test_the_workbook_finds_what_the_catalogue_of_python_finds(forms):
    criteria = template_case.criteria()
    for cases, written, path in forms:
        matrix = template_checks.check_matrix(path)
        form = reading.read(written, [criteria])
        _, problems = examine.examine(form, criteria, YEAR, outside=OUTSIDE)
        python = {(one.criterion_code, one.rule) for one in problems if one.rule in ORDER}
        strict = {case.code for case in cases or () if case.typed_as_text}
        workbook = {key for key, found in matrix.items() if found}
        assert {one for one in workbook ^ python if one[0] not in strict} == set(), cases


def test_a_form_without_a_fault_meets_no_error_and_no_warning_of_the_whole_catalogue(known):
    criteria = template_case.criteria()
    cases, written, _ = known[-1]
    _, problems = examine.examine(reading.read(written, [criteria]), criteria, YEAR, outside=OUTSIDE)
    assert cases == [] and [one for one in problems if one.severity != "note"] == []


def test_one_cell_says_whether_the_form_can_be_sent(known):
    for cases, _, path in known:
        checks = [check for case in cases for check in case.checks]
        errors = sum(catalogue.checks()[check].severity == "error" for check in checks)
        texts = cells(path, "Biểu tự đánh giá")
        assert ("Đủ điều kiện gửi" if not errors else f"Còn {errors} lỗi") in texts
        assert f"{len(checks) - errors} cảnh báo" in texts
        assert ("Đủ điều kiện gửi" if not errors else f"Còn {errors} lỗi") in cells(path, "Kiểm tra")


def test_a_row_says_what_to_mend_first_and_which_points_the_figures_give(known):
    (path,) = [path for cases, _, path in known if any(case == CASES[1] for case in cases)]
    line = next(row for row in table(path, "Kiểm tra") if row[0] == "1.1")
    assert line[7] == "Điểm tự đánh giá không khớp số liệu kê khai. Theo số liệu kê khai: 1 điểm."


def test_sums_of_a_clean_form_are_the_cached_ones_and_a_bonus_stops_at_its_cap(known):
    _, written, path = known[-1]
    # 1 + 1 + 2.22 + 1.5 + 1 + 0.75 + 1.5 + 0.5 + 1 + 2 + 1 + 0.5 + 0.67 = 14.64; bonus 1.5 + 1, at most 2
    expected = {"1": 14.64, "2": 0, "3": 2, "4": 0, "": 16.64}
    for file in (written, path):
        rows = {str(row[0]): row[7] for row in table(file, "Biểu tự đánh giá") if row[1] and row[7] != ""}
        assert {code: pytest.approx(rows[code]) for code in expected} == expected


def test_totals_of_a_domain_leave_out_what_the_unit_does_not_score(known):
    rows = {str(row[0]): row for row in table(known[-1][2], "Kiểm tra")}
    # 2 + 1 + 10/3 + 2 + 1.5 + 1 + 2 + 1 + 1 + 2 + 1 + 1 + 2/3, without the row outside its functions
    assert rows["1"][3] == pytest.approx(19.5)
    assert rows["1"][4] == pytest.approx(100 * 14.64 / 19.5)
    assert rows["2"][3] == 0 and rows["2"][4] == ""


def table(path, sheet):
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
        return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def cells(path, sheet):
    return [cell for row in table(path, sheet) for cell in row]
