"""Puts an official document together: head, title, text, "./.", recipients, signature and annexes, ready for both writers."""

import datetime
import re
from typing import NamedTuple

from analysis.documents import details as facts
from analysis.documents.contents import Annex, Block, DocumentError, Grid, Paragraph, Rule, Table, line
from analysis.documents.details import Details
from analysis.documents.grids import grid
from analysis.documents.layout import page, room, width_of
from analysis.documents.markdown import roman, texts
from analysis.language import LANGUAGES, normal, say

KINDS = {"bao_cao": "BC", "to_trinh": "TTr", "quyet_dinh": "QĐ", "cong_van": ""}
# The line below a name or a title is between a third and a half as long as the name.
RULE_SHARE, MARGIN = 0.42, 0.4
LAST_MARKS = re.compile(r"[\s.;,:/]+$")


class Head(NamedTuple):
    """The two upper halves of the first page, a paragraph or a rule each; `lower` stands in one row below `upper`."""

    left_upper: tuple[Block, ...]
    right_upper: tuple[Block, ...]
    left_lower: tuple[Block, ...]
    right_lower: tuple[Block, ...]


class AnnexPages(NamedTuple):
    """One annex: its label, title and reference to the document, and its text. A wide table turns the whole annex."""

    head: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    landscape: bool


class Document(NamedTuple):
    """A document ready to be written; every word of it is here, both writers only set it.

    title, author and date are those of the file's properties; mark stands below every page of made-up figures.
    """

    kind: str
    language: str
    title: str
    author: str
    date: datetime.date
    mark: str
    head: Head
    opening: tuple[Block, ...]
    body: tuple[Block, ...]
    recipients: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]
    annexes: tuple[AnnexPages, ...]


def document(kind: str, parts, details: Details, language: str = "vi") -> Document:
    """Return a document in the layout of Nghị định 30/2020/NĐ-CP.

    kind : bao_cao (report), to_trinh (submission), quyet_dinh (draft decision) or cong_van (letter).
    parts : Markdown texts, `Table`s and at the end `Annex`es, in their order. Level-1 headings become I., level 2 1.,
    level 3 a); a decision writes "**Điều 1.** …" itself. The text must end in a sentence, which gets "./.", and must name
    its annexes. Text from data goes through `markdown.escaped`.
    Raises DocumentError for what cannot be set: unknown kind, facts missing, no text, a text that ends in a table or
    heading, an annex before the end, without text or not named, Markdown of another kind of document, a table too wide.
    """
    if language not in LANGUAGES:
        raise DocumentError(f"{language}: not a language; known are {', '.join(LANGUAGES)}")
    facts.check(kind, details)
    body = ended(blocks([part for part in parts if not isinstance(part, Annex)], language), language)
    annexes = [part for part in parts if isinstance(part, Annex)]
    if annexes and tuple(parts[-len(annexes) :]) != tuple(annexes):
        raise DocumentError("annexes stand behind the text")
    name = say("documents.annex", language).lower()
    if annexes and not any(isinstance(one, Paragraph) and name in one.text.lower() for one in body):
        raise DocumentError(f"the text names no annex ({name}), though it has one")
    mark = say("documents.synthetic", language) if details.synthetic else ""
    title, author = (line("normal", text).text for text in (details.subject, details.issuer))
    return Document(
        kind, language, title, author, details.date, mark,
        _head(kind, details, language), _opening(kind, details, language), body,
        _recipients(details, language), _signature(language),
        tuple(_annex(one, place, len(annexes), kind, details, language) for place, one in enumerate(annexes, 1)),
    )  # fmt: skip


def blocks(parts, language: str) -> tuple[Block, ...]:
    """Return Markdown texts and tables as paragraphs and grids, headings numbered through all of them.

    A table without rows becomes a sentence that says so: no empty table is printed.
    """
    read = iter(texts([part for part in parts if not isinstance(part, Table)], [0, 0, 0]))
    found = []
    for part in parts:
        if not isinstance(part, Table):
            found.extend(next(read))
        elif len(part.frame):
            found.append(grid(part, language))
        else:
            found.append(line("body", say("documents.empty_table", language, caption=normal(part.caption))))
    return tuple(found)


def ended(found: tuple[Block, ...], language: str) -> tuple[Block, ...]:
    """Return the text with "./." at its end in place of the last mark."""
    last = found[-1] if found else None
    if not isinstance(last, Paragraph) or last.style != "body":
        raise DocumentError("the text of a document must end in a sentence")
    *before, run = last.runs
    end = run._replace(text=LAST_MARKS.sub("", run.text) + say("documents.end", language))
    return (*found[:-1], last._replace(runs=(*before, end)))


