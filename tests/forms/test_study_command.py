"""The command `check ID` for forms: problems, the appraiser's workbook, the letters."""

import docx
import pytest
import small_study
from python_calamine import CalamineWorkbook

from analysis import commands
from analysis import study as studies
from analysis.forms import study_command

NAMES = dict(small_study.UNITS)


def faulty(tmp_path, **settings):
    forms = {
        f"{code}.xlsx": (name, small_study.of_unit(place), "") for place, (code, name) in enumerate(small_study.UNITS)
    }
    forms["tt-so-hai.xlsx"][1]["1.2"]["self_points"] = 9
    return small_study.write(tmp_path, forms, **settings)


@pytest.fixture
def checked(tmp_path, capsys):
    letters = {"issuer": "Sở Nội vụ", "place": "Thử", "deadline": "2025-02-20"}
    faulty(tmp_path, letters=letters)
    status = commands.check_study(tmp_path, "small")
    return tmp_path / "outputs" / "small" / "check", status, capsys.readouterr()


def test_the_answer_names_the_cell_and_where_everything_stands(checked):
    folder, status, said = checked
    assert status == 1 and "ô E7" in said.out
    assert "outputs/small/check/issues.xlsx" in said.out and "outputs/small/check/letters" in said.out


def test_only_a_unit_that_has_to_mend_something_gets_a_letter(checked):
    folder, _, _ = checked
    assert [path.stem for path in (folder / "letters").iterdir()] == ["tt-so-hai"]
    document = docx.Document(folder / "letters" / "tt-so-hai.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    marks = [one.text for one in document.sections[0].header.paragraphs]
    text = "\n".join([*(one.text for one in document.paragraphs), *cells, *marks])
    assert NAMES["tt-so-hai"] in text and "1.2" in text and "20/02/2025" in text and "DỮ LIỆU MÔ PHỎNG" in text


def test_the_workbook_lists_every_problem(checked):
    folder, _, _ = checked
    book = CalamineWorkbook.from_path(str(folder / "issues.xlsx"))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert "above_maximum" in cells and any("tt-so-hai.xlsx" in cell for cell in cells)


def test_the_letters_of_the_last_check_do_not_stay(checked, tmp_path):
    folder, _, _ = checked
    form = tmp_path / "data" / "studies" / "small" / "submissions" / "tt-so-hai.xlsx"
    small_study.form(form, NAMES["tt-so-hai"], small_study.of_unit(1))
    assert commands.check_study(tmp_path, "small") == 0
    assert list((folder / "letters").glob("*.docx")) == []


def test_the_same_forms_give_the_same_bytes(tmp_path):
    def made(name):
        study = studies.load(faulty(tmp_path / name))
        study_command.check_forms(study)
        folder = tmp_path / name / "outputs" / "small" / "check"
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert made("one") == made("two")


def test_without_an_issuer_the_letter_leaves_room_for_it(tmp_path):
    study = studies.load(faulty(tmp_path))
    assert study_command.letter_facts(study, "so").issuer == study_command.DOTS
