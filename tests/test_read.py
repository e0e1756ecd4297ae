"""Room 1: every cell arrives as text, with its place; nothing is converted, repaired or dropped."""

import hashlib

import pytest

from analysis import read, tables
from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import DataProblems


@pytest.fixture
def broken(toy_root):
    """A function that reads the copied toy study and returns what is wrong as (rule, cell)."""

    def faults():
        with pytest.raises(DataProblems) as refused:
            read.submitted(studies.load(studies_folder(toy_root) / "toy"))
        return [(one.rule, one.cell) for one in refused.value.problems]

    return faults


def test_every_cell_but_identity_becomes_a_row(toy):
    assert len(toy.submitted) == 14 * 12


def test_a_cell_keeps_its_text_and_place(toy):
    rows = toy.submitted[(toy.submitted["source_id"] == "TOY2") & (toy.submitted["column"] == "1.2")]
    assert rows[["year_text", "unit_name", "printed", "cell", "file"]].values.tolist() == [
        ["2024", "SỞ GIẢ LẬP A", "18.00", "H3", "data/studies/toy/results.csv"],
        ["2024", "Sở Giả lập D", "21", "H7", "data/studies/toy/results.csv"],
    ]


def test_received_lists_every_file_with_its_checksum(toy):
    listed = read.received(toy.study).set_index("file")
    path = toy.study.folder / "results.csv"
    assert list(listed.index) == [
        f"data/studies/toy/{name}" for name in ("corrections.yml", "results.csv", "study.yml")
    ]
    assert listed.loc["data/studies/toy/results.csv", "sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_programs_leave_beside_the_files_is_not_received(toy, toy_root):
    folder = toy_root / "data/studies/toy"
    for name in (".DS_Store", "~$results.xlsx", ".~lock.results.csv#"):
        (folder / name).write_text("x")
    assert read.received(studies.load(folder))["sha256"].tolist() == read.received(toy.study)["sha256"].tolist()


def test_an_empty_file_in_the_folder_does_not_stop_the_room(toy_root, tmp_path):
    folder = toy_root / "data/studies/toy"
    (folder / "notes.txt").write_bytes(b"")
    tables.write(tmp_path, "received", read.received(studies.load(folder)), "synthetic")
    assert list(tables.read(tmp_path, "received")["bytes"])[1] == 0


def test_standard_errors_are_read_with_their_own_place(shipped):
    rows = shipped("papi-2019").submitted
    errors = rows[rows["file"] == "data/studies/papi-2019/standard_errors.csv"]
    first = errors[errors["cell"] == "F2"].iloc[0]
    assert (first["column"], first["printed"], first["unit_code"]) == ("standard_error:total", "0.256748", "01")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("unit_name,", "unit_nam,", ("unknown_column", "D1")),
        ("unit_name,", "unit_nam,", ("missing_column", "A1")),
        (",1.10,", ",1.1,", ("column_twice", "I1")),
        (",1.10,", ",1.3,", ("unknown_column", "I1")),
        (",1.10,", ",1.3,", ("missing_column", "A1")),
        ("published_points:1", "published_points:9", ("unknown_column", "L1")),
        (",Sở Giả lập E,", ",Sở Giả lập E,,", ("row_length", "A8")),
    ],
)
def test_a_fault_of_the_table_is_named(broken, edit, old, new, fault):
    edit("studies/toy/results.csv", old, new)
    assert fault in broken()


def test_a_criterion_without_a_column_is_not_left_out_of_the_total(broken, toy_root):
    path = toy_root / "data/studies/toy/results.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(",".join(row[:10] + row[11:]) for row in rows), "utf-8")
    assert broken() == [("missing_column", "A1")]


@pytest.mark.parametrize("content", ["", "\n", "year,block\n"])
def test_a_table_without_figures_is_refused(broken, toy_root, content):
    (toy_root / "data/studies/toy/results.csv").write_text(content, "utf-8")
    assert broken() == [("table_empty", "")]
