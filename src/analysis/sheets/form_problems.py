"""A part of the sheet for the office only: what the checks found in the unit's form."""

from analysis.audiences import INTERNAL
from analysis.forms import catalogue
from analysis.sheets.parts import Section, Text
from analysis.sheets.view import Own, View

MOST = 6


def form_problems(view: View, own: Own) -> list[Section]:
    """Return the section of a study with forms, counts and titles, the gravest first; nothing for other audiences."""
    if view.audience != INTERNAL or not view.given.study.has_forms:
        return []
    issues = view.given.table("issues")
    found = issues[issues["unit_code"] == own.code]
    counts = {name: int((found["severity"] == name).sum()) for name in ("error", "warning", "note")}
    grave = found[found["severity"] != "note"].sort_values(["severity", "rule", "criterion_code"])
    titles = dict.fromkeys(view.text("quoted", words=catalogue.title(rule, view.language)) for rule in grave["rule"])
    named = view.page.listed(titles, MOST, "more_items")
    said = view.text("issues_count", errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    return [Section(view.text("issues_title"), (Text(f"{said} {named}." if named else said),))]
