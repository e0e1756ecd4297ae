"""Putting the report together: one Markdown source a language, then web page, Word and PDF."""

from pathlib import Path

from analysis.language import LANGUAGES, date, say
from analysis.render import ReportDetails, render
from analysis.report import (
    awards,
    closing,
    groups,
    how_sure,
    other_weights,
    outside,
    received,
    standing,
    summary,
    telling_apart,
    years,
)
from analysis.report.page import Page
from analysis.room import Room


def reports(here: Room) -> list[Path]:
    """Write report.LANGUAGE.md, .html, .docx and .pdf into the run folder and return their paths, sorted."""
    written = []
    for language in LANGUAGES:
        source = here.folder / f"report.{language}.md"
        source.write_text(markdown(here, language), "utf-8", newline="\n")
        written += [source, *render(here.folder, language, details(here, language))]
    return sorted(written)


def markdown(here: Room, language: str) -> str:
    """Return the report of a run in a language, as Markdown."""
    page = Page(here, language)
    parts = [*opening(page), *summary.section(page), *questions(page), *closing.sections(page)]
    return "\n\n".join(part for part in parts if part) + "\n"


def questions(page: Page) -> list[str]:
    """Return one section a question, in the order of the rooms."""
    return [
        *received.forms(page), *standing.scores(page), *telling_apart.criteria(page), *how_sure.section(page),
        *other_weights.survey(page), *groups.fairness(page), *outside.association(page), *other_weights.comparison(page),
        *years.section(page), *awards.section(page),
    ]  # fmt: skip


def opening(page: Page) -> list[str]:
    """Return the first lines: what this is, status of the figures, date and how to read it."""
    status = f"status_{page.study.status}"
    as_of = date(page.study.as_of, page.language)
    return [page.say("opening", date=as_of), page.say(status)]


def details(here: Room, language: str) -> ReportDetails:
    """Return what stands around the text: title, running head, date."""
    mark = "labels.synthetic_mark" if here.study.synthetic else f"report.running_head_{here.study.status}"
    return ReportDetails(
        title=here.study.title[language], language=language, synthetic=here.study.synthetic,
        running_head=f"{here.study.id} · {say(mark, language)}", date=here.study.date,
        contents_title=say("report.contents", language),
    )  # fmt: skip
