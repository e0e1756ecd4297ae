"""Where the sheet of checks holds what, and how formulas of one sheet of the form name a cell of another."""

from functools import cache

from xlsxwriter.utility import xl_col_to_name

from analysis.forms.template_conditions import ORDER
from analysis.forms.template_layout import Place
from analysis.language import say

# Rows and columns counted from 0. The rows with the checks' ids and messages and all columns behind the checks are hidden.
STATUS_ROW, ID_ROW, MESSAGE_ROW, HEADING_ROW = 2, 3, 4, 5
FIRST_ROW = HEADING_ROW + 1
COLUMNS = {
    "code": 8, "short_title": 40, "points": 9, "own_maximum": 9.5, "share": 8, "errors": 6.5, "warnings": 6.5, "mend": 58,
}  # fmt: skip
CHECK_WIDTH = 4.3
NAMES = list(COLUMNS)
CHECKS = ORDER
HELPERS = ("applied", "cleaned", "points", "value", "whole", "expected")
FIRST_CHECK = len(COLUMNS)
FIRST_HELPER = FIRST_CHECK + len(CHECKS)
FIRST_LIST = FIRST_HELPER + len(HELPERS)


@cache
def letter(name: str) -> str:
    """Return the column that shows something or holds a check."""
    return xl_col_to_name(FIRST_CHECK + CHECKS.index(name) if name in CHECKS else NAMES.index(name))


@cache
def helper(name: str) -> str:
    """Return the hidden column of a figure the checks rest on."""
    return xl_col_to_name(FIRST_HELPER + HELPERS.index(name))


def row_of(place: Place) -> int:
    """Return the row, counted from 1, in which a row of the form is checked: the same in both sheets."""
    return place.row + 1


def form_cell(address: str) -> str:
    """Return a cell of the form as formulas of other sheets name it."""
    return f"{_named('form')}{address}"


def check_cell(address: str) -> str:
    """Return a cell of the sheet of checks as formulas of other sheets name it."""
    return f"{_named('checks')}{address}"


@cache
def _named(sheet: str) -> str:
    return f"'{say(f'form.sheet_{sheet}', 'vi')}'!"