def number(kind: str, details: Details, language: str) -> str:
    """Return the number and symbol, the number open: …/BC-SNV; a letter has no kind but the division: …/SNV-CCHC."""
    own = facts.initials(details)
    parts = [KINDS[kind], own] if KINDS[kind] else [own, details.division]
    return f"{say('documents.open_number', language)}/{'-'.join(part for part in parts if part)}"


def _head(kind: str, details: Details, language: str) -> Head:
    issuer = [line("issuer", part.strip().upper()) for part in details.issuer.split("\n")]
    above = [line("above", details.above.upper())] if details.above else []
    motto = say("documents.motto", language)
    numbered = [line("number", say("documents.number", language, number=number(kind, details, language)))]
    if kind == "cong_van":
        numbered.append(line("letter_subject", say("documents.letter_subject", language, subject=details.subject)))
    if kind == "quyet_dinh":
        numbered.append(line("draft", say("documents.draft", language)))
    day = line("place_date", say("documents.place_date", language, place=details.place))
    return Head(
        (*above, *issuer, _below(issuer[-1], page("head_left") - MARGIN)),
        (line("country", say("documents.country", language)), line("motto", motto), Rule(_wide("motto", motto))),
        tuple(numbered),
        (day,),
    )


def _opening(kind: str, details: Details, language: str) -> tuple[Block, ...]:
    """Return what stands between the head and the text: title, addressee, who decides, grounds."""
    grounds = [line("basis", _with_mark(one, ".")) for one in details.bases[-1:]]
    grounds = [*(line("basis", _with_mark(one, ";")) for one in details.bases[:-1]), *grounds]
    if kind == "cong_van":
        return (*_addressee(details, language), *grounds)
    subject = details.subject[:1].upper() + details.subject[1:] if kind == "bao_cao" else details.subject
    told = line("subject", say(f"documents.subject_{kind}", language, subject=subject))
    title = (line("title", say(f"documents.title_{kind}", language)), told, _below(told, room(False)))
    if kind != "quyet_dinh":
        return (*title, *_addressee(details, language), *grounds)
    authority = line("authority", details.authority.upper())
    return (*title, authority, *grounds, line("enacts", say("documents.enacts", language)))


def _addressee(details: Details, language: str) -> tuple[Paragraph, ...]:
    head = say("documents.to", language)
    if len(details.to) < 2:
        return tuple(line("addressee", f"{head} {one}") for one in details.to)
    lines = [_with_mark(f"- {one}", ";") for one in details.to[:-1]] + [_with_mark(f"- {details.to[-1]}", ".")]
    items = [line("addressee_item", one) for one in lines]
    return (line("addressee_head", head), *items)


def _recipients(details: Details, language: str) -> tuple[Paragraph, ...]:
    above = (say("documents.as_above", language),) if details.to else ()
    lines = [_with_mark(f"- {one}", ";") for one in (*above, *details.copies)]
    kept = say("documents.kept", language) + (f", {details.division}" if details.division else "")
    return (
        line("copies_head", say("documents.copies", language)),
        *(line("copies", one) for one in (*lines, f"- {kept}.")),
    )


def _signature(language: str) -> tuple[Paragraph, ...]:
    return tuple(line(part, say(f"documents.foot_{part}", language)) for part in ("signer", "signature", "name"))


def _annex(annex: Annex, place: int, count: int, kind: str, details: Details, language: str) -> AnnexPages:
    found = blocks(annex.parts, language)
    if not found:
        raise DocumentError(f"annex without text: {annex.title}")
    label = say("documents.annex", language) + (f" {roman(place)}" if count > 1 else "")
    issuer = details.authority if kind == "quyet_dinh" else " ".join(details.issuer.split())
    attached = say(f"documents.attached_{kind}", language, number=number(kind, details, language), issuer=issuer)
    head = (line("annex_label", label), line("annex_title", annex.title.upper()), line("annex_attached", attached))
    return AnnexPages(head, found, any(isinstance(one, Grid) and one.landscape for one in found))


def _with_mark(text: str, mark: str) -> str:
    return LAST_MARKS.sub("", text) + mark


def _wide(element: str, text: str) -> float:
    return round(width_of(element, text), 3)


def _below(told: Paragraph, most: float) -> Rule:
    return Rule(round(RULE_SHARE * min(width_of(told.style, told.text), most), 3))
