"""Rooms held in memory for tests of texts: made-up departments whose tables can be worked out by hand."""

from typing import NamedTuple

import made_up_fairness as fair
import pandas as pd
import two_rounds

from analysis import tables
from analysis.compare import to_win


class Held(NamedTuple):
    """What a page needs of a room: its study, its folder, and tables by name, empty where a test gives none."""

    study: object
    folder: object
    frames: dict

    def table(self, name):
        """Return a table of this room."""
        return self.frames.get(name, tables.empty(name))


def room(toy, percents, folder=None, **frames):
    """Return the room of one year, 2025; percents : {unit code: share of every maximum}. frames : {table: rows or frame}."""
    one = two_rounds.round_of(toy.study, {unit: two_rounds.shares(value) for unit, value in percents.items()}, 2025)
    assigned = pd.DataFrame(columns=["year", "block", "unit_code", "criterion_code", "in_charge"])
    won = to_win.to_win(one.points, one.study, tables.empty("year_criteria"), assigned)
    own = {"scores": tables.checked("scores", one.scores.assign(status="synthetic")), "to_win": won}
    given = {name: rows if isinstance(rows, pd.DataFrame) else checked(name, rows) for name, rows in frames.items()}
    return Held(one.study, folder, own | given)


def checked(name, rows):
    """Return rows of 2025 and the block `so` as the declared table, every column that is missing empty."""
    place = {
        key: value for key, value in {"year": 2025, "block": "so"}.items() if key in tables.schema(name)["columns"]
    }
    return fair.checked(name, [place | row for row in rows]) if rows else tables.empty(name)


def classes(*units, other="Tốt", label="Khá", probability=0.6, source="noise"):
    """Return the two tables on classes of units whose class may be another."""
    facts = [{"unit_code": unit, "source": source, "class": label, "probability": probability} for unit in units]
    rest = {"other_class": other, "other_probability": round(1 - probability, 6)}
    swapped = [one | {"class": other, "probability": rest["other_probability"]} for one in facts]
    return {
        "class_probability": checked("class_probability", facts + swapped),
        "unsure_classes": checked("unsure_classes", [one | rest for one in facts]),
    }


def moved(*rows):
    """Return `shifts` between 2024 and 2025; rows : (unit, change of score, change of rank, class before, after, beyond)."""
    return checked("shifts", [
        {"kind": "year", "comparison": "2024-2025", "unit_code": unit, "score_base": 80.0, "score_other": 80.0 + change,
         "score_change": change, "rank_base": 30, "rank_other": 30 - places, "rank_shift": places, "class_base": was,
         "class_other": new, "beyond_noise": beyond}
        for unit, change, places, was, new, beyond in rows
    ])  # fmt: skip
