"""The tables of a study with rules, facts and groups: by hand, through their doors, and empty where there are no rules."""

import award_rules as made
import pandas as pd
import pytest

from analysis import study as studies
from analysis import tables
from analysis.awards import results
from analysis.paths import studies_folder

CITED = ["12/QĐ-UBND", "05/03/2024", 2024]


@pytest.fixture
def found(toy_root, toy):
    """Tốt and registered, one place in each of two groups: A, B and C; D, E and F in none but F."""
    made.write(toy_root, [made.GOOD, made.REGISTERED, made.VAGUE],
               [made.award("co", "tot", "dang-ky", kind="title", quota={"at_most": 1, "by": "percent"}),
                made.award("khen", "tot", kind="commendation"), made.award("tot-chung", "tot", "dieu-hanh")])  # fmt: skip
    made.facts(
        toy_root,
        [[unit, "", "dang-ky", word, *CITED] for unit, word in ((made.A, "Có"), (made.B, "Có"), (made.C, "Có"))],
    )
    made.groups(toy_root, [(made.A, "Cụm 1"), (made.B, "Cụm 1"), (made.C, "Cụm 1"), (made.F, "Cụm 2")])
    return made.awarded(toy_root, toy, 2)


def test_two_units_level_at_one_place_stay_open(found):
    """A and B have 87.00 each; C fails by its class, D by its class, though nobody declared that it registered."""
    own = made.of_2024(found)
    flag = own[own["award"] == "co"]
    assert flag["result"].to_dict() == dict.fromkeys("AB", "not_determined") | dict.fromkeys("CDEF", "not_met")
    assert flag["award_reason"].to_dict() == dict.fromkeys("AB", "quota_tie") | dict.fromkeys(
        "CDEF", "condition_failed"
    )
    assert flag.loc["D", "failed_conditions"] == "tot" and flag.loc["D", "open_conditions"] == "dang-ky"


def test_what_is_not_defined_is_open_unless_another_condition_fails(found):
    own = made.of_2024(found)
    vague = own[own["award"] == "tot-chung"]["result"].to_dict()
    assert vague == dict.fromkeys("AB", "not_determined") | dict.fromkeys("CDEF", "not_met")


def test_titles_and_commendations_stand_apart(found):
    kinds = found.tables["awards"].groupby("award")["award_kind"].agg(set).to_dict()
    assert kinds == {"co": {"title"}, "khen": {"commendation"}, "tot-chung": {"not_stated"}}


def test_quotas_are_counted_by_group(found):
    own = found.tables["award_quotas"]
    rows = own[own["year"] == 2024].set_index("emulation_group")[["n", "quota", "meeting", "awarded", "not_settled"]]
    assert rows.loc["Cụm 1"].tolist() == [3, 1, 2, 0, 2] and rows.loc["Cụm 2"].tolist() == [1, 1, 0, 0, 0]


def test_every_table_passes_its_door(found):
    assert set(found.tables) == set(results.NAMES_OF_TABLES) and found.problems == []
    for name, frame in found.tables.items():
        assert len(tables.checked(name, frame.assign(status="synthetic"))) == len(frame)


def test_two_runs_give_the_same_and_shuffled_rows_change_nothing(found, toy_root, toy):
    again = made.awarded(toy_root, toy, 2)
    study = studies.load(studies_folder(toy_root) / "toy")
    scores = toy.scores.sample(frac=1, random_state=3)
    shuffled = results.awarded(scores, tables.empty("issues"), made.errors(toy, 2), study)
    for name in results.NAMES_OF_TABLES:
        pd.testing.assert_frame_equal(found.tables[name], again.tables[name])
        pd.testing.assert_frame_equal(found.tables[name], shuffled.tables[name])


def test_a_study_without_rules_has_empty_tables_and_says_why(toy_root, toy):
    found = made.awarded(toy_root, toy, 2)
    for name, frame in found.tables.items():
        assert frame.empty and tables.checked(name, frame.assign(status="synthetic")).empty
    study = studies.load(studies_folder(toy_root) / "toy")
    assert [(row["year"], row["block"]) for row in results.left_out(study)] == [(2024, "so"), (2025, "so")]
    assert "awards.yml" in results.left_out(study)[0]["reason_vi"]


def test_blocks_with_rules_are_not_left_out(found, toy_root):
    assert results.left_out(studies.load(studies_folder(toy_root) / "toy")) == []


def test_problems_of_facts_and_groups_come_together(toy_root, toy):
    made.write(toy_root, [made.REGISTERED], [made.award("x", "dang-ky")])
    made.facts(toy_root, [["Sở Không Có", "", "dang-ky", "Có", *CITED]])
    made.groups(toy_root, [("00-khong-co", "Cụm 1")])
    assert {one.rule for one in made.awarded(toy_root, toy).problems} == {"fact_unit", "group_unit"}
