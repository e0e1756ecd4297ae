"""A part of a unit's sheet where award rules hold: what the unit gets of titles and commendations, and why."""

from analysis.audiences import PUBLIC
from analysis.awards import words
from analysis.forms.plain_text import plain
from analysis.language import say
from analysis.sheets.parts import Grid, Section, short
from analysis.sheets.view import Own, View

# Conditions stand in their own words, several to an award.
LONGEST_WHY = 700
WIDTHS = (4.0, 3.0, 2.0, 8.0)
PUBLIC_WIDTHS = (7.5, 6.0, 3.5)
# How firm a result is can be told where it hangs on errors that are known.
SURE = ("noise", "no_error_known")
COLUMNS = ("what", "kind", "result", "why")


def awarding(view: View, own: Own) -> list[Section]:
    """Return the section, awards in the order of the rules; nothing in a study without rules.

    The public reads results only: which condition failed or is open tells what was declared of the unit.
    """
    found = view.given.of_unit("awards", own)
    if found.empty:
        return []
    rows = found.set_index("award").to_dict("index")
    asked = [one for one in view.given.rules.awards if one.code in rows]
    lines = tuple(_line(view, one, {"unit_code": own.code, "year": own.year} | rows[one.code]) for one in asked)
    count, widths = (3, PUBLIC_WIDTHS) if view.audience == PUBLIC else (4, WIDTHS)
    header = tuple(view.text(f"award_{name}") for name in COLUMNS[:count])
    return [Section(view.text("awards_title"), (Grid(header, tuple(line[:count] for line in lines), widths),))]


def _line(view: View, award, row: dict) -> tuple[str, ...]:
    language = view.language
    kind, result = (say(f"awards.{key}", language) for key in (f"kind_{award.kind}", f"result_{row['result']}"))
    why = words.why(row, view.given.open_reasons, view.given.rules, language)
    firm = words.flip(row, language) if row["flip_basis"] in SURE else ""
    told = f"{why[:1].upper()}{why[1:]}. {firm}".strip()
    return short(award.title[language]), kind, result, plain(told, LONGEST_WHY)
