"""Which unit continues which: one predecessor, declared weights, everything else listed."""

import pandas as pd
import pytest
from two_rounds import lineage_of

from analysis import study as studies
from analysis.compare import lineages
from analysis.compare.lineages import (
    COMBINED,
    GONE,
    NO_RULE,
    ONLY_BASE,
    ONLY_OTHER,
    RENAMED,
    SAME,
    SPLIT,
    WITHOUT_TOTAL,
)
from analysis.paths import PROJECT, studies_folder
from analysis.problems import DataProblems

YEAR = lineages.Window("2024-12-31", "2025-12-31")
NONE = lineage_of(("z", "y", "1990-01-01", None)).iloc[:0]


def tied(base, other, lineage, window=YEAR):
    return lineages.linked(list(base), list(other), lineage, window)


def reasons(found):
    return {(one.side, one.unit_code): one.reason for one in found.not_compared}


def test_a_unit_that_no_row_speaks_of_is_compared_with_itself():
    found = tied("ab", "ab", NONE)
    assert found.units == {code: lineages.Ancestry(((code, 1.0),), SAME) for code in "ab"}
    assert found.not_compared == () and not found.rearranged


def test_units_known_in_one_year_only_are_listed_on_their_side():
    found = tied("ab", "bc", NONE)
    assert reasons(found) == {("base", "a"): ONLY_BASE, ("other", "c"): ONLY_OTHER} and not found.rearranged


def test_a_renamed_unit_is_compared_with_its_one_predecessor():
    found = tied("ab", "bn", lineage_of(("n", "a", "2025-07-01", None)))
    assert found.units["n"] == lineages.Ancestry((("a", 1.0),), RENAMED) and not found.rearranged


def test_a_merger_without_a_rule_is_not_compared_and_neither_are_its_parts():
    found = tied("abc", "cn", lineage_of(("n", "a", "2025-07-01", None), ("n", "b", "2025-07-01", None)))
    assert reasons(found) == {("base", "a"): GONE, ("base", "b"): GONE, ("other", "n"): NO_RULE}
    assert list(found.units) == ["c"] and found.rearranged


def test_a_unit_that_keeps_its_code_after_a_merger_is_no_longer_itself():
    found = tied("ab", "a", lineage_of(("a", "a", "2025-07-01", None), ("a", "b", "2025-07-01", None)))
    assert found.units == {} and reasons(found)[("other", "a")] == NO_RULE


def test_declared_weights_combine_former_units_in_proportion():
    found = tied("ab", "n", lineage_of(("n", "a", "2025-07-01", 30), ("n", "b", "2025-07-01", 10)))
    assert found.units["n"] == lineages.Ancestry((("a", 0.75), ("b", 0.25)), COMBINED)
    assert found.rearranged and found.not_compared == ()


def test_a_merger_of_which_one_part_has_no_total_is_not_compared_even_with_weights():
    found = tied("a", "n", lineage_of(("n", "a", "2025-07-01", 1), ("n", "b", "2025-07-01", 1)))
    assert reasons(found)[("other", "n")] == WITHOUT_TOTAL


def test_units_that_came_out_of_one_are_compared_only_by_a_declared_rule():
    without = lineage_of(("m", "a", "2025-07-01", None), ("n", "a", "2025-07-01", None))
    assert reasons(tied("a", "mn", without)) == {("base", "a"): GONE, ("other", "m"): SPLIT, ("other", "n"): SPLIT}
    declared = tied("a", "mn", without.assign(weight=1.0))
    assert set(declared.units) == {"m", "n"}


def test_a_unit_that_gave_a_part_away_and_goes_on_is_split_as_well():
    found = tied("a", "an", lineage_of(("n", "a", "2025-07-01", None)))
    assert reasons(found) == {("base", "a"): GONE, ("other", "a"): SPLIT, ("other", "n"): SPLIT}


def test_rows_outside_the_time_between_the_rounds_say_nothing():
    early, late = (lineage_of(("n", "a", day, None)) for day in ("2024-12-31", "2026-01-01"))
    for lineage in (early, late):
        assert reasons(tied("a", "n", lineage)) == {("base", "a"): ONLY_BASE, ("other", "n"): ONLY_OTHER}


