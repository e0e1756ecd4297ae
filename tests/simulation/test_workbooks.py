"""Written forms, read back cell by cell: each value at the cell that the writer names."""

import datetime
import unicodedata
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook
from simulated import province

from analysis.simulation import workbooks
from analysis.simulation.layouts import WILD, Layout
from analysis.simulation.plans import Line, Plan, plan

MADE = province(2024, "small")
UNIT = MADE.unit("mp-so-noi-vu")


def at(path, sheet, cell):
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    column = 0
    letters = cell.rstrip("0123456789")
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return rows[int(cell[len(letters) :]) - 1][column - 1]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    return {
        name: (folder / f"{name}.xlsx", workbooks.write(folder / f"{name}.xlsx", plan(MADE, UNIT, name), layout))
        for name, layout in WILD.items()
    }


@pytest.mark.parametrize("name", WILD)
def test_points_stand_where_the_writer_says(written, name):
    path, cells = written[name]
    for line in plan(MADE, UNIT, name).lines[:40]:
        if "self_points" in line.values:
            found = at(path, *cells[line.key, "self_points"])
            number = found.replace(",", ".") if isinstance(found, str) else str(found)
            assert Fraction(number) == line.values["self_points"]


@pytest.mark.parametrize("name", WILD)
def test_titles_stand_in_composed_or_decomposed_letters(written, name):
    path, cells = written[name]
    found = at(path, *cells["1.1.1", "title"])
    assert unicodedata.normalize("NFC", found) == "Ban hành kế hoạch CCHC năm"
    assert unicodedata.is_normalized("NFC", found) is not WILD[name].decomposed


def test_codes_become_numbers_or_roman_where_the_layout_says(written):
    assert at(written["points_first"][0], *written["points_first"][1]["5.10", "code"]) == 5.1
    assert at(written["two_rows"][0], *written["two_rows"][1]["5", "code"]) == "V"
    assert at(written["declared"][0], *written["declared"][1]["5.10", "code"]) == "5.10"


def test_evidence_without_columns_of_its_own_is_one_sentence(written):
    path, cells = written["short"]
    one = MADE.rows[UNIT.code]["1.1.1"].document
    words = f"{one.title} số {one.number} ngày {one.day:%d/%m/%Y}, trang {one.page}"
    assert at(path, *cells["1.1.1", "evidence_date"]) == words
    assert cells["1.1.1", "evidence_date"] == cells["1.1.1", "evidence"]


def test_dates_are_cells_or_texts(written):
    day = MADE.rows[UNIT.code]["1.1.1"].document.day
    assert at(written["declared"][0], *written["declared"][1]["1.1.1", "evidence_date"]) == day
    assert at(written["two_rows"][0], *written["two_rows"][1]["1.1.1", "evidence_date"]) == f"{day:%d/%m/%Y}"


def test_the_head_names_the_unit_and_no_code(written):
    path, cells = written["declared"]
    assert at(path, *cells["head", "unit_name"]) == "Sở Nội vụ (mô phỏng)"
    assert ("head", "unit_code") not in cells
    assert at(written["short"][0], *written["short"][1]["head", "unit_name"]) == "Tên đơn vị: Sở Nội vụ (mô phỏng)"


def test_the_same_form_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        workbooks.write(tmp_path / f"{name}.xlsx", plan(MADE, UNIT, "two_rows"), WILD["two_rows"])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_an_extra_sheet_stands_first_where_the_layout_says(written):
    assert CalamineWorkbook.from_path(str(written["points_first"][0])).sheet_names[0] == "Hướng dẫn điền"


def test_two_figures_share_one_cell_without_a_column_for_the_second():
    layout = Layout("x", ("code", "declared", "evidence"))
    line = Line("1", "1", "", None, "leaf", {"declared": Fraction(45), "denominator": Fraction(50)})
    assert workbooks.texts_of(line, layout)["declared"] == "45/50"


@pytest.mark.parametrize(
    ("value", "shown"), [(Fraction(1, 2), "0,5"), (Fraction(27007), "27007"), (Fraction(67, 100), "0,67")]
)
def test_numbers_are_typed_as_people_do(value, shown):
    assert workbooks.figure(value) == shown


def test_no_text_of_a_form_becomes_a_formula(tmp_path):
    line = Line(
        "1", "1", "=1+1", None, "leaf", {"evidence": "=HYPERLINK(1)", "evidence_date": datetime.date(2024, 1, 2)}
    )
    one = Plan("x.xlsx", "u", "declared", {"unit_name": "=2+2", "year": 2024}, (line,))
    cells = workbooks.write(tmp_path / "x.xlsx", one, WILD["declared"])
    assert at(tmp_path / "x.xlsx", *cells["1", "title"]) == "=1+1"
    assert at(tmp_path / "x.xlsx", *cells["head", "unit_name"]) == "=2+2"
