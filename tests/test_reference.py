"""Units, outside indices and sources: text stays text, a key stands once, what is broken is named."""

import pytest

from analysis import reference
from analysis.paths import PROJECT
from analysis.problems import DataProblems


def faults(read, *arguments):
    with pytest.raises(DataProblems) as refused:
        read(*arguments)
    return [(one.rule, one.cell) for one in refused.value.problems]


def test_codes_of_units_stay_text():
    units = reference.units(PROJECT)
    assert units.loc["01", "name_vi"] == "Hà Nội" and units.loc["01", "province_code"] == "01"


def test_what_is_not_known_of_a_unit_is_empty_text(toy_root):
    assert reference.units(toy_root).loc["00-so-gia-lap-a", "region"] == ""


def test_outside_values_are_numbers(toy_root):
    values = reference.outside_values(toy_root)
    assert values.loc[0, ["year", "unit_code", "value"]].tolist() == [2024, "00-so-gia-lap-a", 91.5]


def test_a_study_may_have_no_outside_values(toy_root):
    (toy_root / "data/reference/outside_indices.csv").write_text("year,unit_code,index_code,value,source_id\n")
    assert len(reference.outside_values(toy_root)) == 0


@pytest.mark.parametrize("value", ['"91,5"', "n.a.", "", "inf", "nan"])
def test_an_outside_value_that_is_no_number_is_named(toy_root, edit, value):
    edit("reference/outside_indices.csv", "TOYX,88,", f"TOYX,{value},")
    assert faults(reference.outside_values, toy_root) == [("not_a_number", "D3")]


def test_an_outside_year_that_is_no_year_is_named(toy_root, edit):
    edit("reference/outside_indices.csv", "2024,00-so-gia-lap-b", "24,00-so-gia-lap-b")
    assert faults(reference.outside_values, toy_root) == [("not_a_number", "D3")]


@pytest.mark.parametrize("name", ["units", "outside_indices", "outside_index_names", "sources"])
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "file_missing"),
        (b"", "wrong_header"),
        (b"some,other,columns\n1,2,3\n", "wrong_header"),
        (b"PK\x03\x04", "not_text"),
        ("tô".encode("cp1258"), "not_utf8"),
    ],
)
def test_a_broken_reference_table_is_named(toy_root, name, content, rule):
    path = toy_root / "data/reference" / f"{name}.csv"
    path.unlink() if content is None else path.write_bytes(content)
    assert faults(reference.table, toy_root, name) == [(rule, "")]


def test_a_unit_that_stands_twice_is_named(toy_root, edit):
    edit("reference/units.csv", "00-so-gia-lap-c,", "00-so-gia-lap-b,")
    assert faults(reference.units, toy_root) == [("row_twice", "A4")]


def test_a_row_with_a_comma_too_many_is_named(toy_root, edit):
    edit("reference/units.csv", "Sở Giả lập C,", "Sở Giả lập C,,")
    assert faults(reference.units, toy_root) == [("row_length", "A4")]


def test_columns_that_slipped_by_one_in_every_row_are_named(toy_root):
    path = toy_root / "data/reference/sources.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, *(f"x,{row}" for row in rows)]), "utf-8")
    assert {rule for rule, _ in faults(reference.table, toy_root, "sources")} == {"row_length"}
