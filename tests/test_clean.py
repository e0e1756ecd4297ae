"""Room 2: text becomes numbers, words and kinds of missing, and every fault names its cell."""

import math

import pytest

from analysis import clean, read
from analysis import study as studies
from analysis.paths import studies_folder

KINDS = {
    "not_applicable": 1,
    "no_case": 3,
    "not_submitted": 1,
    "evidence_rejected": 1,
    "not_surveyed": 1,
    "not_published": 5,
}


@pytest.fixture
def faults(toy_root):
    """A function that cleans the copied toy study and returns its errors as (rule, cell)."""

    def run():
        study = studies.load(studies_folder(toy_root) / "toy")
        issues = clean.assessed(study, read.submitted(study))[1]
        return list(issues.loc[issues["severity"] == "error", ["rule", "cell"]].itertuples(index=False, name=None))

    return run


def cell(toy, unit, node, measure="points", year=2024):
    rows = toy.assessed
    own = (rows["unit_code"] == f"00-so-gia-lap-{unit}") & (rows["node"] == node) & (rows["measure"] == measure)
    return rows[own & (rows["year"] == year)].iloc[0]


def test_the_toy_study_has_no_issue(toy):
    assert len(toy.issues) == 0


def test_kinds_of_missing_are_kept_apart(toy):
    found = toy.assessed[(toy.assessed["measure"] == "points") & (toy.assessed["missing"] != "")]
    assert found["missing"].value_counts().to_dict() == KINDS
    assert found["value"].isna().all()


def test_equal_figures_of_two_sources_become_one_row_that_names_both(toy):
    row = cell(toy, "a", "1.2")
    assert (row["value"], row["sources"]) == (18.0, "TOY1; TOY2")


def test_a_source_that_prints_nothing_is_not_named(toy):
    assert cell(toy, "a", "1", "published_points")["sources"] == "TOY1"


def test_a_decided_cell_names_the_source_that_was_kept(toy):
    row = cell(toy, "d", "1.2")
    assert (row["value"], row["sources"]) == (12.0, "TOY1")


def test_a_flagged_cell_keeps_its_figure_beside_the_likely_one(toy):
    row = cell(toy, "c", "2.2")
    assert (row["value"], row["likely"], row["printed"]) == (9.75, 9.57, "9.75")


def test_published_subtotals_belong_to_their_node(toy):
    assert cell(toy, "a", "2", "published_points")["value"] == 30