def test_a_row_that_ended_before_the_later_round_does_not_hold():
    lineage = lineage_of(("n", "a", "2025-02-01", None)).assign(valid_to="2025-06-30")
    assert tied("a", "n", lineage).units == {}


def test_two_changes_between_the_rounds_are_followed_to_the_first_units():
    chain = lineage_of(("m", "a", "2025-03-01", None), ("n", "m", "2025-07-01", 3), ("n", "b", "2025-07-01", 1))
    assert tied("ab", "n", chain).units["n"].former == (("a", 0.75), ("b", 0.25))


def test_a_unit_that_took_over_twice_is_no_single_predecessor():
    rows = lineage_of(("n", "n", "2025-03-01", None), ("n", "a", "2025-03-01", None), ("n", "b", "2025-07-01", None))
    assert reasons(tied("abn", "n", rows))[("other", "n")] == NO_RULE


def test_the_order_of_rows_changes_nothing():
    rows = lineage_of(
        ("m", "a", "2025-03-01", None), ("n", "m", "2025-07-01", 3), ("n", "b", "2025-07-01", 1), ("q", "c", "2025-07-01", None)
    )  # fmt: skip
    shuffled = rows.sample(frac=1, random_state=1, ignore_index=True)
    assert tied("abcd", "nqd", rows) == tied("dcba", "dqn", shuffled)


def test_the_provinces_of_2025_are_34_of_which_ten_keep_name_and_area(shipped):
    lineage = lineages.of(shipped("papi-2023").study)
    rows = lineages.in_force(lineage, YEAR)
    provinces = shipped("papi-2023").study.units().query("kind == 'tinh'").index
    gone = set(rows["predecessor_code"]) - set(rows["unit_code"])
    assert len(set(provinces) - gone) == 34
    found = tied(sorted(provinces), sorted(set(provinces) - gone), lineage)
    assert len(found.units) == 11 and sum(one.how == SAME for one in found.units.values()) == 11
    assert found.rearranged and sum(reason == NO_RULE for reason in reasons(found).values()) == 23


def with_lineage(root, *rows):
    header = "unit_code,predecessor_code,predecessor_name,valid_from,valid_to,kind,weight"
    path = root / "data/studies/toy/lineage.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return studies.load(studies_folder(root) / "toy")


def test_everything_wrong_in_lineage_is_named_together_with_its_cell(toy_root):
    study = with_lineage(toy_root, "n,a,A,1/7/2025,,merged,", "m,a,A,2025-07-01,2025-01-01,joined,0", "k,a,A,2025-07-01,,split,2",
                         "k,b,B,2025-07-01,,split,")  # fmt: skip
    with pytest.raises(DataProblems) as raised:
        lineages.of(study)
    assert {(one.rule, one.cell) for one in raised.value.problems} == {
        ("lineage_date", "D2"), ("lineage_order", "E3"), ("lineage_kind", "F3"), ("lineage_weight", "G3"),
        ("lineage_weights_missing", "G5"),
    }  # fmt: skip
    assert all(one.message_vi and one.message_en for one in raised.value.problems)


def test_a_list_without_weights_is_read_as_one_without_rules(toy_root):
    path = toy_root / "data/studies/toy/lineage.csv"
    path.write_text(
        "unit_code,predecessor_code,predecessor_name,valid_from,valid_to,kind\nn,a,A,2025-07-01,,renamed\n", "utf-8"
    )
    found = lineages.of(studies.load(studies_folder(toy_root) / "toy"))
    assert found["weight"].isna().all() and len(found) == 1


def test_a_study_without_any_list_has_no_lineage(toy):
    found = lineages.of(toy.study)
    assert isinstance(found, pd.DataFrame) and found.empty
    assert not lineages.linked(["a"], ["a"], found, YEAR).not_compared


def test_the_simulated_province_of_2025_names_what_it_took_over():
    study = studies.load(studies_folder(PROJECT) / "known-answer-2025")
    rows = lineages.in_force(lineages.of(study), YEAR)
    assert {"mp-so-noi-vu", "mp-phuong-102"} <= set(rows["unit_code"])
