"""The command `check FILE`: a plain answer and an exit status."""

import pytest
import small_study

from analysis.forms import single_command


@pytest.fixture
def root(tmp_path, monkeypatch):
    small_study.write(tmp_path)
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


def form(root, **changes):
    filled = {code: row | changes.get(code, {}) for code, row in small_study.FULL.items()}
    return small_study.form(root / "biểu của tôi.xlsx", "Sở Thử nghiệm Một", filled)


def test_a_form_in_order_may_be_sent(root, capsys):
    assert single_command.check_form(str(form(root))) == 0
    out = capsys.readouterr().out
    assert "đủ điều kiện gửi" in out and "small/so" in out


def test_a_form_with_a_fault_is_sent_back_with_the_cell(root, capsys):
    assert single_command.check_form(str(form(root, **{"1.2": {"self_points": 9}}))) == 1
    out = capsys.readouterr().out
    assert "còn 1 lỗi" in out and "ô E7" in out and "biểu của tôi.xlsx" in out


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_a_file_that_is_no_form_is_said_so_without_a_traceback(root, capsys, content):
    path = root / "hỏng.xlsx"
    path.write_bytes(content)
    assert single_command.check_form(str(path)) == 1
    assert "hỏng.xlsx" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_so(root, capsys):
    assert single_command.check_form(str(root / "không có.xlsx")) == 1
    assert "không có.xlsx" in capsys.readouterr().out
