"""Faults of one row: each is named with its cell, and a name of a person is never repeated."""

import award_rules as made
import pytest

from analysis import study as studies
from analysis.awards import rules
from analysis.awards.conditions import blocks_of
from analysis.awards.fact_rows import Place, Reader, read_row
from analysis.awards.facts import FIELDS
from analysis.paths import studies_folder

PLACE = Place("facts.xlsx", "S", {name: at for at, name in enumerate(FIELDS)}, 7)
SOUND = dict(zip(FIELDS, [made.A, "", "dang-ky", "Có", "12/QĐ-UBND", "05/03/2024", 2024.0], strict=True))


@pytest.fixture
def reader(toy_root, toy):
    made.write(toy_root, [made.REGISTERED, made.IDEAS, made.GOOD],
               [made.award("x", "dang-ky", "tot"), made.award("y", "sang-kien", whom="persons")])  # fmt: skip
    study = studies.load(studies_folder(toy_root) / "toy")
    return Reader.of(
        study, rules.of_study(study), blocks_of(toy.scores, study), studies_folder(toy_root) / "facts.xlsx"
    )


def read(reader, **changed):
    return read_row(list((SOUND | changed).values()), PLACE, reader)


@pytest.mark.parametrize(
    ("changed", "rule", "cell"),
    [
        ({"unit": "Sở Không Có"}, "fact_unit", "A7"),
        ({"person": "Nguyễn Văn A"}, "fact_person", "B7"),
        ({"person": "012345678901"}, "fact_person", "B7"),
        ({"condition": "khong-co"}, "fact_condition", "C7"),
        ({"condition": "tot"}, "fact_condition", "C7"),
        ({"condition": "sang-kien"}, "fact_condition", "C7"),
        ({"value": "có lẽ"}, "fact_value", "D7"),
        ({"document_date": "32/03/2024"}, "fact_date", "F7"),
        ({"document_date": "05/03/2027"}, "fact_date_future", "F7"),
        ({"year": ""}, "fact_year", "G7"),
        ({"year": 2019.0}, "fact_year", "G7"),
    ],
)  # fmt: skip
def test_each_fault_of_a_row_is_named_with_its_cell(reader, changed, rule, cell):
    row, problems = read(reader, **changed)
    assert row is None and (rule, cell) in [(one.rule, one.cell) for one in problems]
    assert all(one.severity == "error" and one.message_vi and one.message_en for one in problems)


def test_what_may_be_a_name_is_not_repeated(reader):
    _, problems = read(reader, person="Nguyễn Văn A")
    assert not any("Nguyễn" in text for one in problems for text in (one.found, one.message_vi, one.message_en))


def test_several_faults_of_a_row_are_named_together(reader):
    _, problems = read(reader, condition="khong-co", document_date="mai", year=1)
    assert {one.rule for one in problems} == {"fact_condition", "fact_date", "fact_year"}


@pytest.mark.parametrize("missing", ["document_number", "document_date"])
def test_a_value_without_its_document_is_kept_with_a_warning(reader, missing):
    row, problems = read(reader, **{missing: ""})
    assert row["declared_value"] == "yes" and [(one.rule, one.severity) for one in problems] == [
        ("fact_without_document", "warning")
    ]


def test_a_row_that_is_not_filled_in_yet_is_no_fault(reader):
    row, problems = read(reader, value="", document_number="", document_date="")
    assert row["declared_value"] == "" and problems == []


def test_a_unit_is_known_by_its_name_too(reader):
    name = reader.study.units().loc[made.A, "name_vi"]
    assert read(reader, unit=name.upper())[0]["unit_code"] == made.A


def test_a_person_answers_the_conditions_of_persons(reader):
    row, problems = read(reader, person="CB-01", condition="sang-kien", value=2.0)
    assert problems == [] and (row["person_code"], row["declared_value"]) == ("CB-01", "2")
