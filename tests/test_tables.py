"""The doors: what a table must be before it may leave a room, and what comes back from the file."""

import numpy as np
import pandas as pd
import pytest

from analysis import ranks, tables
from analysis.tables import UntidyTable

ROW = {
    "year": 2024,
    "block": "so",
    "unit_code": "01",
    "criterion_code": "1.10",
    "points": 1.5,
    "applicable_max": 2.0,
    "missing": "",
}


def points(*changes):
    return pd.DataFrame([{**ROW, **change} for change in changes or ({},)])


def test_codes_stay_text_through_the_file(tmp_path):
    tables.write(tmp_path, "points", points({}, {"criterion_code": "1.1"}), "synthetic")
    found = tables.read(tmp_path, "points")
    assert list(found["unit_code"]) == ["01", "01"]
    assert list(found["criterion_code"]) == ["1.1", "1.10"]


def test_a_table_is_sorted_by_its_key_and_carries_the_status(tmp_path):
    tables.write(tmp_path, "points", points({"year": 2025}, {"year": 2024}), "synthetic")
    found = tables.read(tmp_path, "points")
    assert list(found["year"]) == [2024, 2025]
    assert list(found["status"]) == ["synthetic", "synthetic"]


def test_the_order_of_rows_does_not_change_the_file(tmp_path):
    frame = points(*({"unit_code": f"{place:02d}"} for place in range(9)))
    tables.write(tmp_path / "one", "points", frame, "synthetic")
    tables.write(tmp_path / "two", "points", frame.sample(frac=1, random_state=3), "synthetic")
    assert (tmp_path / "one/tables/points.csv").read_bytes() == (tmp_path / "two/tables/points.csv").read_bytes()


def test_numbers_have_their_declared_decimals_and_no_minus_zero(tmp_path):
    tables.write(tmp_path, "points", points({"points": -1e-13, "applicable_max": 2 / 3}), "synthetic")
    assert "1.10,0.000000000000,0.666666666667" in (tmp_path / "tables/points.csv").read_text("utf-8")


def test_missing_numbers_come_back_as_missing_and_text_as_empty(tmp_path):
    tables.write(tmp_path, "points", points({"points": np.nan}), "synthetic")
    found = tables.read(tmp_path, "points").iloc[0]
    assert np.isnan(found["points"]) and found["missing"] == ""


@pytest.mark.parametrize("word", ["NA", "nan", "null", "None", "", "a,b", 'a"b', "xuống\ndòng", "Đ", " hai  dấu cách "])
def test_words_come_back_unchanged(tmp_path, word):
    row = {
        "file": "a",
        "sheet": "",
        "cell": "A1",
        "year_text": "2024",
        "block": "so",
        "unit_code": "01",
        "unit_name": "x",
    }
    frame = pd.DataFrame([{**row, "column": "1.1", "printed": word or "-", "source_id": "NA"}]).assign(cell_kind="text")
    tables.write(tmp_path, "submitted", frame, "published")
    assert tables.read(tmp_path, "submitted")["printed"].iloc[0] == (word or "-")


@pytest.mark.parametrize("word", ["=1+1", "+84 123", "@SUM(A1)", "-cmd", "\tx", "'=1", "'quoted'", "-5", "-0,5"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_text_in_the_file_and_comes_back(tmp_path, word):
    row = dict.fromkeys(["year_text", "block", "unit_code", "unit_name", "sheet"], "x")
    frame = pd.DataFrame(
        [{**row, "file": "a", "cell": "A1", "column": "1", "printed": word, "source_id": "s", "cell_kind": "text"}]
    )
    tables.write(tmp_path, "submitted", frame, "published")
    stored = pd.read_csv(tmp_path / "tables" / "submitted.csv", dtype=str, keep_default_na=False)["printed"].iloc[0]
    assert stored[0] not in "=+@\t" and not (stored[0] == "-" and not stored[1].isdigit())
    assert tables.read(tmp_path, "submitted")["printed"].iloc[0] == word


def test_an_empty_table_keeps_columns_and_types_through_the_file(tmp_path):
    tables.write(tmp_path, "points", tables.empty("points"), "published")
    found = tables.read(tmp_path, "points")
    assert len(found) == 0 and found["points"].dtype == "float64" and str(found["year"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"missing": "lost"}, "points.missing"),
        ({"year": 1889}, "points.year"),
        ({"points": np.inf}, "points.points"),
        ({"applicable_max": -1.0}, "points.applicable_max"),
        ({"unit_code": ""}, "points.unit_code"),
        ({"unit_code": None}, "points.unit_code"),
        ({"year": 2024.5}, "points"),
        ({"points": "many"}, "points"),
        ({"unit_code": 1}, "unit_code"),
        ({"criterion_code": 1.1}, "criterion_code"),
        ({"further": 1}, "further"),
    ],
)
def test_an_untidy_table_may_not_leave(tmp_path, change, named):
    with pytest.raises(UntidyTable, match=named):
        tables.write(tmp_path, "points", points(change), "synthetic")
    assert not (tmp_path / "tables" / "points.csv").exists()


def test_a_key_may_not_occur_twice(tmp_path):
    with pytest.raises(UntidyTable, match="more than once"):
        tables.write(tmp_path, "points", points({}, {"points": 3.0}), "synthetic")


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(UntidyTable, match="applicable_max"):
        tables.write(tmp_path, "points", points().drop(columns="applicable_max"), "synthetic")


def test_an_unknown_status_is_refused(tmp_path):
    with pytest.raises(UntidyTable, match="status"):
        tables.write(tmp_path, "points", points(), "made up")


def test_tables_of_what_is_left_out_share_one_schema():
    assert tables.schema("left_out_fairness") is tables.schema("left_out_compare")


def test_every_column_of_every_table_is_declared_once_with_titles():
    declared, used = tables.schemas()["columns"], set()
    for schema in tables.schemas()["tables"].values():
        used |= set(schema["columns"])
        assert set(schema["key"]) | set(schema.get("empty", [])) <= set(schema["columns"])
    assert used | {"status"} == set(declared)
    assert all(column["vi"] and column["en"] for column in declared.values())


def test_every_number_column_declares_its_decimals():
    numbers = [column for column in tables.schemas()["columns"].values() if column["type"] == "number"]
    assert numbers and all("decimals" in column for column in numbers)


def test_equal_totals_of_other_parts_are_still_equal_after_the_file(tmp_path):
    # Thirds and sevenths, as a proposal that scales maxima leaves them: both units have 10 points exactly.
    parts = {"a": [10 / 3, 20 / 3], "b": [10 / 7] * 7}
    rows = [{"unit_code": unit, "criterion_code": f"{place}", "points": value, "applicable_max": 10.0}
            for unit, values in parts.items() for place, value in enumerate(values)]  # fmt: skip
    tables.write(tmp_path, "points", points(*rows), "synthetic")
    totals = tables.read(tmp_path, "points").groupby("unit_code")["points"].sum()
    assert list(ranks.ranks(totals, "competition")) == [1, 1]


def test_what_a_reader_changes_in_its_copy_stays_there_and_a_new_file_is_read_anew(tmp_path):
    tables.write(tmp_path, "points", points(), "synthetic")
    frame = tables.read(tmp_path, "points")
    frame.loc[0, "points"] = 99.0
    assert tables.read(tmp_path, "points").loc[0, "points"] == 1.5
    tables.write(tmp_path, "points", points({"points": 2.5}), "synthetic")
    assert tables.read(tmp_path, "points").loc[0, "points"] == 2.5
