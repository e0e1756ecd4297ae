"""Puts a unit's sheet together; lists are shortened until it fits its pages, and say how much they leave out."""

from typing import NamedTuple

from analysis.audiences import INTERNAL, PUBLIC, UNIT
from analysis.language import date
from analysis.names import block as block_title
from analysis.names import unit
from analysis.sheets.awarding import awarding
from analysis.sheets.cuts import cuts
from analysis.sheets.disputes import disputes
from analysis.sheets.domains import domains
from analysis.sheets.fit import SHORTEST, rows_shown
from analysis.sheets.form_problems import form_problems
from analysis.sheets.parts import Grid, Listing, Missing, Section, Sheet, Space, Text, short
from analysis.sheets.result import result
from analysis.sheets.view import Own, View
from analysis.sheets.winnable import winnable

ANSWER_LINES = 4
# A sheet of one page whose lists would show fewer rows takes two; the public reads one page sooner.
ENOUGH = {INTERNAL: 5, UNIT: 5, PUBLIC: 3}


class Part(NamedTuple):
    """One part of a sheet: a section, or a list with the fewest rows that it shows and its share of the rows allowed."""

    content: Section | Listing
    fewest: int = SHORTEST
    share: float = 1

    def shown(self, most: int) -> Section:
        """Return the part where the longest list of the sheet may have so many rows."""
        return self.content.shortened(max(self.fewest, int(self.share * most)))


def sheet(view: View, own: Own) -> Sheet:
    """Return the sheet of one unit with the longest lists that fit one page, or two where one leaves too short lists.

    What the sources do not hold is named at the end instead of standing there as an empty section.
    """
    kinds = [Part(result(view, own)), Part(domains(view, own)), *map(Part, awarding(view, own)), *_lists(view, own)]
    missing = [part.content.words for part in kinds if isinstance(part.content, Missing)]
    parts = [part for part in kinds if not isinstance(part.content, Missing)]
    parts += map(Part, [*form_problems(view, own), *_closing(view, own, missing, _headings(parts))])

    def made(most: int) -> Sheet:
        return _sheet(view, own, [part.shown(most) for part in parts])

    return made(rows_shown(made, ENOUGH[view.audience]))


def _headings(parts: list[Part]) -> set[str]:
    """Return the headings of all columns."""
    sections = [part.shown(SHORTEST) for part in parts]
    return {name for one in sections for block in one.blocks if isinstance(block, Grid) for name in block.header}


def _sheet(view: View, own: Own, sections: list[Section]) -> Sheet:
    study = view.given.study
    name = short(unit(study, own.code, view.language))
    criteria = view.criteria(own)
    about = [
        view.text("of_block", place=block_title(study, own.block, view.language), year=own.year),
        view.text("of_study", title=study.title[view.language], date=date(study.as_of, view.language)),
        *([view.text("decision", number=criteria.decision["number"])] if _numbered(criteria.decision) else []),
        *([view.text("provisional")] if study.provisional else []),
    ]
    return Sheet(own.code, name, tuple(map(short, about)), tuple(sections))


def _numbered(decision: dict) -> bool:
    return decision.get("number", "unknown") != "unknown"


def _lists(view: View, own: Own) -> list[Part]:
    """Return what was cut, what could be won and what is disputed; the public reads of points to be won only."""
    won = Part(winnable(view, own))
    return [won] if view.audience == PUBLIC else [Part(cuts(view, own)), won, Part(disputes(view, own), share=0.5)]


def _closing(view: View, own: Own, missing: list[str], headings: set[str]) -> list[Section]:
    """Return the space for the unit's answer, not for the public, and how the figures on this sheet are to be read."""
    answer = (Text(view.text("answer_how"), True), Space(ANSWER_LINES), Text(view.text("answer_signed")))
    ranged = not view.given.of_unit("rank_intervals", own).empty
    complete = view.given.study.blocks[own.block].complete(own.year)
    said = {
        "how_means": True, "how_ranges": ranged, "how_ranges_known": ranged and not complete,
        "how_shares": view.text("domain_share") in headings, "not_public": view.audience == PUBLIC,
    }  # fmt: skip
    notes = [view.text(key) for key, shown in said.items() if shown]
    left = [view.text("left_out", parts="; ".join(missing))] if missing else []
    read = Section(view.text("notes_title"), tuple(Text(note, True) for note in [" ".join(notes), *left]))
    return [read] if view.audience == PUBLIC else [Section(view.text("answer_title"), answer), read]
