"""The commands on frameworks, as they end and what they say."""

import pytest
from annex_files import HEADING, spreadsheet

from analysis.framework_commands import framework_ids, import_annex, show
from analysis.paths import PROJECT

ROWS = [HEADING, ["1", "Chỉ đạo", 5], ["1.1", "Kế hoạch", 5, "Có: 5; Không: 0"], ["", "Tổng cộng", 5]]


def test_an_annex_becomes_a_draft_and_the_command_says_where(tmp_path, capsys):
    assert import_annex(tmp_path, spreadsheet(tmp_path / "Phụ lục.xlsx", {"Cấp xã": ROWS})) == 0
    said = capsys.readouterr().out
    assert (
        "outputs/framework-drafts/phu-luc" in said
        and "1/1 cách tính điểm đã rõ" in said
        and "rules clear: 1 of 1" in said
    )
    assert (tmp_path / "outputs/framework-drafts/phu-luc/criteria.csv").exists()


def test_what_was_not_understood_is_printed_in_both_languages(tmp_path, capsys):
    path = str(spreadsheet(tmp_path / "a.xlsx", {"Sở": [*ROWS[:-1], ["", "Tổng cộng", 6]]}))
    assert import_annex(tmp_path, path) == 0
    said = capsys.readouterr().out
    assert "CẢNH BÁO" in said and "Không số nào bị sửa" in said and "Nothing was changed" in said


def test_an_id_that_is_taken_is_said_and_data_stay_untouched(tmp_path, capsys):
    (tmp_path / "data/frameworks/a").mkdir(parents=True)
    assert import_annex(tmp_path, spreadsheet(tmp_path / "a.xlsx", {"Sở": ROWS})) == 0
    assert "data/frameworks/a đã có" in capsys.readouterr().out and not list((tmp_path / "data/frameworks/a").iterdir())


def test_a_missing_annex_is_a_wrong_call(tmp_path, capsys):
    assert import_annex(tmp_path, tmp_path / "không có.xlsx") == 2
    assert "Không có tệp không có.xlsx" in capsys.readouterr().err and not (tmp_path / "outputs").exists()


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.pdf"])
def test_a_file_that_is_no_annex_is_refused_without_a_trace(tmp_path, capsys, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04\x00\x00")
    assert import_annex(tmp_path, tmp_path / name) == 1
    said = capsys.readouterr()
    assert f"LỖI  {name}" in said.out and "Traceback" not in said.out + said.err and not (tmp_path / "outputs").exists()


def test_a_set_is_shown_in_vietnamese_and_then_in_english(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert show(PROJECT, "bnv-2948-2017") == 0
    said = capsys.readouterr().out
    assert said.index("Tác động của CCHC") < said.index("Impact of PAR") and max(map(len, said.splitlines())) <= 80


def test_an_unknown_id_names_the_nearest_and_all_that_are_there(capsys):
    assert show(PROJECT, "ttg-766") == 2
    said = capsys.readouterr().err
    assert "Có phải “ttg-766-2022” không?" in said and "Did you mean “ttg-766-2022”?" in said and "ca-mau-2013" in said


def test_a_name_that_leaves_the_folder_is_unknown(capsys):
    assert show(PROJECT, "../studies/papi-2019") == show(PROJECT, "") == 2
    assert "Frameworks here" in capsys.readouterr().err


def test_a_framework_with_faults_is_listed_and_gives_one(toy_root, edit, capsys):
    edit("frameworks/toy/criteria.csv", "Kế hoạch,Plans,30", "Kế hoạch,Plans,31")
    assert show(toy_root, "toy") == 1 and "LỖI" in capsys.readouterr().out


def test_only_folders_with_a_framework_count(tmp_path):
    (tmp_path / "data/frameworks/empty").mkdir(parents=True)
    (tmp_path / "data/frameworks/README.md").write_text("x", "utf-8")
    assert framework_ids(tmp_path) == [] and "hanoi-phong" in framework_ids(PROJECT)
