"""Reading a form as it was sent: what it says, and what was found on the way; no file can stop the reading of others."""

import hashlib
from pathlib import Path

from analysis.forms import choosing, findings, gate, head, personal, petitions, roles, rows, workbook
from analysis.forms.archive import Refused
from analysis.forms.choosing import Found
from analysis.forms.form import Form
from analysis.forms.gate import Passed
from analysis.forms.open_document import Cells
from analysis.forms.tidy import tidy
from analysis.forms.workbook import Sheet
from analysis.paths import shown
from analysis.problems import problem


def read(path: Path, sets: list) -> Form:
    """Return a form as received; whatever is wrong with the file is in Form.problems, never raised.

    sets : the CriteriaSets that the form may follow, to settle codes; may be empty, then codes stay as printed.
    """
    path = Path(path)
    form = Form(file=shown(path))
    try:
        given = gate.passed(path)
        form.sha256 = hashlib.sha256(given.content).hexdigest()
        for rule, facts in given.notes:
            form.problems.append(problem(rule, "note", texts="reading", file=form.file, **facts))
        _fill(form, given, sets)
    except Refused as refused:
        facts = {"sheet": form.sheet, **refused.facts}
        form.problems.append(problem(refused.rule, texts="reading", file=form.file, **facts))
    return form


def _fill(form: Form, given: Passed, sets: list) -> None:
    sheets, found = _sheets(given)
    checked = [_checked(form, given, one) for one in found]
    first, cells, texts = checked[0]
    form.sheet, form.columns = first.sheet.name, dict(first.header.columns)
    form.head = head.read(first.sheet.rows[: first.header.first])
    form.template = bool(form.head["set"]) and form.head["unit_code"] != ""
    read = rows.typed(first.sheet.rows, first.header)
    # Sets may agree with a form equally well; then the one that its head names counts.
    table = roles.table(read.rows, sorted(sets, key=lambda one: one.code != form.head["set"]))
    form.rows = table.rows
    form.petitions = petitions.read(sheets)
    findings.add(form, first, read, table, cells)
    findings.other_tables(form, [one for one, _, _ in checked[1:]], sets)
    form.dropped = len(read.dropped)
    personal.drop(form, texts, [first.sheet.rows[place] for place in read.foot])


def _sheets(given: Passed) -> tuple[list[Sheet], list[Found]]:
    """Return (sheets, those that hold a table). Hidden sheets, checks and guides are read only if no other has one."""
    sheets = workbook.sheets(given, choosing.is_aside)
    found = choosing.tables_of(sheets)
    if not found:
        sheets = workbook.sheets(given)
        found = choosing.tables_of(sheets)
    if not found:
        for sheet in sheets:
            findings.refuse_unreadable(sheet, tidy(sheet.rows)[1])
        choosing.refuse_without_table(sheets)
    return sheets, found


def _checked(form: Form, given: Passed, found: Found) -> tuple[Found, Cells, str]:
    """Return (sheet with tidy cells and the words of failed ones, what its cells hold besides, all its texts together).

    Raises Refused for text that cannot be read, or runs.
    """
    form.sheet = found.sheet.name
    tidy_rows, texts = tidy(found.sheet.rows)
    findings.refuse_unreadable(found.sheet, texts)
    gate.refuse_program_text(texts)
    findings.too_long(form, found.sheet, texts)
    cells = workbook.cells(given, found.sheet)
    sheet = findings.with_marks(form, found.sheet._replace(rows=tidy_rows), cells)
    return Found(sheet, found.header), cells, texts
