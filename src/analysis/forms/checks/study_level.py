"""What only all forms together show: units sent twice or not at all, one file under two names, one document of two units."""

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.forms.checks.evidence import NUMBER
from analysis.forms.checks.finding import at, cell, stated
from analysis.forms.checks.rounds import changed
from analysis.forms.form import ROUNDS
from analysis.language import plain_name
from analysis.problems import Problem, errors

IDS = (
    "unit_unknown", "unit_name_differs", "unit_twice", "same_file_two_units", "unit_sent_nothing",
    "evidence_shared_by_units", "self_points_changed_after_sending",
)  # fmt: skip
COMPARED = (
    "self_points", "declared", "denominator", "evidence", "evidence_number", "evidence_date", "evidence_page",
    "explanation",
)  # fmt: skip
_SMALL = ("và", "tỉnh", "thành", "phố", "các", "tp")
_COUNCIL = ("ủy ban nhân dân ", "ubnd ")


def names(sent: list, former: dict[str, set[str]]) -> Iterator[Problem]:
    """Yield forms of no known unit, and names that are neither the unit's nor that of one it took over.

    former : {unit code: names of its predecessors}.
    """
    for one in sent:
        said = one.form.head.get("unit_name") or ""
        if one.unit is None:
            said = " ".join(part for part in (one.form.head.get("unit_code"), said) if part)
            # A file that cannot be read is told by its reading; whose it is cannot be known.
            if said or one.form.rows or not errors(one.form.problems):
                yield at("unit_unknown", one.form, "", found=said or "…")
            continue
        known = {without_council(name) for name in (one.unit["name_vi"], *former.get(one.unit["unit_code"], ()))}
        if said and without_council(said) not in known:
            code = one.unit["unit_code"]
            yield at("unit_name_differs", one.form, "", unit_code=code, found=said, expected=one.unit["name_vi"])


def without_council(name: str) -> str:
    """Return a name in the one form in which all spellings are equal, without `UBND` before it."""
    plain = plain_name(name)
    for start in _COUNCIL:
        plain = plain.removeprefix(start)
    return plain


def twice(sent: list) -> Iterator[Problem]:
    """Yield every form of a unit and round after the first."""
    first: dict[tuple, str] = {}
    for one in sent:
        if one.unit is None:
            continue
        key = one.unit["unit_code"], round_of(one)
        if key in first:
            yield at("unit_twice", one.form, "", unit_code=key[0], found=one.unit["name_vi"], expected=first[key])
        first.setdefault(key, one.form.file)


def round_of(one) -> str:
    """Return the round a form was sent in; the first where it does not say."""
    said = one.form.head.get("round") or ROUNDS[0]
    return said if said in ROUNDS else ROUNDS[0]


def copies(sent: list) -> dict[tuple, list]:
    """Return {content: forms} of the forms of several units that say the same in every row."""
    groups: dict[tuple, list] = {}
    for one in sent:
        content = _content(one.form)
        if content and one.unit is not None:
            groups.setdefault((round_of(one), content), []).append(one)
    return {key: group for key, group in groups.items() if len({one.unit["unit_code"] for one in group}) > 1}


def _content(form) -> tuple:
    rows = [(row.code, *map(row.values.get, COMPARED)) for row in form.rows if "self_points" in row.values]
    return tuple(rows) if any(value is not None for row in rows for value in row[2:]) else ()


def copied(groups: dict[tuple, list]) -> Iterator[Problem]:
    """Yield each form that says the same as the form of another unit."""
    for group in groups.values():
        for one in group:
            code = one.unit["unit_code"]
            others = [other for other in group if other.unit["unit_code"] != code]
            more = {"found": one.unit["name_vi"], "expected": others[0].unit["name_vi"], "other": others[0].form.file}
            yield at("same_file_two_units", one.form, "", unit_code=code, **more)


