"""The workbook of all tables, read back."""

import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest
import python_calamine

from analysis import tables
from analysis.room import Room
from analysis.sheets.workbook import HEAD_ROW, names_of, workbook

EVIL = '=HYPERLINK("http://x","y")'


@pytest.fixture(scope="module")
def here(toy, tmp_path_factory):
    """Return a run with a table of each kind: text that looks like a formula, numbers, nothing."""
    folder = tmp_path_factory.mktemp("run")
    cells = [("Sở A", EVIL), ("+84", "-2+3")]
    petitions = [
        {"unit_name": name, "criterion_code": "", "petition_kind": "proposal", "text": text, "file": "a.xlsx",
         "sheet": "S", "cell": f"A{place}"}
        for place, (name, text) in enumerate(cells)
    ]  # fmt: skip
    tables.write(folder, "scores", toy.scores, "synthetic")
    tables.write(folder, "petitions", pd.DataFrame(petitions), "synthetic")
    tables.write(folder, "left_out_compare", tables.empty("left_out_"), "synthetic")
    tables.write(folder, "left_out_fairness", tables.empty("left_out_"), "synthetic")
    return Room(toy.study, folder)


@pytest.fixture(scope="module")
def book(here):
    """Return (path, {sheet: rows})."""
    path = workbook(here)
    read = python_calamine.CalamineWorkbook.from_path(str(path))
    return path, {name: read.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in read.sheet_names}


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_every_table_has_a_sheet_behind_the_contents_in_the_order_of_the_rooms(book, here):
    assert list(book[1]) == ["Mục lục", "petitions", "scores", "left_out_compare", "left_out_fairness"]
    assert names_of(here) == list(book[1])[1:]


def test_headings_are_vietnamese_and_every_row_of_the_table_is_there(book, here):
    rows = book[1]["scores"]
    assert rows[HEAD_ROW][:6] == ["Năm đánh giá", "Mã đơn vị", "Tên đơn vị", "Khối", "Nội dung", "Điểm"]
    assert rows[HEAD_ROW - 1][:3] == ["year", "unit_code", "unit_name_vi"]
    scores = here.table("scores")
    assert len(rows) == HEAD_ROW + 1 + len(scores)
    assert [row[5] for row in rows[HEAD_ROW + 1 :] if row[5] != ""] == scores["points"].dropna().tolist()


def test_the_contents_count_rows_and_lead_to_every_sheet_and_back(book, here):
    rows = {row[0]: row[3] for row in book[1]["Mục lục"][HEAD_ROW + 1 :]}
    assert rows == {"petitions": 2, "scores": len(here.table("scores")), "left_out_compare": 0, "left_out_fairness": 0}
    contents = parts(book[0])["xl/worksheets/sheet1.xml"]
    assert re.findall(r'location="\'(\w+)\'!A1"', contents) == list(rows)
    assert "'Mục lục'!A1" in parts(book[0])["xl/worksheets/sheet3.xml"]


def test_what_looks_like_a_formula_is_text_and_stays_text_when_it_is_edited(book):
    texts = [row[3] for row in book[1]["petitions"][HEAD_ROW + 1 :]]
    assert texts == [EVIL, "-2+3"]
    content = parts(book[0])
    assert not any("<f>" in part or "<f " in part for name, part in content.items() if "worksheets" in name)
    assert 'quotePrefix="1"' in content["xl/styles.xml"]


def test_sheets_can_be_filtered_and_stay_under_their_headings(book):
    content = parts(book[0])
    for sheet in range(1, 6):
        part = content[f"xl/worksheets/sheet{sheet}.xml"]
        assert f'<autoFilter ref="A{HEAD_ROW + 1}:' in part and 'state="frozen"' in part


def test_numbers_have_vietnamese_formats_and_made_up_ones_say_so(book):
    content = parts(book[0])
    assert "[$-42A]#,##0.00" in content["xl/styles.xml"] and "[$-42A]0" in content["xl/styles.xml"]
    assert all(rows[0][0].startswith("DỮ LIỆU MÔ PHỎNG") for rows in book[1].values())


def test_the_same_tables_give_the_same_bytes_later_and_elsewhere(book, here, tmp_path):
    before = book[0].read_bytes()
    shutil.copytree(here.folder / "tables", tmp_path / "tables")
    assert workbook(Room(here.study, tmp_path)).read_bytes() == before


def test_a_spreadsheet_program_opens_it_and_writes_vietnamese_numbers(book, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is missing: install LibreOffice Calc to open the workbook")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # The third sheet (scores) as it is shown.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3"
    command = [office, "--headless", profile, "--convert-to", form, "--outdir", str(tmp_path), str(book[0])]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    found = list(tmp_path.glob("*.csv"))
    if not found:
        pytest.skip(f"soffice cannot open tables here, LibreOffice Calc is missing: {done.stderr.decode()[-200:]}")
    assert '"73,95"' in found[0].read_text("utf-8") and "2025," in found[0].read_text("utf-8")


def test_a_table_without_rows_says_so_and_others_do_not(book):
    told = {name: "không có dòng nào" in str(rows[1]) for name, rows in book[1].items()}
    assert told == {name: name.startswith("left_out_") for name in book[1]}
