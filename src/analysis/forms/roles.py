"""The rows of a form with their criteria: leaf, inner, total or other, and how each code was settled."""

import re
from typing import NamedTuple

from analysis.forms import codes
from analysis.forms.codes import Index, Settled, Typed
from analysis.forms.form import FormRow
from analysis.forms.headings import FIGURES, POINTS
from analysis.forms.words import folded, said

_EVIDENCE = ("evidence", "evidence_number", "evidence_date", "evidence_page", "evidence_link", "explanation")
# A domain whose code and title stand in one wide cell: "I. Công tác chỉ đạo, điều hành".
_CODE_AND_TITLE = re.compile(r"([IVX]{1,5}|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.):]?\s+([^\W\d_].{5,})", re.DOTALL)
_ROMAN = re.compile(r"[IVX]{1,5}|[A-H]")
_OF_DOMAIN = re.compile(r"(?:lĩnh vực|mục|phần)\s+([IVX]{1,5}|[0-9]{1,2})(?!\w)", re.IGNORECASE)
_SUM_OF_DOMAIN = re.compile(r"(?:tổng|cộng)(?: số)?(?: điểm)?\s+([IVX]{1,5})(?!\w)", re.IGNORECASE)


class Table(NamedTuple):
    """Rows of a form, in order, and how the code of each was settled (codes.Settled; totals have none)."""

    rows: list[FormRow]
    settled: list[Settled | None]


def table(read: list[tuple[int, dict]], sets: list) -> Table:
    """Return the rows of a form with codes and roles. sets : the CriteriaSets it may follow; the best fitting is used."""
    totals = [_is_total(values) for _, values in read]
    about = [_typed(values) for _, values in read]
    own = [one for one, total in zip(about, totals, strict=True) if not total]
    indices = [codes.index(criteria) for criteria in sets]
    chosen = codes.best(own, indices) if len(indices) > 1 else 0
    index = indices[chosen] if indices else None
    settled = iter(codes.settle(own, index))
    results = [None if total else next(settled) for total in totals]
    return Table(_rows(read, about, results, index), results)


def _typed(values: dict) -> Typed:
    title = values.get("title", "")
    title = title if isinstance(title, str) else codes.printed(title)
    cell = values.get("code")
    if cell.__class__ is str and not any(letter.isalnum() for letter in cell):
        # A dash or a plus before a line is no code.
        return Typed(None, title)
    if cell.__class__ is str and not title and (both := _CODE_AND_TITLE.fullmatch(cell)):
        return Typed(*both.groups())
    if cell is not None:
        return Typed(cell, _without_code(title, codes.printed(cell).rstrip(".):")))
    code, rest = codes.split(title)
    return Typed(code or None, rest)


def _without_code(title: str, code: str) -> str:
    """Return a title without the code of its row before it: "1.1.1. Ban hành kế hoạch"."""
    rest = title.removeprefix(code)
    return rest.lstrip(" .):-") if code and rest != title and rest[:1] in (" ", ".", ")", ":") else title


def _rows(read, about, results, index: Index | None) -> list[FormRow]:
    known, leaves = (index.positions, index.leaves) if index else ({}, frozenset())
    rows, last_leaf, parents = [], "", _parents(results, known)
    for (line, values), one, settled in zip(read, about, results, strict=True):
        if settled is None:
            code = _domain_of_total(values, index)
            rows.append(FormRow(line, code, codes.printed(values.get("code")), one.title, "total", values))
            continue
        role = _role(settled, values, known, leaves, parents)
        continues = (
            role == "other" and not settled.code and not one.title and any(field in values for field in _EVIDENCE)
        )
        rows.append(FormRow(line, last_leaf if continues else settled.code, settled.printed, one.title, role, values))
        last_leaf = settled.code if role == "leaf" else last_leaf
    return rows


def _parents(results: list[Settled | None], known: dict) -> set[str]:
    """Return the codes that others begin with, where the criteria do not say which rows are inner ones."""
    if all(one is None or one.code in known for one in results):
        return set()
    return {code.rpartition(".")[0] for one in results if one for code in (one.code, one.printed) if "." in code}


def _role(settled: Settled, values: dict, known: dict, leaves: frozenset[str], parents: set[str]) -> str:
    code = settled.code
    if code in known:
        return "leaf" if code in leaves else "inner"
    if code and (code in parents or _ROMAN.fullmatch(code)):
        return "inner"
    if any(field in values for field in POINTS):
        return "leaf"
    return "leaf" if (code or settled.printed) and not _is_note(settled.printed, values) else "other"


def _is_note(text: str, values: dict) -> bool:
    """Return whether a row only has words where its code would stand: "(Tiếp theo trang trước)", "Ghi chú: ..."."""
    alone = "title" not in values and not any(field in values for field in FIGURES)
    return alone and (len(text.split()) > 2 or not any(letter.isdigit() for letter in text))


def _is_total(values: dict) -> bool:
    code = values.get("code", "")
    if code.__class__ is str and (code == "" or not code[0].isdigit()):
        title = values.get("title", "")
        return any(_says_total(text) for text in (code, title) if text.__class__ is str and 0 < len(text) <= 120)
    return False


def _says_total(text: str) -> bool:
    plain = folded(text)
    begins = any(plain.startswith(words) for words in said("reading.total_begins"))
    return begins or plain in said("reading.total_words") or _SUM_OF_DOMAIN.fullmatch(text) is not None


def _domain_of_total(values: dict, index: Index | None) -> str:
    """Return the code of the domain whose points a total row sums up: "Cộng lĩnh vực II"; '' for the total of all."""
    texts = (str(values.get(field, "")) for field in ("code", "title"))
    match = next((one for text in texts if (one := _OF_DOMAIN.search(text) or _SUM_OF_DOMAIN.match(text))), None)
    if match is None or index is None:
        return match[1] if match else ""
    number = int(match[1]) if match[1].isdigit() else codes.ROMAN.get(match[1].upper(), 0)
    return index.domains[number - 1] if 0 < number <= len(index.domains) else ""
