"""Problems: gathered, ordered, in both languages."""

import pytest

from analysis import problems
from analysis.problems import DataProblems, problem


def test_a_problem_names_place_found_and_expected_in_both_languages():
    one = problem("not_a_number", file="results.csv", cell="G4", found="x", expected="85.30")
    assert "results.csv" in one.message_vi and "G4" in one.message_vi and "x" in one.message_vi
    assert "results.csv" in one.message_en and "85.30" in one.message_en


def test_errors_come_first_then_file_and_cell():
    rows = [
        problem("file_missing", "note", file="a"),
        problem("file_missing", "error", file="b"),
        problem("file_missing", "error", file="a"),
        problem("file_missing", "warning", file="c"),
    ]
    assert [(row.severity, row.file) for row in problems.table(rows).itertuples()] == [
        ("error", "a"), ("error", "b"), ("warning", "c"), ("note", "a"),
    ]  # fmt: skip


def test_the_same_problem_stands_once():
    assert len(problems.table([problem("file_missing", file="a")] * 2)) == 1


def test_no_problem_is_an_empty_table_with_all_columns():
    assert list(problems.table([]).columns) == problems.COLUMNS


def test_only_errors_stop():
    problems.stop_on_errors([problem("file_missing", "warning", file="a")])
    with pytest.raises(DataProblems) as refused:
        problems.stop_on_errors([problem("file_missing", "warning", file="a"), problem("file_missing", file="b")])
    assert [one.file for one in refused.value.problems] == ["b"]


def test_a_value_in_two_languages_is_shown_in_each():
    one = problem("file_missing", file="a", found={"vi": "không", "en": "nothing"})
    assert one.found == "nothing"
