"""The gate: the kind of a file by what it holds, and nothing in it that runs or fetches. Bad files: test_hostile_files."""

import pytest
from forms.sent_files import FILES, grid, repacked, write

from analysis.forms import gate
from analysis.forms.archive import Refused
from analysis.forms.gate import passed, refuse_program_text


def good(folder):
    return write(folder / "bieu.xlsx", grid())


def test_a_workbook_passes_with_its_parts(tmp_path):
    given = passed(good(tmp_path))
    assert given.kind == "xlsx" and given.notes == () and b"<sheetData>" in given.parts["xl/worksheets/sheet1.xml"]
    assert given.content == (tmp_path / "bieu.xlsx").read_bytes()


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_and_open_workbooks_pass(ending):
    given = passed(FILES / f"bieu-so-tu-phap.{ending}")
    assert given.kind == ending and given.notes == () and bool(given.parts) == (ending == "ods")


def test_text_passes_as_csv(tmp_path):
    (tmp_path / "bieu.CSV").write_text("STT;Tiêu chí", "utf-8")
    assert passed(tmp_path / "bieu.CSV").kind == "csv"


def test_a_wrong_ending_is_noted_and_the_content_counts(tmp_path):
    path = good(tmp_path).rename(tmp_path / "bieu.ods")
    assert passed(path).kind == "xlsx" and passed(path).notes == (
        ("ending_differs", {"found": ".ods", "expected": ".xlsx"}),
    )


def test_capital_endings_are_the_same(tmp_path):
    assert passed(good(tmp_path).rename(tmp_path / "BIEU.XLSX")).notes == ()


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "LARGEST", 100)
    with pytest.raises(Refused) as caught:
        passed(good(tmp_path))
    assert caught.value.rule == "file_too_large"


def test_links_to_other_workbooks_are_noted(tmp_path):
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink><externalBook/></externalLink>"}
    assert passed(repacked(good(tmp_path), tmp_path / "b.xlsx", added=link)).notes == (("external_links", {}),)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:A3)",
        '=A1&"|"&B1&"!"',
        '=IF(A1="cmd|a!","x","y")',
        "='Biểu 1'!A1+1",
        '=HYPERLINK("https://a.vn","vb")',
        "=RECALL(1)",
        '=IF(ISNUMBER(SEARCH("|"&A1&"|","|a|b|")),1,0)',
        "=ROUND(A1,2)",
    ],
)
def test_ordinary_formulas_pass(formula, tmp_path):
    cells = grid()
    cells[6][3] = (formula, 1)
    assert passed(write(tmp_path / "bieu.xlsx", cells)).kind == "xlsx"


@pytest.mark.parametrize(
    "formula",
    [
        "=cmd|'/C calc'!A0",
        '=DDE("cmd","a","b")',
        '=1+WebService("http://a.vn")',
        '=RTD("a",,"b")',
        '=CALL("a","b","c")',
        "=MSEXCEL|'\\..\\cmd.exe'!x",
        '=REGISTER.ID("a","b")',
        '=EXEC("calc")',
        '=IMPORTXML("http://a.vn","//a")',
    ],
)
def test_formulas_that_run_or_fetch_are_refused_by_name(formula, tmp_path):
    cells = grid()
    cells[6][3] = (formula, 1)
    with pytest.raises(Refused) as caught:
        passed(write(tmp_path / "bieu.xlsx", cells))
    assert caught.value.rule == "active_formula" and caught.value.facts["found"] == formula[1:][:60]


@pytest.mark.parametrize(
    "text", ["=cmd|'/C calc'!A0", "a\n+cmd|' /C x'!A1", "@SUM(1)*cmd|'/C calc'!A0", 'a\n=WEBSERVICE("http://a.vn")']
)
def test_text_that_would_run_as_a_formula_is_refused(text):
    with pytest.raises(Refused):
        refuse_program_text(text)


@pytest.mark.parametrize(
    "text", ["", "- Kế hoạch (số 12) | Báo cáo!", "=1+1", "Kết quả | tốt!", "-0,25", "@ghi chú (1)", "a|b!c"]
)
def test_ordinary_text_passes(text):
    assert refuse_program_text(text) is None
