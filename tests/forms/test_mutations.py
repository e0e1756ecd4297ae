"""Whatever is done to the cells of a good form, reading it never stops and never gives a value that is not in its cell."""

import copy
import datetime
import tempfile
from pathlib import Path

from forms.sent_files import FIRST_LINE, HEADINGS, TITLES, criteria, grid, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.forms import reading
from analysis.forms.personal import masked
from analysis.forms.tidy import tidy_cell

SETS = [criteria()]
JUNK = st.one_of(
    st.sampled_from(
        [
            "",
            "-",
            "1.085",
            "8,5",
            "x",
            "Tổng cộng",
            "GIÁM ĐỐC",
            "I",
            "1.1",
            "STT",
            "Điểm tự chấm",
            "#REF!",
            "0912345678",
            True,
            1.1,
            2.0,
            -1.0,
            1e300,
            datetime.date(2024, 2, 1),
            "<b>",
            "=1+1",
            "Nguyễn Văn An",
            "năm 2024",
        ]
    ),
    st.sampled_from([*TITLES, *TITLES.values(), *HEADINGS]),
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
PLACE = st.integers(0, 14)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "drop row",
                "copy row",
                "move row",
                "blank row",
                "drop column",
                "copy column",
                "move column",
                "cell",
                "row of junk",
            ]
        ),
        PLACE,
        PLACE,
        JUNK,
    ),
    max_size=8,
)


def changed(cells, change):
    """Return the grid after one change; places beyond it fall on its last row or column."""
    kind, one, other, junk = change
    cells = copy.deepcopy(cells)
    width = max(map(len, cells), default=0)
    if not cells or not width:
        return cells
    line, column = min(one, len(cells) - 1), min(other, width - 1)
    square = [row + [""] * (width - len(row)) for row in cells]
    if kind == "drop row":
        del cells[line]
    elif kind == "copy row":
        cells.insert(min(other, len(cells)), list(cells[line]))
    elif kind == "move row":
        cells.insert(min(other, len(cells) - 1), cells.pop(line))
    elif kind == "blank row":
        cells.insert(line, [])
    elif kind == "row of junk":
        cells.insert(line, [junk] * width)
    elif kind == "cell":
        square[line][column] = junk
        return square
    else:
        return [moved(row, kind, min(one, width - 1), column) for row in square]
    return cells


def moved(row, kind, one, other):
    row = list(row)
    if kind == "drop column":
        del row[one]
    elif kind == "copy column":
        row.insert(other, row[one])
    else:
        row.insert(other, row.pop(one))
    return row


@settings(max_examples=400, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(CHANGES)
def test_a_changed_form_is_read_without_a_stop_and_without_an_invented_value(changes):
    cells = grid()
    for change in changes:
        cells = changed(cells, change)
    with tempfile.TemporaryDirectory() as folder:
        form = reading.read(write(Path(folder) / "bieu.xlsx", cells), SETS)
    assert form.rows or [one for one in form.problems if one.severity == "error"]
    for row in form.rows:
        for field, value in row.values.items():
            cell = cells[row.line - 1][form.columns[field]] if field in form.columns else None
            assert value == kept(cell), (row, field)


def kept(cell):
    """What reading keeps of a cell: tidied, without telephone numbers and addresses; a number as the file stores it."""
    tidied = float(f"{cell:.16G}") if type(cell) is float else tidy_cell(cell)
    return masked(tidied)[0] if isinstance(tidied, str) else tidied


@settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(range(len(HEADINGS))))
def test_the_order_of_columns_changes_nothing_but_their_places(order):
    cells = [[row[place] for place in order] if len(row) == len(HEADINGS) else row for row in grid()]
    with tempfile.TemporaryDirectory() as folder:
        form = reading.read(write(Path(folder) / "bieu.xlsx", cells), SETS)
    straight = [dict(zip(HEADINGS, row, strict=True)) for row in grid()[FIRST_LINE - 1 :]]
    assert [row.code for row in form.rows] == list(TITLES) and form.problems == []
    assert [row.values.get("self_points", "") for row in form.rows] == [row["Điểm tự đánh giá"] for row in straight]
