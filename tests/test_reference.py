"""Units, outside indices and sources: text stays text, a key stands once, what is broken is named."""

import pytest

from analysis import reference
from analysis.paths import PROJECT
from analysis.problems import DataProblems
from analysis.tables import schemas


def faults(read, *arguments):
    with pytest.raises(DataProblems) as refused:
        read(*arguments)
    return [(one.rule, one.cell) for one in refused.value.problems]


def test_codes_of_units_stay_text():
    units = reference.units(PROJECT)
    assert units.loc["01", "name_vi"] == "Hà Nội" and units.loc["01", "province_code"] == "01"


@pytest.fixture
def sized(toy_root, monkeypatch):
    """A root whose units may have a size, as the schema of units.csv allows."""
    for name in ("units", "study_units"):
        monkeypatch.setitem(schemas()["inputs"][name], "optional", ["size"])
    path = toy_root / "data/reference/units.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{header},size", *(f"{row},large" for row in rows)]), "utf-8")
    return toy_root


def test_units_may_have_a_size(sized):
    assert set(reference.units(sized)["size"]) == {"large"}


def test_a_list_of_units_without_sizes_leaves_them_empty(sized):
    path = sized / "data/reference/units.csv"
    path.write_text(path.read_text("utf-8").replace(",size", "").replace(",large", ""), "utf-8")
    assert set(reference.units(sized)["size"]) == {""}


def test_a_column_that_is_not_declared_is_named(sized):
    path = sized / "data/reference/units.csv"
    path.write_text(path.read_text("utf-8").replace(",size", ",bigness"), "utf-8")
    assert faults(reference.units, sized) == [("wrong_header", "")]


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


def test_an_outside_table_may_leave_out_error_answers_and_overlap(toy_root):
    values = reference.outside_values(toy_root)
    assert values["standard_error"].isna().all() and set(values["overlap"]) == {""}


def own_outside(toy_root, *rows):
    folder = toy_root / "data" / "studies" / "toy"
    header = "year,unit_code,index_code,value,standard_error,answers,source_id,overlap"
    (folder / "outside.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return folder


def test_a_study_adds_its_own_outside_values_with_error_and_overlap(toy_root):
    folder = own_outside(
        toy_root, "2024,00-so-gia-lap-a,DDCI,71.5,1.25,140,TOY1,1;2", "2025,00-so-gia-lap-a,DDCI,70,,,TOY1,"
    )
    own = reference.outside_values(toy_root, folder).query("index_code == 'DDCI'")
    assert own[["value", "standard_error", "answers"]].iloc[0].tolist() == [71.5, 1.25, 140]
    assert own["overlap"].tolist() == ["1;2", ""] and own["standard_error"].isna().tolist() == [False, True]


@pytest.mark.parametrize("error", ["-1", "about 2", "inf"])
def test_an_error_that_cannot_be_one_is_named(toy_root, error):
    folder = own_outside(toy_root, f"2024,00-so-gia-lap-a,DDCI,71.5,{error},140,TOY1,")
    assert faults(reference.outside_values, toy_root, folder) == [("not_a_number", "D2")]


def test_a_value_that_the_shared_table_has_already_is_named(toy_root):
    folder = own_outside(toy_root, "2024,00-so-gia-lap-z,TOYX,1,,,TOY1,", "2024,00-so-gia-lap-a,TOYX,91.5,,,TOY1,")
    assert faults(reference.outside_values, toy_root, folder) == [("row_twice", "A3")]


def test_the_shared_outside_values_hold_papi_with_its_dimensions_and_errors():
    values = reference.outside_values(PROJECT)
    papi = values[(values["year"] == 2019) & (values["index_code"] == "PAPI8")].set_index("unit_code")
    parts = values[(values["year"] == 2019) & values["index_code"].str.startswith("PAPI_D")]
    assert parts.groupby("unit_code")["value"].sum().to_numpy() == pytest.approx(
        papi["value"].sort_index().to_numpy(), abs=1e-4
    )
    assert papi["standard_error"].notna().all() and papi.loc["01", "answers"] == 720
    assert set(values.loc[(values["index_code"] == "SIPAS") & (values["unit_code"].str.len() == 2), "overlap"]) == {
        "result"
    }


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
