"""The catalogue of checks: one row a check in catalogue.csv, its words in texts/checks.yml."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.language import say
from analysis.problems import Problem

CATALOGUE = Path(__file__).parent / "catalogue.csv"


class Check(NamedTuple):
    """One check: stops says that a study cannot be scored before it is mended; article, what a general rule rests on."""

    id: str
    severity: str
    stops: bool
    in_workbook: bool
    article: str


@cache
def checks() -> dict[str, Check]:
    """Return {id: check} in the order of the catalogue."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["id"]: _check(row) for row in rows}


def _check(row: dict) -> Check:
    return Check(row["id"], row["severity"], row["stops"] == "yes", row["in_workbook"] == "yes", row["article"])


def stopping(problems: list[Problem]) -> list[Problem]:
    """Return the errors that keep a study from being scored: those the catalogue says so of, and all it does not know."""
    known = checks()
    return [one for one in problems if one.severity == "error" and (one.rule not in known or known[one.rule].stops)]


def title(rule: str, language: str) -> str:
    """Return in a few words what a check looks for; problems of reading share one title."""
    return say(f"checks.{rule}_what" if rule in checks() else "checks.reading_what", language)


def to_do(rule: str, language: str) -> str:
    """Return what to do about a problem; empty for problems of reading, whose message says it."""
    return say(f"checks.{rule}_do", language) if rule in checks() else ""


def reason(rule: str, language: str, article: str = "") -> str:
    """Return why a check is made, with the article of the criterion if the decision has one for it."""
    if rule not in checks():
        return ""
    why = say(f"checks.{rule}_why", language)
    return f"{why} {say('checks.article', language, article=article)}" if article else why


def place(file: str, sheet: str, cell: str, language: str) -> str:
    """Return where a problem is, as far as that is known: file, sheet, cell."""
    keys = {
        (False, False): "place",
        (True, False): "place_sheet",
        (False, True): "place_cell",
        (True, True): "place_sheet_cell",
    }
    key = keys[bool(sheet), bool(cell)]
    return say(f"checks.{key}", language, file=file, sheet=sheet, cell=cell)


def statement(problem: Problem, language: str) -> str:
    """Return the message of a problem without where it is and without what to do."""
    message = getattr(problem, f"message_{language}")
    start, end = place(problem.file, problem.sheet, problem.cell, language) + ": ", to_do(problem.rule, language)
    plain = message.removeprefix(start).removesuffix(end).strip() if end else message.removeprefix(start)
    return plain[:1].upper() + plain[1:]
