"""What changed from one round to the next, said from the tables of room 8."""

import pandas as pd

from analysis import names
from analysis.compare.year_sources import CAUSES, NOT_KNOWN
from analysis.figures.years import rounds
from analysis.language import say
from analysis.report.page import Page, bullets, escaped

MOST_UNITS = 5
# A larger block is shown by the units that moved furthest.
MOST_ROWS = 70
KEY = ["year", "block", "comparison"]
SAME = 1e-9


def section(page: Page) -> list[str]:
    """Return the section on the years; nothing where there is only one."""
    told = [
        *bullets(changes(page)), *_figure(page), *bullets(steadiness(page)), *_table(page), *bullets(published(page)),
    ]  # fmt: skip
    return [f"# {_say(page, 'section_title')}", *told] if told else []


def changes(page: Page) -> list[str]:
    """Return the sentences on each comparison of years: who moved, what is beyond its error, regression, who is missing.

    Of a block compared over several years only the last comparison is told whole.
    """
    said, table = [], page.table("year_changes")
    last = table.groupby("block")["year"].max()
    for (year, block), places in page.by_place(table):
        for comparison, own in places.groupby("comparison", sort=True):
            here = {"year": year, "block": block, "comparison": comparison}
            said += _whole(page, own, here) if year == last[block] else [_briefly(page, own, here)]
    return said


def _whole(page: Page, own: pd.DataFrame, here: dict) -> list[str]:
    moved = _furthest(page, here)
    return [
        *_moves(page, own, here, moved), *_why(page, moved, here), _beyond(page, own), *_regression(page, here),
        *_missing(page, here),
    ]  # fmt: skip


def _briefly(page: Page, own: pd.DataFrame, here: dict) -> str:
    beyond = [] if (own["beyond_error"] == "unknown").all() else [_beyond(page, own)]
    return " ".join([*_moves(page, own, here, _furthest(page, here)), *beyond])


def _say(page: Page, key: str, **values) -> str:
    safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
    return say(f"years.{key}", page.language, **safe)


def signed(page: Page, value: float, decimals: int = 2) -> str:
    """Return a number with its sign, as the language writes it: +0,65 or −1,70."""
    text = page.number(abs(value), decimals)
    zero = round(abs(value), decimals) == 0
    return text if zero else ("+" if value > 0 else "−") + text


def _of(page: Page, table: str, here: dict) -> pd.DataFrame:
    frame = page.table(table)
    return frame[(frame[KEY] == pd.Series(here)[KEY]).all(axis=1)]


def _furthest(page: Page, here: dict) -> pd.DataFrame:
    """Return the rows of `shifts` of the units that changed place, furthest first."""
    shifts = _of(page, "shifts", here)
    order = shifts.assign(places=shifts["rank_shift"].abs()).sort_values(
        ["places", "unit_code"], ascending=[False, True]
    )
    return order[order["places"] > 0]


def _moves(page: Page, own: pd.DataFrame, here: dict, moved: pd.DataFrame) -> list[str]:
    units = [_move(page, row) for _, row in moved.head(MOST_UNITS).iterrows()]
    facts = {"comparison": _called(page, here), "n": len(own), "up": int((moved["rank_shift"] > 0).sum())}
    facts |= {"down": int((moved["rank_shift"] < 0).sum())}
    said = [
        say("years.moved", page.language, units=page.listed(units), **facts)
        if units
        else say("years.moved_none", page.language, comparison=facts["comparison"], n=facts["n"])
    ]
    among = own["ranks_among"].iloc[0]
    return [*said, *([_say(page, f"among_{among}")] if among != "published" else [])]


def _called(page: Page, here: dict) -> str:
    block = f"{names.block(page.study, here['block'], page.language)}, " if len(page.study.blocks) > 1 else ""
    return escaped(block + "–".join(rounds(here["comparison"])))


def _move(page: Page, row: pd.Series) -> str:
    key = "up" if row["rank_shift"] > 0 else "down"
    facts = {"unit": page.unit(row["unit_code"]), "places": abs(int(row["rank_shift"]))}
    return _say(page, key, change=signed(page, row["score_change"]), **facts)


