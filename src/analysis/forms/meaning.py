"""What the rows of a form mean: cells become exact numbers, words of the rule, dates and documents; nothing is judged.

A dash or dots are an empty cell. `không` is 0 in a declared count and nothing else. `x` means yes where a yes is asked.
A form without a column for exceptions may say so in the cell of the points.
"""

from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.criterion import Criterion
from analysis.forms.declared import Fault, declared_figure, read_number
from analysis.forms.evidence import Document, documents
from analysis.forms.form import Form, FormRow
from analysis.forms.numbers import DASHES
from analysis.framework import CriteriaSet
from analysis.language import LANGUAGES, plain_name, say
from analysis.rules import Declared

POINTS = ("self_points", "appraisal_1", "appraisal_2", "survey_points")
WORDS = ("applies", "not_applicable", "no_case")


class TypedRow(NamedTuple):
    """One row of a tiêu chí thành phần as understood.

    declared : None where nothing, half or nothing readable is declared. points : exact, None where the cell is empty or
    cannot be read. applicability : applies, not_applicable, no_case, or empty. source : the row as typed.
    """

    line: int
    code: str
    criterion: Criterion
    declared: Declared | None
    self_points: Fraction | None
    appraisal_1: Fraction | None
    appraisal_2: Fraction | None
    survey_points: Fraction | None
    applicability: str
    evidence: tuple[Document, ...]
    explanation: str
    reason: str
    faults: tuple[Fault, ...]
    source: FormRow

    def faulty(self, *fields: str) -> bool:
        """Return whether a cell of one of these fields could not be read."""
        return bool(self.faults) and any(fault.field in fields for fault in self.faults)


def typed(form: Form, criteria: CriteriaSet) -> list[TypedRow]:
    """Return the rows of the form that are leaves of the criteria, in the order of the form.

    Lines below a row that only go on with its documents belong to it.
    """
    items, rows = criteria.items, []
    for row in form.rows:
        criterion = items.get(row.code)
        if criterion is None or not criterion.leaf or row.role == "total":
            continue
        if row.role != "other":
            rows.append(_row(row, criterion, form))
        elif rows and rows[-1].code == row.code:
            rows[-1] = _continued(rows[-1], row)
    return rows


def _continued(row: TypedRow, more: FormRow) -> TypedRow:
    evidence = tuple(document._replace(line=more.line) for document in documents(more.values))
    said = " ".join(part for part in (row.explanation, _plain(more.values.get("explanation"))) if part)
    return row._replace(evidence=row.evidence + evidence, explanation=said)


def _row(row: FormRow, criterion: Criterion, form: Form) -> TypedRow:
    values, faults = row.values, []
    applicability = _applicability(values, form, faults)
    points = [_points(field, values, applicability, form, faults) if field in values else None for field in POINTS]
    stated = "declared" in values or "denominator" in values
    declared = declared_figure(criterion.rule, values, form.template, faults) if stated else None
    return TypedRow(
        row.line, row.code, criterion, declared, *points, applicability, documents(values),
        _plain(values.get("explanation")), _plain(values.get("applicability_reason")), tuple(faults), row,
    )  # fmt: skip


def _plain(value) -> str:
    return "" if value is None or value in DASHES else str(value)


def _points(field: str, values: dict, applicability: str, form: Form, faults: list) -> Fraction | None:
    value = values[field]
    read, check = read_number(value)
    if check and not (field == "self_points" and applicability and "applicability" not in form.columns):
        faults.append(Fault(check, field, value))
    return read


def _applicability(values: dict, form: Form, faults: list) -> str:
    if "applicability" in values:
        return _stated_applicability(values["applicability"], faults)
    points = values.get("self_points")
    if isinstance(points, str) and "applicability" not in form.columns:
        word = applicability_word(points)
        return word if word in ("not_applicable", "no_case") else ""
    return ""


def _stated_applicability(value, faults: list) -> str:
    if value is True or value in DASHES:
        return "applies" if value is True else ""
    word = applicability_word(value) if isinstance(value, str) else ""
    if not word:
        faults.append(Fault("applicability_unknown_word", "applicability", value))
    return word


@lru_cache(maxsize=4096)
def applicability_word(text: str) -> str:
    """Return applies, not_applicable or no_case for a text of a form; empty if it is none of the known words."""
    return _applicability_words().get(plain_name(text).strip(" ."), "")


@cache
def _applicability_words() -> dict[str, str]:
    return {
        plain_name(text): word
        for word in WORDS
        for language in LANGUAGES
        for text in [say(f"form.{word}", language), *say(f"form.words_{word}", language).split(" | ")]
    }
