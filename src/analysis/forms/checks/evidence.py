"""Evidence of one row: is a document named, can it be found, is its date within the window and in time?"""

import datetime
from collections.abc import Iterator

from analysis.criterion import due_date, window_dates
from analysis.forms.checks.figures import not_from_figures
from analysis.forms.checks.finding import Facts, found, shown, worded
from analysis.forms.evidence import Document
from analysis.forms.meaning import TypedRow
from analysis.problems import Problem

IDS = (
    "no_evidence_no_explanation", "evidence_without_number", "evidence_without_page", "evidence_outside_window",
    "evidence_date_unreadable", "evidence_date_future", "late_as_on_time", "same_evidence_many_rows",
)  # fmt: skip
MANY_ROWS = 5
NUMBER, DATE = ("evidence_number", "evidence", "evidence_date", "evidence_link"), ("evidence_date", "evidence")
PAGE = ("evidence_page", "evidence", "evidence_number")
DOCUMENT_WORDS = (
    "báo cáo", "kế hoạch", "quyết định", "công văn", "văn bản", "thông báo", "biên bản", "tờ trình", "nghị quyết",
    "chương trình", "chỉ thị", "hướng dẫn", "giấy mời", "quy chế",
)  # fmt: skip


def of_row(row: TypedRow, facts: Facts, state: str) -> Iterator[Problem]:
    """Yield what is wrong with the evidence of a self-scored row."""
    if state == "unknown_word":
        return
    for document in row.evidence:
        yield from _identity(document, row, facts)
    if state == "scored":
        yield from _dates(row, facts) if row.evidence else _nothing(row, facts)


def _nothing(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    if row.self_points is not None and row.self_points.numerator > 0 and not row.explanation:
        more = {"found": row.self_points, "expected": _asked(row)}
        yield found("no_evidence_no_explanation", facts, row.line, NUMBER, row.code, **more)


def _asked(row: TypedRow) -> dict:
    criterion = row.criterion
    return {one: getattr(criterion, f"evidence_{one}") or worded("evidence")[one] for one in ("vi", "en")}


def _identity(document: Document, row: TypedRow, facts: Facts) -> Iterator[Problem]:
    if document.number:
        if not document.page:
            yield found(
                "evidence_without_page", facts, document.line or row.line, PAGE, row.code, found=document.number
            )
    elif not document.link and _names_a_document(document, row, facts):
        yield found(
            "evidence_without_number", facts, document.line or row.line, NUMBER, row.code, found=_said(document)
        )


def _said(document: Document) -> str | dict:
    if document.text or document.span is None:
        return document.text or document.page or document.unreadable
    return worded("dated", date=_when(document), page=document.page)


def _names_a_document(document: Document, row: TypedRow, facts: Facts) -> bool:
    """Where a form has one column for documents and explanations, only words such as báo cáo name a document."""
    if "explanation" in facts.form.columns or "evidence_number" in facts.form.columns:
        return True
    text = document.text.lower()
    return bool(row.self_points) and any(word in text for word in DOCUMENT_WORDS)


def _dates(row: TypedRow, facts: Facts) -> Iterator[Problem]:
    first, last = window_dates(row.criterion, facts.year, facts.period)
    inside = []
    for document in row.evidence:
        if document.unreadable:
            yield _at_date("evidence_date_unreadable", row, facts, document, document.unreadable)
        elif document.span is None:
            continue
        elif document.span[0] > latest(facts):
            yield _at_date("evidence_date_future", row, facts, document, _when(document), latest(facts))
        elif document.span[1] < first or document.span[0] > last:
            window = worded("from_to", first=first, last=last)
            yield _at_date("evidence_outside_window", row, facts, document, _when(document), window)
        else:
            inside.append(document)
    due = due_date(row.criterion, facts.year) if inside and row.criterion.due else None
    if due and all(document.span[0] > due for document in inside) and _as_on_time(row, facts):
        yield _at_date("late_as_on_time", row, facts, inside[0], _when(inside[0]), due)


def latest(facts: Facts) -> datetime.date:
    """Return the last day a document can bear: the day the data are of, else one year after the period."""
    if facts.as_of is not None:
        return facts.as_of
    return datetime.date(facts.year + 1, 12, 31) if facts.period is None else _a_year_after(facts.period[1])


def _a_year_after(day: datetime.date) -> datetime.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _as_on_time(row: TypedRow, facts: Facts) -> bool:
    if row.self_points is None or not_from_figures(row, facts):
        return False
    on_time = row.declared is not None and row.declared.value == "on_time"
    return on_time or (row.self_points == row.criterion.maximum and row.self_points > 0)


def _at_date(check: str, row: TypedRow, facts: Facts, document: Document, said, expected="") -> Problem:
    more = {"found": said, "expected": expected, "document": document.number or worded("document")}
    return found(check, facts, document.line or row.line, DATE, row.code, **more)


def _when(document: Document) -> str | dict:
    first, last = document.span
    return shown(first) if first == last else worded("from_to", first=first, last=last)


def cited_often(rows: list[TypedRow], facts: Facts) -> Iterator[Problem]:
    """Yield one note for each document that many criteria cite; a yearly plan rightly does."""
    cited: dict[tuple, dict[str, TypedRow]] = {}
    for row in rows:
        for document in row.evidence:
            if document.number:
                cited.setdefault((document.number.upper(), document.date), {}).setdefault(row.code, row)
    for (number, _), by_code in cited.items():
        if len(by_code) >= MANY_ROWS:
            row = next(iter(by_code.values()))
            more = {"found": number, "expected": str(MANY_ROWS), "count": len(by_code), "codes": ", ".join(by_code)}
            yield found("same_evidence_many_rows", facts, row.line, NUMBER, row.code, **more)
