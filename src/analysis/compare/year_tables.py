"""Every table on years that room 8 leaves, from the tables of earlier rooms of a study and of the one before it."""

from collections.abc import Callable

import pandas as pd

from analysis import tables
from analysis.compare import regression, to_win, volatility, year_changes, year_domains, year_pairs, year_sources, years
from analysis.compare.published_changes import published_changes
from analysis.compare.year_pairs import Round
from analysis.room import Room
from analysis.study import Study

NEEDED = ("points", "scores", "assessed")


def rounds_of(study: Study, table: Callable[[str], pd.DataFrame]) -> list[Round]:
    """Return the rounds of a study; table : a function from a name to the table of its official run.

    The table `survey_points` is asked for only where forms are read.
    """
    survey = table("survey_points") if study.has_forms else None
    return year_pairs.rounds(study, *(table(name) for name in NEEDED), survey)


def former_rounds(here: Room) -> list[Round]:
    """Return the rounds of the study before the one of this room; none where it names no other."""
    before = here.previous()
    return rounds_of(before.study, before.table) if before else []


def year_tables(
    study: Study, table: Callable[[str], pd.DataFrame], former: list[Round] | None = None
) -> tuple[dict[str, pd.DataFrame], list[dict]]:
    """Return ({name: table}, rows of `left_out`) of all comparisons between years.

    table : a function from a name to the table of this run; former : `rounds_of` the study named as `previous`, if any.
    The tables `shifts` and `shift_sources` hold the rows of kind year alone. Every other table is there even if empty.
    """
    own = rounds_of(study, table)
    pairs = year_pairs.pairs(own, former or [])
    errors: dict = {}
    changes, criteria = year_changes.year_changes(pairs, errors), year_domains.year_criteria(pairs)
    placed = volatility.places(table("scores"), study)
    found = {
        "shifts": years.year_shifts(pairs, changes), "shift_sources": year_domains.year_shift_sources(pairs),
        "year_changes": changes, "year_sources": year_sources.year_sources(pairs), "year_criteria": criteria,
        "year_regression": regression.year_regression(pairs, errors), "not_compared": years.not_compared(pairs),
        "places": placed, "volatility": volatility.volatility(placed),
        "to_win": to_win.to_win(table("points"), study, criteria, _in_charge(study, table)),
        "published_changes": published_changes(study),
    }  # fmt: skip
    left_out = [
        *year_pairs.left_out(own, former or [], pairs), *year_changes.left_out(pairs, changes),
        *volatility.left_out(placed, study), *to_win.left_out(table("points"), study),
    ]  # fmt: skip
    return found, left_out


def _in_charge(study: Study, table: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    if study.has_forms:
        return to_win.assigned_to(table("submitted"), table("rounds"))
    return to_win.assigned_to(tables.empty("submitted"), tables.empty("rounds"))
