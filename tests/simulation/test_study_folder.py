"""The study folder: complete, readable by the doors of the study, synthetic everywhere, the same bytes again."""

import csv

import pytest
import yaml
from simulated import data_root, province

from analysis import study
from analysis.simulation import study_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = data_root(tmp_path_factory.mktemp("root"))
    made = root / "data" / "studies" / "tests-2025"
    study_folder.write(made, province(2025, "small", "shared"), previous="tests-2024")
    # The study of the year before must be there by name; what it holds is not looked at here.
    (made.parent / "tests-2024").mkdir()
    (made.parent / "tests-2024" / "study.yml").write_text("", "utf-8")
    return made


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_holds_everything_a_study_of_forms_needs(folder):
    names = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix != ".xlsx" and path.is_file()
    }
    assert names == {
        "README.md", "appraisals.csv", "corrections.yml", "emulation_groups.csv", "functions.csv", "lineage.csv", "outside.csv",
        "study.yml", "survey.csv", "units.csv", "truth/planted.csv", "truth/quality.csv", "truth/severity.csv",
        "truth/true_scores.csv", "truth/unfairness.csv",
    }  # fmt: skip
    assert len(list((folder / "submissions").glob("*.xlsx"))) == 12


def test_the_study_loads_and_says_that_it_is_synthetic(folder):
    loaded = study.load(folder)
    assert loaded.synthetic and loaded.years == (2025,) and loaded.previous == "tests-2024" and loaded.draws == 1024
    assert loaded.blocks["so"].complete(2025) and loaded.blocks["xa"].units_known == {2025: 6}
    content = yaml.safe_load((folder / "study.yml").read_text("utf-8"))
    assert "mô phỏng" in content["title"]["vi"] and content["rounds"][0] == "self"
    readme = (folder / "README.md").read_text("utf-8")
    assert (
        "dữ liệu mô phỏng" in readme
        and "--name tests --seed tests --size small --design shared --faults none" in readme
    )


def test_tables_name_units_of_the_province_only(folder):
    units = {row["unit_code"] for row in rows(folder / "units.csv")}
    for name in ("survey.csv", "functions.csv", "outside.csv", "appraisals.csv", "lineage.csv"):
        assert {row["unit_code"] for row in rows(folder / name)} <= units


def test_a_body_that_is_not_assessed_stands_among_the_units(folder):
    units = {row["unit_code"]: row for row in rows(folder / "units.csv")}
    assert units["mp-so-van-phong-ubnd"]["block"] == "" and units["mp-so-van-phong-ubnd"]["appraises"] == "yes"
    assert units["mp-so-y-te"]["appraises"] == "no" and units["mp-xa-003"]["appraises"] == ""


def test_the_same_province_gives_the_same_bytes(folder, tmp_path):
    again = tmp_path / "data" / "studies" / "tests-2025"
    study_folder.write(again, province(2025, "small", "shared"), previous="tests-2024")
    for path in (one for one in folder.rglob("*") if one.is_file()):
        assert path.read_bytes() == (again / path.relative_to(folder)).read_bytes(), path.name


def test_one_form_in_five_is_on_the_template_and_each_layout_occurs():
    layouts = [one.layout for one in study_folder.plans(province(2025, "small", "shared"))]
    assert layouts.count("template") == 3 and len(set(layouts)) == 5


def test_a_folder_that_exists_is_not_written_over(folder):
    with pytest.raises(FileExistsError):
        study_folder.write(folder, province(2025, "small", "shared"))
