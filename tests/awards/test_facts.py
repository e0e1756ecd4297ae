"""facts.xlsx: headings anywhere near the top, rows with a fault left out, and no file that stops the rest."""

import award_rules as made
import pandas as pd
import pytest

from analysis import study as studies
from analysis import tables
from analysis.awards import facts as module
from analysis.awards import rules
from analysis.awards.conditions import blocks_of
from analysis.paths import studies_folder


@pytest.fixture
def read(toy_root, toy):
    made.write(
        toy_root,
        [made.REGISTERED, made.IDEAS],
        [made.award("x", "dang-ky"), made.award("y", "sang-kien", whom="persons")],
    )

    def one(rows=None, **more):
        if rows is not None:
            made.facts(toy_root, rows, **more)
        study = studies.load(studies_folder(toy_root) / "toy")
        return module.facts(study, rules.of_study(study), blocks_of(toy.scores, study))

    return one


ROW = [made.A, "", "dang-ky", "Có", "12/QĐ-UBND", "05/03/2024", 2024]


def test_a_study_without_the_file_has_no_facts(read):
    found, problems = read()
    assert found.empty and problems == []


def test_a_row_is_read_with_its_document_and_its_place(read):
    found, problems = read([ROW])
    assert problems == [] and found.to_dict("records") == [{
        "year": 2024, "unit_code": made.A, "person_code": "", "condition": "dang-ky", "declared_value": "yes",
        "document_number": "12/QĐ-UBND", "document_date": "2024-03-05", "file": "data/studies/toy/facts.xlsx",
        "sheet": "Số liệu kê khai", "cell": "D2",
    }]  # fmt: skip


def test_columns_may_stand_in_any_order_with_other_columns_between(read):
    order = [3, 0, 2, 4, 5, 6]
    headings = ["Ghi chú", *(made.HEADINGS[place] for place in order)]
    found, problems = read([["Nguyễn Văn A", *(ROW[place] for place in order)]], headings=headings)
    assert problems == [] and found["declared_value"].tolist() == ["yes"]
    assert "Nguyễn" not in found.to_csv()


def test_rows_in_another_order_give_the_same_table(read):
    rows = [[one, *ROW[1:]] for one in (made.A, made.B, made.C)]
    first, second = read(rows)[0], read(rows[::-1])[0]
    key = tables.schema("award_facts")["key"]
    pd.testing.assert_frame_equal(
        first.drop(columns="cell").sort_values(key, ignore_index=True),
        second.drop(columns="cell").sort_values(key, ignore_index=True),
    )


def test_the_same_condition_twice_counts_once_and_is_named(read):
    found, problems = read([ROW, [*ROW[:3], "Không", *ROW[4:]]])
    assert found["declared_value"].tolist() == ["yes"] and [one.rule for one in problems] == ["fact_twice"]
    assert "dòng 2" in problems[0].message_vi and problems[0].cell == "C3"


def test_a_workbook_without_the_columns_is_named_with_what_it_needs(read):
    found, problems = read([ROW], headings=["a", "b", "c", "d", "e", "f", "g"])
    assert found.empty and [one.rule for one in problems] == ["facts_no_table"]
    assert "Mã điều kiện" in problems[0].message_vi


@pytest.mark.parametrize(
    ("content", "rule"), [(b"", "file_empty"), (b"PK\x03\x04 torn", "broken_file"), (b"%PDF-1", "other_kind")]
)
def test_a_file_that_is_no_workbook_is_a_problem_and_no_crash(read, toy_root, content, rule):
    (studies_folder(toy_root) / "toy" / "facts.xlsx").write_bytes(content)
    found, problems = read()
    assert found.empty and [one.rule for one in problems] == [rule]


def test_the_table_passes_its_door(read):
    found, _ = read([ROW, [made.B, "CB-01", "sang-kien", 2, "", "", 2024]])
    assert len(tables.checked("award_facts", found.assign(status="synthetic"))) == 2