def _why(page: Page, moved: pd.DataFrame, here: dict) -> list[str]:
    """Return what moved each unit, the largest part first; nothing where causes cannot be told apart."""
    sources = _of(page, "year_sources", here)
    known = sources[sources["rank_part"].notna() & (sources["cause"] != NOT_KNOWN)]
    if moved.empty or known.empty:
        return []
    lines = []
    for code in moved["unit_code"].head(MOST_UNITS):
        own = known[known["unit_code"] == code].assign(
            order=known["cause"].map(CAUSES.index), size=known["rank_part"].abs()
        )
        own = own[own["size"] > SAME].sort_values(["size", "order"], ascending=[False, True])
        parts = [
            _say(page, "part_of", cause=_say(page, f"cause_{row['cause']}"), places=signed(page, row["rank_part"], 1))
            for _, row in own.iterrows()
        ]
        lines.append(_say(page, "why", unit=page.unit(code), parts=", ".join(parts)))
    return [f"{_say(page, 'why_title')} {' '.join(lines)}"]


def _beyond(page: Page, own: pd.DataFrame) -> str:
    if (own["beyond_error"] == "unknown").all():
        return _say(page, "beyond_unknown")
    found = own[own["beyond_error"] == "yes"].sort_values(["score_change", "unit_code"])
    units = [
        f"{escaped(page.unit(row['unit_code']))} ({signed(page, row['score_change'])})" for _, row in found.iterrows()
    ]
    return say("years.beyond", page.language, units=page.listed(units)) if units else _say(page, "beyond_none")


def _regression(page: Page, here: dict) -> list[str]:
    found = _of(page, "year_regression", here).set_index("statistic")["estimate"]
    if "top_five_expected" not in found:
        return []
    change, expected = (signed(page, found[name]) for name in ("top_five_change", "top_five_expected"))
    return [_say(page, "regressed", change=change, expected=expected, word=page.points_word(here["block"]))]


def _missing(page: Page, here: dict) -> list[str]:
    own = _of(page, "not_compared", here)
    again = own["reason"].eq("gone") & own["unit_code"].isin(own.loc[own["side"] == "other", "unit_code"])
    said = [
        say("years.missing_group", page.language, reason=escaped(reason),
            units=page.listed([escaped(unit) for unit in units[f"unit_{page.language}"]]))
        for reason, units in own[~again].groupby(f"reason_{page.language}", sort=False)
    ]  # fmt: skip
    return [say("years.missing", page.language, units="; ".join(said))] if said else []


def _figure(page: Page) -> list[str]:
    """Return the figure of places with what is dark in it; nothing where it was not drawn."""
    if "places" not in page.numbers:
        return []
    return [_say(page, "places_pair" if page.table("places").empty else "places_years"), page.figure("places")]


def _table(page: Page) -> list[str]:
    """Return what each unit changed in the last comparison of its block, as a table with what must be known of it."""
    changed = page.table("year_changes")
    if changed.empty:
        return []
    rows, notes = [], []
    for block in [one for one in page.study.blocks if one in set(changed["block"])]:
        own = changed[changed["block"] == block]
        own = own[own["year"] == own["year"].max()]
        here = {"year": own["year"].iloc[0], "block": block, "comparison": own["comparison"].iloc[0]}
        frame = own.merge(_of(page, "shifts", here)[["unit_code", "rank_base", "rank_other", "rank_shift"]], how="left")
        notes += [_say(page, "table_part", block=_called(page, here), most=MOST_ROWS)] if len(own) > MOST_ROWS else []
        rows += [_row(page, row, _main_cause(page, row, here)) for _, row in _shown(frame).iterrows()]
    lead = [_say(page, "head_block")] if len(page.study.blocks) > 1 else []
    heads = [_say(page, f"head_{name}") for name in ("cause", "beyond", "base", "other", "places", "change")]
    return [
        " ".join([_say(page, "table_how"), *notes]),
        page.pipe("year_table", [*lead, page.column("unit"), *heads], rows, 4),
    ]


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    far = frame.assign(far=frame["rank_shift"].abs()).sort_values(["far", "unit_code"], ascending=[False, True])
    return far.head(MOST_ROWS).sort_values(["rank_other", "unit_code"])


