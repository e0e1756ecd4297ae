"""The workbook to fill in: what it asks is what is read back, byte for byte the same every time."""

import award_rules as made
import pytest

from analysis import study as studies
from analysis.awards import fact_template, facts, rules
from analysis.awards.conditions import blocks_of
from analysis.paths import PROJECT, studies_folder


@pytest.fixture
def study(tmp_path):
    import shutil

    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("submissions", "truth"))
    (studies_folder(tmp_path) / "known-answer-2025" / "submissions").mkdir()
    return studies.load(studies_folder(tmp_path) / "known-answer-2025")


def blocks(study):
    return {unit: block for unit, block in study.units()["block"].items() if block in study.blocks}


def test_an_empty_template_declares_nothing_and_has_no_fault(study):
    own = rules.of_study(study)
    fact_template.write(study.folder / facts.FILE, study, own, blocks(study))
    found, problems = facts.facts(study, own, blocks(study))
    assert problems == [] and set(found["declared_value"]) == {""}
    asked = {(unit, code) for unit in blocks(study) for code in ("dang-ky", "sang-kien", "van-ban-qua-han")}
    assert set(zip(found["unit_code"], found["condition"], strict=True)) == asked


def test_what_is_filled_in_is_read_back(study):
    own = rules.of_study(study)
    filled = {("mp-so-y-te", "", "sang-kien"): ("=2", "12/QĐ-MP", "05/03/2025"),
              ("mp-so-y-te", "CB-01", "cn-ky-luat"): ("Có", "13/QĐ-MP", "06/03/2025")}  # fmt: skip
    fact_template.write(study.folder / facts.FILE, study, own, blocks(study), filled)
    found, problems = facts.facts(study, own, blocks(study))
    person = found[found["person_code"] == "CB-01"].set_index("condition")
    assert person["declared_value"].to_dict() == {"cn-ky-luat": "yes", "cn-de-xuat": ""}
    # A formula is never written: what looks like one is a text, and no number.
    assert [one.rule for one in problems] == ["fact_value"] and problems[0].found == "=2"


def test_the_same_study_gives_the_same_bytes(study, tmp_path):
    own = rules.of_study(study)
    first, second = (fact_template.write(tmp_path / name, study, own, blocks(study)) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_a_published_study_can_declare_facts_too(toy_root, toy):
    own = made.write(toy_root, [made.REGISTERED], [made.award("x", "dang-ky")])
    here = studies.load(studies_folder(toy_root) / "toy")
    units = blocks_of(toy.scores, here)
    assert fact_template.write(here.folder / facts.FILE, here, rules.of_study(here), units).exists() and own.awards
    # Of which year a row speaks has to be written where a study has several.
    _, problems = facts.facts(here, rules.of_study(here), units)
    assert {one.rule for one in problems} == {"fact_year"} and len(problems) == len(units)
