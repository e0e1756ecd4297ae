"""The command `template`: a form for every unit of a study."""

import csv
import shutil
from fractions import Fraction

import pytest
import small_decisions
import small_study
import yaml

from analysis import study as studies
from analysis.awards import facts, rules
from analysis.forms import template_command
from analysis.forms.reading import read
from analysis.forms.template_command import same_criteria
from analysis.paths import PROJECT, studies_folder


@pytest.fixture
def root(tmp_path):
    functions = [["tt-so-hai", "1.2", "Không tiếp nhận hồ sơ"]]
    small_study.write(tmp_path, functions=functions)
    return tmp_path


def written(root):
    return sorted((root / "outputs" / "small" / "templates").glob("*.xlsx"))


def test_every_unit_gets_its_own_form_that_the_reader_knows_again(root, capsys):
    assert template_command.write_templates(root, "small", "small", "") == 0
    criteria = small_decisions.framework.load(root, "small")["so"]
    forms = [read(path, [criteria]) for path in written(root)]
    assert [one.head["unit_code"] for one in forms] == ["tt-so-hai", "tt-so-mot"]
    assert all(one.template and one.head["year"] == "2024" for one in forms)
    assert {row.code for row in forms[0].rows} >= {"1.1", "1.2", "2"}
    assert "data/studies/small/submissions" in capsys.readouterr().out


def test_what_lies_outside_the_functions_is_filled_in(root):
    template_command.write_templates(root, "small", "small", "")
    criteria = small_decisions.framework.load(root, "small")["so"]
    said = {
        path.stem: next(row.values.get("applicability") for row in read(path, [criteria]).rows if row.code == "1.2")
        for path in written(root)
    }
    assert said["tt-so-hai"] == "Không thuộc chức năng, nhiệm vụ" and said["tt-so-mot"] != said["tt-so-hai"]


def test_one_unit_alone_can_be_named(root):
    assert template_command.write_templates(root, "small", "small", "tt-so-mot") == 0
    assert [path.stem for path in written(root)] == ["tt-so-mot"]


@pytest.mark.parametrize(("framework", "unit", "said"), [("other", "", "small"), ("small", "tt-so-ba", "tt-so-mot")])
def test_a_wrong_name_is_answered_with_those_that_there_are(root, capsys, framework, unit, said):
    assert template_command.write_templates(root, framework, "small", unit) == 2
    assert said in capsys.readouterr().err and not written(root)


def test_a_study_that_is_not_there_is_a_wrong_call_that_names_those_that_are(root, capsys):
    assert template_command.write_templates(root, "small", "nowhere", "") == 2
    assert "Các đợt hiện có: " in capsys.readouterr().err


def test_a_study_without_units_is_told_to_list_them(root, capsys):
    (root / "data" / "studies" / "small" / "units.csv").unlink()
    (root / "data" / "studies" / "small" / "functions.csv").unlink()
    assert template_command.write_templates(root, "small", "small", "") == 2
    assert "units.csv" in capsys.readouterr().err


def test_last_years_points_are_printed_for_the_unit_that_took_over(root):
    # The unit of this year took over tt-so-mot, which had 2 and 3.6 points on the same criteria.
    folder = root / "data" / "studies" / "later"
    (folder / "submissions").mkdir(parents=True)
    old = folder.with_name("small")
    settings = yaml.safe_load((old / "study.yml").read_text("utf-8"))
    blocks = {"so": settings["blocks"]["so"] | {"units_in_block": 1, "units_known": 1}}
    settings |= {"study": "later", "years": [2025], "previous": "small", "blocks": blocks}
    (folder / "study.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    (folder / "corrections.yml").write_text("corrections: []\n", "utf-8")
    header, *rows = csv.reader((old / "units.csv").open(encoding="utf-8"))
    lines = [",".join(header), ",".join(["tt-so-moi", "Sở Mới", *rows[0][2:]])]
    (folder / "units.csv").write_text("\n".join(lines) + "\n", "utf-8")
    header = "unit_code,predecessor_code,predecessor_name,valid_from,valid_to,kind"
    row = "tt-so-moi,tt-so-mot,Sở Thử nghiệm Một,2025-03-01,,renamed"
    (folder / "lineage.csv").write_text(f"{header}\n{row}\n", "utf-8")
    assert template_command.write_templates(root, "small", "later", "") == 0
    criteria = small_decisions.framework.load(root, "small")["so"]
    rows = read(root / "outputs" / "later" / "templates" / "tt-so-moi.xlsx", [criteria]).rows
    found = {row.code: row.values.get("last_year_points") for row in rows}
    assert found["1.1"] == 2 and found["1.2"] == pytest.approx(3.6)


def test_last_years_points_are_never_matched_by_number_alone(tmp_path):
    criteria = small_decisions.load(tmp_path, small_study.ROWS, scale=10)
    before = {("1.1", "Ban hành kế hoạch"): Fraction(2), ("1.2", "Một tiêu chí khác"): Fraction(3)}
    assert same_criteria(before, criteria) == {"1.1": 2}


def test_the_workbook_of_facts_is_written_where_awards_ask_for_them(tmp_path, capsys, monkeypatch):
    # The forms themselves and the points of last year are other tests' matter.
    monkeypatch.setattr(template_command, "_write_one", lambda *_: None)
    monkeypatch.setattr(template_command, "last_points", lambda _: {})
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    study = studies.load(studies_folder(tmp_path) / "known-answer-2025")
    assert template_command.write_templates(tmp_path, "illustrative-2025", study.id, "") == 0
    assert f"data/studies/{study.id}/facts.xlsx" in capsys.readouterr().out
    shutil.copy(tmp_path / "outputs" / study.id / "templates" / "facts.xlsx", study.folder / "facts.xlsx")
    blocks = {code: block for code, block in study.units()["block"].items() if block in study.blocks}
    declared, problems = facts.facts(study, rules.of_study(study), blocks)
    asked = sum(
        rules.of_study(study).conditions[code].source == "fact"
        for block in blocks.values()
        for code in rules.of_study(study).asked_of(block)
    )
    assert len(declared) == asked > 0 and problems == [] and set(declared["declared_value"]) == {""}


def test_no_workbook_of_facts_is_written_where_no_award_asks_for_any(root):
    assert template_command.write_templates(root, "small", "small", "") == 0
    assert not (root / "outputs" / "small" / "templates" / "facts.xlsx").exists()