def _row(page: Page, row: pd.Series, cause: str) -> list[str]:
    lead = [names.block(page.study, row["block"], page.language)] if len(page.study.blocks) > 1 else []
    places = "–" if pd.isna(row["rank_shift"]) else signed(page, row["rank_shift"], 0)
    ranks = [page.number(row[name], 0) for name in ("rank_base", "rank_other")]
    beyond = say(f"years.exceeds_{row['beyond_error']}", page.language)
    return [*lead, page.unit(row["unit_code"]), cause, beyond, *ranks, places, signed(page, row["score_change"])]


def _main_cause(page: Page, row: pd.Series, here: dict) -> str:
    """Return the largest part of a change of place in its own direction, both where two are level; a dash without a change."""
    own = _of(page, "year_sources", here)
    parts = own[own["unit_code"] == row["unit_code"]].set_index("cause")["rank_part"].dropna()
    if pd.isna(row["rank_shift"]) or row["rank_shift"] == 0 or parts.empty:
        return "–"
    if NOT_KNOWN in parts.index:
        return say("years.main_not_told_apart", page.language)
    toward = parts if row["rank_shift"] > 0 else -parts
    most = sorted(toward[toward > toward.max() - SAME].index, key=CAUSES.index)
    told = page.listed([say(f"years.main_{name}", page.language) for name in most])
    key = "main_each" if len(most) > 1 else "main_one"
    return say(f"years.{key}", page.language, told=told, places=signed(page, parts[most[0]], 1))


def steadiness(page: Page) -> list[str]:
    """Return between which places each unit stood that moved most and least over the years; nothing below three years."""
    found = page.table("volatility").sort_values(["standard_deviation", "unit_code"])
    if found.empty:
        return []
    rows = [found.iloc[0]] if len(found) == 1 else [found.iloc[0], found.iloc[-1]]
    return [
        _say(page, "steady", unit=page.unit(row["unit_code"]), years=int(row["years"]), best=int(row["best_rank"]),
             worst=int(row["worst_rank"]), deviation=page.number(row["standard_deviation"], 1))
        for row in rows
    ]  # fmt: skip


def published(page: Page) -> list[str]:
    """Return what printed changes of single units say, and what follows from them; nothing else is said."""
    said = []
    for (year, _, unit), own in page.table("published_changes").groupby(["year", "block", "unit_code"], sort=True):
        single = own[own["node"] == ""].set_index("statistic")["value"]
        facts = {"unit": page.unit(unit), "base": int(own["year_from"].iloc[0]), "other": int(year)}
        if {"score_change", "rank_shift", "rank_base", "rank_other"} <= set(single.index):
            ranks = {name: int(single[name]) for name in ("rank_base", "rank_other")}
            change, places = signed(page, single["score_change"]), signed(page, single["rank_shift"], 0)
            said.append(_say(page, "printed_case", change=change, places=places, **facts, **ranks))
            said += [*_printed_further(page, own, single), _say(page, "printed_limit")]
    return said


def _printed_further(page: Page, own: pd.DataFrame, single: pd.Series) -> list[str]:
    said = []
    if "change_against_mean" in single:
        mean, against = (signed(page, single[name]) for name in ("mean_change", "change_against_mean"))
        said.append(_say(page, "printed_mean", mean=mean, against=against))
    if "rest_change" in single:
        parts = own[own["statistic"] == "part_change"].sort_values("value")
        named = [
            _say(page, "printed_part", part=row["node"], change=signed(page, row["value"]))
            for _, row in parts.iterrows()
        ]
        counts = {name: int(single[name]) for name in ("parts", "rest_parts")}
        rest = signed(page, single["rest_change"])
        said.append(say("years.printed_rest", page.language, named=page.listed(named), rest=rest, **counts))
    return said
