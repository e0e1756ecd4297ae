"""Writes the sheets of all units of a run: HTML and Word a unit, one PDF of all, in both languages."""

import shutil
from pathlib import Path

from analysis.audiences import UNIT
from analysis.forms.plain_text import file_name
from analysis.language import LANGUAGES, say
from analysis.room import Room
from analysis.sheets import pdf, web, word
from analysis.sheets.parts import Book
from analysis.sheets.sheet import sheet
from analysis.sheets.view import Given, View, view

FOLDER = "units"


def sheets(here: Room, audience: str = UNIT) -> list[Path]:
    """Write units/<unit code>.LANGUAGE.html and .docx and units.LANGUAGE.pdf into the run folder; return all paths, sorted.

    audience : `internal` (opinions, disputes, appraisers, problems of the form), `unit` (opinions and disputes of the
    unit; no other unit is named) or `public` (neither opinions nor disputes nor appraisers nor the unit's own points).
    Sheets of an earlier audience are removed, so that the folder never holds two. A run without a scored unit leaves
    none. The same run gives the same bytes. Raises ValueError for another audience.
    """
    given, written = Given(here), []
    books = [book(view(given, language, audience)) for language in LANGUAGES]
    folder = here.folder / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    for one in books:
        written += _files(one, folder, here.folder)
    return sorted(written)


def _files(one: Book, folder: Path, run_folder: Path) -> list[Path]:
    whole = run_folder / f"{FOLDER}.{one.language}.pdf"
    if not one.sheets:
        whole.unlink(missing_ok=True)
        return []
    written, in_word = [pdf.write(whole, one)], word.writer(one)
    for own in one.sheets:
        stem = f"{file_name(own.unit_code)}.{one.language}"
        written += [web.write(folder / f"{stem}.html", one, own), in_word(folder / f"{stem}.docx", own)]
    return written


def book(seen: View) -> Book:
    """Return the sheets of all units as one audience sees them in one language."""
    study, language = seen.given.study, seen.language
    head = say("sheets.head", language, study=study.id, audience=say(f"sheets.for_{seen.audience}", language))
    return Book(
        language, say("sheets.title", language), head,
        say("labels.synthetic_mark", language) if study.synthetic else "",
        study.date, tuple(sheet(seen, own) for own in seen.given.units()),
    )  # fmt: skip
