"""Writes what goes out of an office after a run: report, submission, draft decision and one letter a unit."""

from pathlib import Path

from analysis.documents import bodies, parties
from analysis.documents.bodies import Body
from analysis.documents.details import Details
from analysis.documents.document import document
from analysis.documents.write import write
from analysis.forms.plain_text import file_name
from analysis.language import LANGUAGES, say
from analysis.room import Room
from analysis.study import Study

FOLDER, LETTERS = "documents", "cong_van"


def kinds(study: Study) -> tuple[str, ...]:
    """Return which documents a study gives rise to.

    Results that another body has already announced are reported only; provisional ones are not put up for decision.
    """
    if study.status == "published":
        return ("bao_cao",)
    return ("bao_cao", LETTERS) if study.provisional else ("bao_cao", "to_trinh", "quyet_dinh", LETTERS)


def office_documents(here: Room) -> list[Path]:
    """Write the documents of a run below its folder documents/ in each language and return their paths, sorted.

    bao_cao, to_trinh and quyet_dinh as KIND.LANGUAGE.docx and .pdf, the letters as cong_van/UNIT.LANGUAGE.docx and .pdf.
    The same tables give the same bytes. Raises DocumentError for what cannot be set, OSError for what cannot be written.
    """
    written = []
    for language in LANGUAGES:
        text = Body(here, language)
        if not text.standings:
            continue
        for kind in kinds(here.study):
            written += _letters(here, text) if kind == LETTERS else _one(here, text, kind)
    return sorted(written)


def _one(here: Room, text: Body, kind: str) -> list[Path]:
    make = {"bao_cao": bodies.report, "to_trinh": bodies.submission, "quyet_dinh": bodies.decision}[kind]
    made = document(kind, make(text), details(text, kind), text.language)
    return write(here.folder / FOLDER, f"{kind}.{text.language}", made)


def details(text: Body, kind: str) -> Details:
    """Return the facts around one of the three documents: subject, sender, recipients, grounds."""
    own, study, language = text.parties, text.study, text.language
    units = say("bodies.copy_units", language)
    if kind == "quyet_dinh":
        subject = say("bodies.subject_decision", language, subject=text.subject())
        copies = (say("bodies.copy_article", language), own.issuer)
        return parties.from_administration(study, subject, language, copies=copies, bases=bodies.grounds(text))
    if kind == "to_trinh":
        subject = say("bodies.subject_submission", language, subject=text.subject())
        return parties.from_office(study, subject, language, to=(own.chair,))
    copies = (say("bodies.copy_report", language, who=own.administration), units)
    return parties.from_office(study, text.subject(), language, copies=copies)


def _letters(here: Room, text: Body) -> list[Path]:
    written, folder = [], here.folder / FOLDER / LETTERS
    subject = say("bodies.subject_letter", text.language, subject=text.subject())
    copies = (say("bodies.copy_report", text.language, who=text.parties.administration),)
    for one in text.standings:
        for unit in sorted(one.rows["unit_code"]):
            facts = parties.from_office(text.study, subject, text.language, to=(text.unit(unit),), copies=copies)
            made = document(LETTERS, bodies.letter(text, one, unit), facts, text.language)
            written += write(folder, f"{file_name(unit)}.{text.language}", made)
    return written
