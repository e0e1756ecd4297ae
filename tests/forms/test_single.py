"""One form without a study, from a real file."""

import csv
import subprocess
import sys

import pytest
import small_decisions

from analysis.forms import single, template
from analysis.paths import PROJECT

HEAD = {"unit_name": "Sở Giả Lập", "unit_code": "00-so-gia-lap", "year": 2024, "round": "self"}
NAMED = [row | {"title_vi": f"Tên tiêu chí {row['criterion_code']}"} for row in small_decisions.EVERY_RULE]
FILLED = {
    "1.1": {"declared": "yes", "self_points": 1, "explanation": "Có sổ theo dõi"},
    "1.2": {"declared": 97, "denominator": 100, "self_points": 2, "explanation": "Có sổ theo dõi"},
    "1.3": {"declared": "on_time", "self_points": 1, "explanation": "Có sổ theo dõi"},
    "1.4": {"declared": (1, 3), "self_points": 1.5, "explanation": "Có sổ theo dõi"},
    "1.5": {"applicability": "no_case", "applicability_reason": "Không có hồ sơ"},
    "2.1": {"declared": 40, "denominator": 100, "self_points": "1,67", "explanation": "Có sổ theo dõi"},
    "2.2": {"declared": 2, "self_points": 1, "explanation": "Có sổ theo dõi"},
    "2.3": {"declared": "none", "self_points": 2, "explanation": "Có sổ theo dõi"},
}


@pytest.fixture
def root(tmp_path):
    return small_decisions.write(tmp_path, NAMED)


def written(root, changes=None, **head):
    criteria = small_decisions.load(root, NAMED)
    path = root / "bieu.xlsx"
    template.write(path, criteria, HEAD | head, {**FILLED, **(changes or {})})
    return path


def checked(root, path):
    problems, facts = single.check(root, path)
    return [(one.rule, one.cell) for one in problems if one.severity == "error"], facts


def test_a_right_form_has_no_errors_and_says_what_it_was_checked_against(root):
    found, facts = checked(root, written(root))
    assert found == []
    assert facts == {"rows": 12, "framework": "small", "set": "so", "year": 2024, "title": "Giả lập"}


def test_a_wrong_cell_is_found_at_its_place(root):
    found, _ = checked(root, written(root, {"1.1": {"declared": "yes", "self_points": 3, "explanation": "x"}}))
    assert [rule for rule, _ in found if rule != "typed_total_differs"] == ["above_maximum"]


def test_a_form_without_a_head_is_known_by_its_titles(root):
    path = root / "bieu.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Giải trình"])
        for row in NAMED[1:]:
            scored = row.get("points_from", "appraisal") == "appraisal" and row.get("rule")
            rows.writerow([row["criterion_code"], row["title_vi"], "", "0" if scored else "", "Chưa làm"])
    found, facts = checked(root, path)
    assert found == [] and facts["framework"] == "small" and facts["rows"] == 12


def test_a_form_of_nothing_known_is_refused_in_one_sentence(root):
    path = root / "khac.csv"
    path.write_text("STT,Tiêu chí,Điểm tối đa,Điểm tự đánh giá\n1.1,Việc khác hẳn,1,1\n", "utf-8")
    found, facts = checked(root, path)
    assert found == [("no_criteria", "")] and facts == {"rows": 0}


def test_what_is_no_form_is_said_so_and_nothing_breaks(root):
    for name, content in (("a.xlsx", b""), ("b.xlsx", b"PK\x03\x04rest"), ("c.csv", b"\xff\xfe\x00")):
        (root / name).write_bytes(content)
        problems, facts = single.check(root, root / name)
        assert problems and facts == {"rows": 0}
    problems, _ = single.check(root, root / "khong-co.xlsx")
    assert problems


def test_a_broken_framework_elsewhere_does_not_stop_the_check_of_a_form(root):
    path = written(root)
    other = root / "data" / "frameworks" / "hong"
    other.mkdir()
    (other / "framework.yml").write_text("replaces: small\nsets: [", "utf-8")
    assert checked(root, path)[0] == []


def test_the_heavy_packages_of_the_runs_are_not_loaded():
    heavy = ("scipy", "matplotlib", "docx", "xlsxwriter")
    code = f"import sys; from analysis.forms import single; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT / "src", check=True)
    assert done.stdout.strip() == "[]"
