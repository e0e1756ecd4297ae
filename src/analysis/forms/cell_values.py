"""What a cell of a form holds, as a table keeps it: text that gives the same value back."""

import datetime


def kind(value) -> str:
    """Return what a cell holds: text, number, date or logical."""
    if isinstance(value, bool):
        return "logical"
    if isinstance(value, int | float):
        return "number"
    return "date" if isinstance(value, datetime.date | datetime.datetime) else "text"


def as_text(value) -> str:
    """Return a cell's value as text from which `from_text` gives the same value back."""
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, datetime.date | datetime.datetime) else str(value)


def from_text(printed: str, cell_kind: str):
    """Return the value that `as_text` wrote."""
    if cell_kind == "number":
        return float(printed)
    if cell_kind == "logical":
        return printed == "True"
    if cell_kind == "date":
        day = datetime.datetime.fromisoformat(printed)
        return day if "T" in printed else day.date()
    return printed
