"""The workbook facts.xlsx to fill in: one row a unit and condition that only a declared fact can answer."""

import datetime
from pathlib import Path

import xlsxwriter

from analysis import names
from analysis.awards.conditions import asked
from analysis.awards.facts import headings
from analysis.awards.rules import PERSONS, StudyRules
from analysis.language import say
from analysis.study import Study

# Columns in their order; what a fact says stands in those that facts.xlsx is read by.
COLUMNS = ("unit", "unit_name", "person", "condition", "text", "asked", "value", "document_number", "document_date")
WIDTHS = (26, 34, 14, 26, 70, 10, 12, 24, 16)
HEAD_ROW = 3
Filled = dict[tuple[str, str, str], tuple[str, str, str]]


def write(path: Path, study: Study, rules: StudyRules, blocks: dict[str, str], filled: Filled | None = None) -> Path:
    """Write facts.xlsx and return its path; the same arguments give the same bytes. An existing file is replaced.

    blocks : {unit code: block} of the units that declare. filled : {(unit, person, condition): (value, document number,
    document date)}; what is not filled stays empty. Nothing written becomes a formula. Raises OSError where the file
    cannot be written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": study.title["vi"], "created": study.date.replace(tzinfo=None)})
        sheet = book.add_worksheet(say("awards.sheet", "vi"))
        looks = _looks(book)
        _head(sheet, study, looks)
        rows = _rows(study, rules, blocks, filled or {})
        for line, row in enumerate(rows, start=HEAD_ROW + 1):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text, looks["open" if column in _open_columns() else "cell"])
        sheet.autofilter(HEAD_ROW, 0, max(HEAD_ROW + 1, HEAD_ROW + len(rows)), len(COLUMNS) - 1)
    return Path(path)


def _looks(book) -> dict:
    plain = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "plain": book.add_format({"font_name": "Times New Roman", "font_size": 12}),
        "head": book.add_format(plain | {"bold": True, "border": 1, "bg_color": "#D9E2F3"}),
        "cell": book.add_format(plain | {"border": 1}),
        "open": book.add_format(plain | {"border": 1, "bg_color": "#FFF9E5", "num_format": "@"}),
    }


def _open_columns() -> set[int]:
    return {COLUMNS.index(name) for name in ("person", "value", "document_number", "document_date")}


def _head(sheet, study: Study, looks: dict) -> None:
    sheet.write_string(0, 0, study.title["vi"], looks["title"])
    sheet.write_string(1, 0, say("awards.how", "vi"), looks["plain"])
    if study.synthetic:
        sheet.write_string(2, 0, say("awards.synthetic", "vi"), looks["title"])
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        label = say(f"awards.head_{name}", "vi") if name in ("unit_name", "text", "asked") else headings(name)[0]
        sheet.write_string(HEAD_ROW, column, label, looks["head"])
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _rows(study: Study, rules: StudyRules, blocks: dict[str, str], filled: Filled) -> list[list[str]]:
    rows = []
    for unit in names.ordered(study, sorted(blocks)):
        persons = sorted({person for code, person, _ in filled if code == unit and person})
        for person in ["", *persons]:
            whom = PERSONS if person else "units"
            for code in rules.asked_of(blocks[unit], whom):
                if rules.conditions[code].source == "fact":
                    rows.append(_row(study, rules, (unit, person, code), filled))
    return rows


def _row(study: Study, rules: StudyRules, key: tuple[str, str, str], filled: Filled) -> list[str]:
    unit, person, code = key
    condition = rules.conditions[code]
    wanted = asked(condition)
    shown = say(f"awards.answer_{wanted}", "vi") if wanted in ("yes", "no") else wanted
    facts = filled.get(key, ("", "", ""))
    return [unit, names.unit(study, unit, "vi"), person, code, condition.text["vi"], shown, *facts]


def day(date: datetime.date) -> str:
    """Return a date as it is written in the workbook."""
    return date.strftime("%d/%m/%Y")
