"""Rules as data: An Giang as its page prints it, the illustrative ones, and rules as a proposal would have them."""

import award_rules as made
import pytest
import toy_proposals
import yaml

from analysis import reference
from analysis import study as studies
from analysis.awards import rules
from analysis.paths import PROJECT, frameworks_folder, studies_folder
from analysis.problems import DataProblems


@pytest.fixture(scope="module")
def an_giang():
    return rules.load(PROJECT, "an-giang-443-2021")


def test_the_collective_criteria_of_an_giang_are_all_there(an_giang):
    """Tasks 2, plan 3, communication 2, inspection 3, reports 2, one-stop, culture, initiative, registration, index."""
    units, persons = an_giang.awards
    assert len(units.conditions) == 17 and len(persons.conditions) == 5
    assert an_giang.conditions["ke-hoach-du-linh-vuc"].test == {"at_least": 7}
    assert an_giang.decision == {"issuer": "UBND tỉnh An Giang", "number": "443/KH-UBND", "date": "2021-07-21"}


def test_what_the_page_of_an_giang_does_not_say_is_unknown(an_giang):
    undefined = [one.code for one in an_giang.conditions.values() if one.test is None]
    assert undefined == ["chi-so-nhom-dieu-hanh-tot"]
    assert {one.article for one in an_giang.conditions.values()} == {"unknown"}
    assert {(one.kind, one.quota) for one in an_giang.awards} == {("not_stated", None)}


def test_no_title_is_invented_for_the_directive_of_thai_nguyen():
    texts = [path.read_text("utf-8") for path in frameworks_folder(PROJECT).glob("*/awards.yml")]
    assert len(texts) == 2 and not any("Thái Nguyên" in text for text in texts)


def test_every_text_of_awards_has_its_source_and_says_if_it_is_synthetic():
    known = set(reference.table(PROJECT, "sources")["source_id"])
    for path in frameworks_folder(PROJECT).glob("*/awards.yml"):
        found = rules.load(PROJECT, path.parent.name)
        assert found.source in known
        real = found.decision["number"] != "unknown"
        assert real or (found.source == "simulated" and "minh họa" in found.awards[0].title["vi"])


def test_a_framework_without_award_rules_has_none(toy_root):
    assert rules.load(toy_root, "toy") is None
    found = rules.of_study(studies.load(studies_folder(toy_root) / "toy"))
    assert found.awards == () and found.asked_of("so") == []


def test_an_award_for_one_set_is_asked_of_its_blocks_only():
    found = rules.of_study(studies.load(studies_folder(PROJECT) / "known-answer-2025"))
    assert found.blocks["bieu-duong-xa"] == ("xa",) and found.blocks["co-thi-dua"] == ("so", "xa")
    assert "ba-hang-dau" in found.asked_of("xa") and "ba-hang-dau" not in found.asked_of("so")
    assert found.asked_of("so", "persons") == ["cn-ky-luat", "cn-de-xuat"]


def test_a_proposal_replaces_one_rule_of_awards(toy_root):
    made.write(toy_root, [made.SEVENTY], [made.award("x", "bay-muoi")])
    new = made.SEVENTY | {"score": {"node": "total", "measure": "percent", "at_least": 75}}
    toy_proposals.write(toy_root, toy_proposals.content_of([{"awards": new, "was": made.SEVENTY}]))
    study = studies.load(studies_folder(toy_root) / "toy", proposal="thu")
    assert rules.of_study(study).conditions["bay-muoi"].test["at_least"] == 75
    assert rules.load(toy_root, "toy").conditions["bay-muoi"].test["at_least"] == 70


def test_two_frameworks_with_different_rules_under_one_code_are_refused(toy_root):
    made.write(toy_root, [made.SEVENTY], [made.award("x", "bay-muoi")])
    other = frameworks_folder(toy_root) / "toy2"
    other.mkdir()
    for path in (frameworks_folder(toy_root) / "toy").iterdir():
        (other / path.name).write_text(path.read_text("utf-8").replace("framework: toy", "framework: toy2"), "utf-8")
    changed = made.SEVENTY | {"article": "2"}
    (other / "awards.yml").write_text(yaml.safe_dump(made.content([changed], [made.award("x", "bay-muoi")])), "utf-8")
    path = studies_folder(toy_root) / "toy" / "study.yml"
    block = "  so: {framework: toy, set: so, units_in_block: 6, units_known: {2024: 6, 2025: 5}}\n"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(block, block + block.replace("  so: {framework: toy,", "  xa: {framework: toy2,")), "utf-8"
    )
    with pytest.raises(DataProblems) as refused:
        rules.of_study(studies.load(path.parent))
    assert [one.rule for one in refused.value.problems] == ["differs"]