def silent(expected: list[dict], sent: list, folder: str, enough: set[str]) -> Iterator[Problem]:
    """Yield the units that sent nothing; a warning only in blocks in `enough`, where the study knows that units are missing."""
    heard = {one.unit["unit_code"] for one in sent if one.unit is not None}
    for unit in expected:
        if unit["unit_code"] not in heard:
            severity = "warning" if unit["block"] in enough else ""
            more = {"unit_code": unit["unit_code"], "found": unit["name_vi"], "severity": severity}
            yield stated("unit_sent_nothing", folder, "", "", **more)


def shared_documents(sent: list, copied_files: set[str]) -> Iterator[Problem]:
    """Yield where a unit cites a document that another unit which cites it too has issued.

    Who issued it is told by the symbol (45/KH-STP of Sở Tư pháp) or by the name beside the number; a number such as
    12/KH-UBND without a name is left alone, since every commune has a register of its own.
    """
    cited = _cited([one for one in sent if one.unit is not None and one.form.file not in copied_files])
    for (number, day), places in cited.items():
        codes = {one.unit["unit_code"] for one, _, _ in places}
        issuer = _issuer(number, places) if len(codes) > 1 else None
        if issuer is None:
            continue
        done = {issuer["unit_code"]}
        for one, row, document in places:
            code = one.unit["unit_code"]
            if code not in done:
                done.add(code)
                more = {"found": document.number, "date": f"{day:%d/%m/%Y}", "expected": issuer["name_vi"]}
                where = cell(one.form, row.line, NUMBER)
                yield at("evidence_shared_by_units", one.form, where, unit_code=code, criterion_code=row.code, **more)


def _cited(sent: list) -> dict[tuple, list]:
    cited: dict[tuple, list] = {}
    for one in sent:
        for row in one.rows:
            for document in row.evidence:
                if document.number and document.date:
                    cited.setdefault((document.number.upper(), document.date), []).append((one, row, document))
    return cited


def _issuer(number: str, places: list) -> dict | None:
    units = {one.unit["unit_code"]: one.unit for one, _, _ in places}
    symbol = set(re.split(r"[/-]", number)[1:])
    text = " | ".join(dict.fromkeys(plain_name(document.text) for _, _, document in places))
    issuers = [unit for unit in units.values() if initials(unit["name_vi"]) & symbol or _named(unit["name_vi"], text)]
    return issuers[0] if len(issuers) == 1 else None


@lru_cache(maxsize=8192)
def initials(name: str) -> frozenset[str]:
    """Return the abbreviations a department signs with: STP of Sở Tư pháp, SNNMT and SNN&MT of Sở Nông nghiệp và Môi trường.

    Communes sign UBND, which tells nothing about which one; they have none.
    """
    words = [word for word in name.replace(",", " ").split() if word.lower() not in _SMALL]
    if not words or plain_name(name).startswith((*_COUNCIL, "xã ", "phường ", "đặc khu ", "thị trấn ", "huyện ")):
        return frozenset()
    short = "".join(word if word.isupper() else word[0].upper() for word in words)
    joined = "".join("&" if word.lower() == "và" else word[0].upper() for word in name.split())
    return frozenset({short, joined}) if len(short) > 1 else frozenset()


def _named(name: str, text: str) -> bool:
    plain = _bare(name)
    # Looking for the bare name first spares nearly all of the searching.
    return plain in text and re.search(rf"(?:ubnd|ủy ban nhân dân|của) {re.escape(plain)}(?!\w)", text) is not None


_bare = lru_cache(maxsize=8192)(without_council)


def changed_after_sending(sent: list) -> Iterator[Problem]:
    """Yield the self-scores that a unit's form of a later round gives otherwise than its first."""
    by_unit: dict[str, list] = {}
    for one in sent:
        if one.unit is not None:
            by_unit.setdefault(one.unit["unit_code"], []).append(one)
    for code, forms in by_unit.items():
        ordered = sorted(forms, key=lambda one: ROUNDS.index(round_of(one)))
        for later in ordered[1:]:
            if round_of(later) != round_of(ordered[0]):
                yield from changed((ordered[0].form, ordered[0].rows), (later.form, later.rows), code)