@pytest.mark.parametrize(
    ("printed", "mark", "value"),
    [
        ("85.30", ".", 85.3), ("85,30", ",", 85.3), ("0", ".", 0.0), ("-2.5", ".", -2.5), (" 7 ", ".", 7.0),
        ("\u00a07", ".", 7.0),
        ("85,30", ".", None), ("85.30", ",", None), ("1,085.5", ".", None),
        ("1.085,5", ",", None), ("85%", ".", None),
        ("", ".", None), (".5", ".", None), ("5.", ".", None), ("1e3", ".", None), ("nan", ".", None), ("inf", ".", None),
        ("+5", ".", None), ("5-6", ".", None), ("9" * 400, ".", None), ("no_case", ".", None),
    ],
)  # fmt: skip
def test_only_a_plain_number_is_a_number(printed, mark, value):
    assert clean.number(printed, mark) == value


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2024,so,00-so-gia-lap-b", "2023,so,00-so-gia-lap-b", ("year_not_in_study", "F4")),
        ("2024,so,00-so-gia-lap-b", "2024.0,so,00-so-gia-lap-b", ("year_not_in_study", "F4")),
        ("2024,so,00-so-gia-lap-b", "2024,huyen,00-so-gia-lap-b", ("block_not_in_study", "F4")),
        ("00-so-gia-lap-b,Sở", "00-so-gia-lap-z,Sở", ("unit_unknown", "F4")),
        ("00-so-gia-lap-b,Sở", "00-so-gia-lap-c,Sở", ("unit_name_differs", "F4")),
        ("Sở Giả lập B,TOY1,85", "Sở Giả lập B,TOY9,85", ("source_unknown", "F4")),
        ("TOY1,85,24,18", "TOY1,85,,18", ("cell_empty", "G4")),
        ("TOY1,85,24,18", "TOY1,85,-,18", ("not_a_number", "G4")),
        ("TOY1,85,24,18", 'TOY1,85,"24,5",18', ("not_a_number", "G4")),
        ("TOY1,85,24,18", "TOY1,85,30.01,18", ("above_maximum", "G4")),
        ("TOY1,85,24,18", "TOY1,85,-0.01,18", ("below_minimum", "G4")),
        ("TOY1,85,24,18", "TOY1,85,N/A,18", ("not_a_number", "G4")),
        ("TOY1,85,24,18", "TOY1,70,24,18", ("above_applicable", "F4")),
        ("TOY1,85,24,18", "TOY1,101,24,18", ("above_maximum", "F4")),
        ("73.95,87.00,1,", "73.95,100.01,1,", ("above_maximum", "O4")),
        ("73.95,87.00,1,", "73.95,87.00,7,", ("rank_above_block", "P4")),
        ("73.95,87.00,1,", "73.95,87.00,0,", ("not_a_rank", "P4")),
        ("73.95,87.00,1,", "73.95,87.00,1.5,", ("not_a_rank", "P4")),
        ("87.00,1,Tốt\n2024,so,00-so-gia-lap-c", "87.00,1,Giỏi\n2024,so,00-so-gia-lap-c", ("class_unknown", "Q4")),
        ("TOY2,100,27.0", "TOY1,100,27.0", ("unit_twice", "F3")),
        ("TOY2,100,27.0", "TOY2,100,26.0", ("sources_disagree", "G2")),
        ("TOY2,100,27.0", "TOY2,100,no_case", ("sources_disagree", "G2")),
        ("2025: 5}", "2025: 4}", ("count_differs", "blocks.so.units_known")),
        ('likely: "9.57"', 'likely: "9,57"', ("not_a_number", "K5")),
        ('value: "24"', 'value: "31"', ("above_maximum", "G9")),
    ],
)
def test_a_fault_is_named_with_its_cell(faults, edit, toy_root, old, new, fault):
    for name in ("results.csv", "study.yml", "corrections.yml"):
        if old in (toy_root / "data/studies/toy" / name).read_text("utf-8"):
            edit(f"studies/toy/{name}", old, new)
    assert fault in faults()


def test_a_value_at_its_maximum_is_allowed(faults, edit):
    edit("studies/toy/results.csv", "TOY1,85,24,18", "TOY1,100,30,18")
    assert faults() == []


def test_a_decomposed_class_is_the_same_class(faults, edit):
    edit("studies/toy/results.csv", "73.95,87.00,1,Tốt", "73.95,87.00,1,To\u0302\u0301t")
    assert faults() == []


def test_a_row_with_an_error_does_not_reach_the_table(toy_root, edit):
    edit("studies/toy/results.csv", "TOY1,85,24,18", "TOY1,85,x,18")
    study = studies.load(studies_folder(toy_root) / "toy")
    rows = clean.assessed(study, read.submitted(study))[0]
    own = rows[(rows["unit_code"] == "00-so-gia-lap-b") & (rows["node"] == "1.1")]
    assert list(own["year"]) == [2025] and not math.isnan(own["value"].iloc[0])


def test_all_faults_of_a_table_are_named_together(faults, edit):
    edit("studies/toy/results.csv", "TOY1,85,24,18", "TOY1,85,x,19x")
    edit("studies/toy/results.csv", "00-so-gia-lap-c,Sở", "00-so-gia-lap-z,Sở")
    assert {("not_a_number", "G4"), ("not_a_number", "H4"), ("unit_unknown", "F5")} <= set(faults())
