"""What changed from one round to the next, said from the tables of room 8; the lines of one unit's points to be won."""

import pandas as pd

from analysis import names
from analysis.compare.year_sources import CAUSES
from analysis.language import say
from analysis.report.page import Page, bullets, escaped

MOST_UNITS = 5
KEY = ["year", "block", "comparison"]


def section(page: Page) -> list[str]:
    """Return the section on the years; nothing where there is only one."""
    parts = [changes(page), steadiness(page), published(page)]
    said = [bullets(one)[0] for one in parts if one]
    return [f"# {_say(page, 'section_title')}", *said] if said else []


def changes(page: Page) -> list[str]:
    """Return the sentences on each comparison of years: who moved, what is beyond its error, regression, who is missing."""
    said = []
    for (year, block), places in page.by_place(page.table("year_changes")):
        for comparison, own in places.groupby("comparison", sort=True):
            here = {"year": year, "block": block, "comparison": comparison}
            said += [*_moves(page, own, here), _beyond(page, own), *_regression(page, here), *_missing(page, here)]
    return said


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


def _moves(page: Page, own: pd.DataFrame, here: dict) -> list[str]:
    shifts = _of(page, "shifts", here)
    order = shifts.assign(places=shifts["rank_shift"].abs()).sort_values(
        ["places", "unit_code"], ascending=[False, True]
    )
    moved = order[order["places"] > 0]
    units = [_move(page, row) for _, row in moved.head(MOST_UNITS).iterrows()]
    facts = {"comparison": _called(page, here), "n": len(own), "up": int((moved["rank_shift"] > 0).sum())}
    facts |= {"down": int((moved["rank_shift"] < 0).sum())}
    said = [
        say("years.moved", page.language, units=page.listed(units), **facts)
        if units
        else say("years.moved_none", page.language, comparison=facts["comparison"], n=facts["n"])
    ]
    among = own["ranks_among"].iloc[0]
    said += [_say(page, f"among_{among}")] if among != "published" else []
    return [*said, *_why(page, moved.head(MOST_UNITS), here)]


def _called(page: Page, here: dict) -> str:
    block = f"{names.block(page.study, here['block'], page.language)}, " if len(page.study.blocks) > 1 else ""
    return escaped(block + here["comparison"].replace("-", "–"))


def _move(page: Page, row: pd.Series) -> str:
    key = "up" if row["rank_shift"] > 0 else "down"
    facts = {"unit": page.unit(row["unit_code"]), "places": abs(int(row["rank_shift"]))}
    return _say(page, key, change=signed(page, row["score_change"]), **facts)


def _why(page: Page, moved: pd.DataFrame, here: dict) -> list[str]:
    """Return what moved each unit, the largest part first; nothing where causes cannot be told apart."""
    sources = _of(page, "year_sources", here)
    known = sources[sources["rank_part"].notna() & (sources["cause"] != "not_told_apart")]
    if moved.empty or known.empty:
        return []
    lines = []
    for code in moved["unit_code"]:
        own = known[known["unit_code"] == code].assign(
            order=known["cause"].map(CAUSES.index), size=known["rank_part"].abs()
        )
        own = own[own["size"] > 1e-9].sort_values(["size", "order"], ascending=[False, True])
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
    own = own[~again]
    units = [
        _say(page, "missing_one", unit=row[f"unit_{page.language}"], reason=row[f"reason_{page.language}"])
        for _, row in own.iterrows()
    ]
    return [say("years.missing", page.language, units=page.listed(units))] if units else []


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


def unit_to_win(page: Page, unit: str, most: int = 10) -> list[str]:
    """Return the criteria of one unit that fell or stay below their maximum, most points first, with who is in charge.

    Of the last year of the study; at most `most` lines.
    """
    found = page.table("to_win")
    own = found[(found["unit_code"] == unit) & (found["year"] == page.study.years[-1])].sort_values("priority")
    return [_win(page, row) for _, row in own.head(most).iterrows()]


def _win(page: Page, row: pd.Series) -> str:
    criteria = page.study.criteria(row["block"])
    fell = (
        "" if pd.isna(row["fell"]) else say(f"years.fell_{row['scale']}", page.language, fell=page.number(row["fell"]))
    )
    key = "win_unknown" if pd.isna(row["to_win"]) else "win"
    facts = {"criterion": names.criterion(criteria, row["criterion_code"], page.language), "fell": fell}
    points = {} if key == "win_unknown" else {"points": page.number(row["to_win"])}
    return _say(page, key, body=_charge(page, row), **facts, **points)


def _charge(page: Page, row: pd.Series) -> str:
    body = names.body(page.study, row["body"], page.language) if row["body"] else ""
    key = {(True, True): "charge_both", (True, False): "charge_own", (False, True): "charge_body"}
    chosen = key.get((bool(row["in_charge"]), bool(body)), "charge_none")
    given = {name: value for name, value in (("in_charge", row["in_charge"]), ("body", body)) if value}
    return say(f"years.{chosen}", page.language, **given)
