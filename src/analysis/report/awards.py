"""The section on emulation and commendation: who has what, by which conditions, how firm that is; persons by code only."""

from collections.abc import Iterable

import pandas as pd

from analysis import names
from analysis.awards import words
from analysis.awards.rules import Award, Quota, StudyRules, of_study
from analysis.language import say
from analysis.report.page import Page, bullets, escaped

MOST_NAMED = 6
# Reasons that are said by the numbers of the conditions.
BY_CONDITIONS = {"condition_failed": "failed_conditions", "condition_open": "open_conditions"}
# A result that flips less often stands without its probability.
LEAST_SHOWN = 0.01


def section(page: Page) -> list[str]:
    """Return the section on awards; nothing where the study has no rules."""
    awarded, persons = page.table("awards"), page.table("award_persons")
    if awarded.empty and persons.empty:
        return []
    rules = of_study(page.study)
    return [
        f"# {_say(page, 'section_title')}", _say(page, "section_how"), *bullets(counts(page, rules)),
        *numbered(page, rules), *_table(page, rules), *bullets(open_conditions(page, rules)),
        *bullets(unsure(page, rules)), *_quotas(page, rules), *_persons(page, rules),
    ]  # fmt: skip


def _say(page: Page, key: str, **values) -> str:
    safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
    return say(f"awards.{key}", page.language, **safe)


def _words(page: Page, key: str, **values) -> str:
    """Return a text with nothing made safe: what is put into a cell, which does that."""
    return say(f"awards.{key}", page.language, **values)


def _own(page: Page, award: Award) -> list[tuple[int, pd.DataFrame]]:
    """Return (year, rows of `awards`) of an award, for each year that has any."""
    frame = page.table("awards")
    return list(frame[frame["award"] == award.code].groupby("year", sort=True))


def counts(page: Page, rules: StudyRules) -> list[str]:
    """Return one sentence an award and year: how many units have it, do not, are open, and are unsure."""
    said = []
    for award in rules.awards:
        for year, own in _own(page, award):
            before = f"{year}: " if len(page.study.years) > 1 else ""
            said.append(before + escaped(words.counts(own, award, page.language)))
    return said


def order(page: Page, rules: StudyRules) -> dict[str, int]:
    """Return {code of a condition: its number}: those of units in the order of the text, then those of persons."""
    asked = [code for whom in ("units", "persons") for code in rules.conditions if _asks(rules, code, whom)]
    return {code: place for place, code in enumerate(dict.fromkeys(asked), start=1)}


def _asks(rules: StudyRules, code: str, whom: str) -> bool:
    return any(code in one.conditions for one in rules.awards if one.whom == whom)


def numbered(page: Page, rules: StudyRules) -> list[str]:
    """Return the conditions with the numbers by which the tables name them, and the awards that ask for each."""
    lines = []
    for code, number in order(page, rules).items():
        one = rules.conditions[code]
        place = "article_unknown" if one.article == "unknown" else "article"
        facts = {"text": one.text[page.language], "source": _words(page, f"source_{one.source}"), "number": number}
        facts |= {"article": one.article} if place == "article" else {}
        lines.append(_say(page, place, **facts))
    asked = order(page, rules)
    which = [
        _say(page, "asks", title=one.title[page.language], numbers=_numbers(asked, one.conditions))
        for one in rules.awards
    ]
    return [_say(page, "conditions_how"), *bullets(lines), " ".join(which)]


def _numbers(asked: dict[str, int], codes: Iterable[str]) -> str:
    return ", ".join(str(number) for number in sorted(asked[code] for code in codes))


def _table(page: Page, rules: StudyRules) -> list[str]:
    """Return the table unit x award, and what its cells say."""
    awards = [one for one in rules.awards if _own(page, one)]
    if not awards:
        return []
    frame, asked, rows = page.table("awards"), order(page, rules), []
    for (_, _), own in page.by_place(frame):
        cells = {(row["unit_code"], row["award"]): _cell(page, row, asked) for row in own.to_dict("records")}
        first = own.iloc[0]
        rows += [
            [*page.lead(first), page.unit(code), *(cells.get((code, one.code), "–") for one in awards)]
            for code in names.ordered(page.study, list(own["unit_code"].unique()))
        ]
    unknown = (frame["flip_basis"] == "no_error_known").any()
    how = [_say(page, "cells_how"), *([_say(page, "cells_no_error_known")] if unknown else [])]
    heads = [*page.headers("unit"), *(one.title[page.language] for one in awards)]
    return [" ".join(how), page.pipe("awards", heads, rows, 0)]


def _cell(page: Page, row: dict, asked: dict[str, int]) -> str:
    """Return a result in short: with the numbers of the conditions behind it and how likely it flips."""
    result, reason = _words(page, f"result_{row['result']}"), row["award_reason"]
    if reason in BY_CONDITIONS:
        result = f"{result}: {_numbers(asked, row[BY_CONDITIONS[reason]].split('; '))}"
    elif reason != "conditions_met":
        result = f"{result}: {_words(page, f'short_{reason}')}"
    return f"{result}{_flip(page, row)}"


def _flip(page: Page, row: dict) -> str:
    if row["flip_basis"] == "no_error_known":
        return " [?]"
    probability = row["flip_probability"] if row["flip_basis"] == "noise" else 0
    return f" [{page.number(100 * probability, 0)}%]" if probability >= LEAST_SHOWN else ""


def open_conditions(page: Page, rules: StudyRules) -> list[str]:
    """Return why conditions are open, one sentence a condition: for how many units each reason holds."""
    frame, said = page.table("award_conditions"), []
    frame = frame[frame["result"] == "not_determined"]
    for code, number in order(page, rules).items():
        reasons = frame.loc[frame["condition"] == code, "open_reason"].value_counts().sort_index()
        parts = [_words(page, "open_count", reason=_words(page, f"open_{name}"), n=n) for name, n in reasons.items()]
        said += [_say(page, "open_condition", number=number, parts="; ".join(parts))] if parts else []
    return said


def unsure(page: Page, rules: StudyRules) -> list[str]:
    """Return one sentence a result that flips with a probability of ten per cent or more, most likely first."""
    frame = page.table("awards")
    found = frame[frame["flip_probability"] >= words.UNSURE]
    found = found.sort_values(["flip_probability", "award", "unit_code", "year"], ascending=[False, True, True, True])
    reasons, titles = words.open_reasons(page.table("award_conditions")), {one.code: one.title for one in rules.awards}
    said = [
        _say(page, "unsure", title=titles[row["award"]][page.language],
             statement=words.statement(row, reasons, rules, page.study, page.language))
        for row in found.head(MOST_NAMED).to_dict("records")
    ]  # fmt: skip
    further = len(found) - len(said)
    return [*said, *([_say(page, "unsure_further", n=further)] if further else [])]


def _quotas(page: Page, rules: StudyRules) -> list[str]:
    """Return the table of quotas, and what its columns count."""
    frame, rows = page.table("award_quotas"), []
    if frame.empty:
        return []
    for award in rules.awards:
        for row in frame[frame["award"] == award.code].sort_values(["year", "emulation_group"]).to_dict("records"):
            year = [str(row["year"])] if len(page.study.years) > 1 else []
            basis = quota_basis(page, award)
            group = row["emulation_group"] or _words(page, "group_unknown")
            rows.append([*year, award.title[page.language], group, basis, str(row["n"]), page.number(row["quota"], 0),
                         *(str(row[name]) for name in ("meeting", "awarded", "not_settled"))])  # fmt: skip
    names_ = ("award", "group", "quota_basis", "n", "quota", "meeting", "awarded", "not_settled")
    year = [_words(page, "column_year")] if len(page.study.years) > 1 else []
    heads = [*year, *(_words(page, f"column_{name}") for name in names_)]
    return [_say(page, "quotas_how"), page.pipe("award_quotas", heads, rows, 5)]


def quota_basis(page: Page, award: Award) -> str:
    """Return what a text says of the quota of an award, in words."""
    quota = award.quota
    if not isinstance(quota, Quota):
        return _words(page, "quota_not_stated")
    if quota.at_most is not None:
        return _words(page, "quota_at_most", n=quota.at_most)
    rounding = _words(page, f"rounding_{quota.rounding}")
    share = float(100 * quota.share)
    return _words(page, "quota_share", share=page.number(share, 0 if share == int(share) else 1), rounding=rounding)


def _persons(page: Page, rules: StudyRules) -> list[str]:
    """Return the checklist of persons: which conditions are met, not met and open; nobody is named, nothing is decided."""
    frame, asked, rows = page.table("award_persons"), order(page, rules), []
    titles = {one.code: one.title[page.language] for one in rules.awards}
    for (year, unit, code, award), own in frame.groupby(["year", "unit_code", "person_code", "award"], sort=True):
        lead = [str(year)] if len(page.study.years) > 1 else []
        rows.append([*lead, code, page.unit(unit), titles[award], *_checked(page, own, asked)])
    if not rows:
        return []
    lead = [_words(page, "column_year")] if len(page.study.years) > 1 else []
    heads = [_words(page, f"column_{name}") for name in ("person", "unit", "award", "met", "not_met", "not_determined")]
    return [_say(page, "persons_how"), page.pipe("award_persons", [*lead, *heads], rows, 0)]


def _checked(page: Page, own: pd.DataFrame, asked: dict[str, int]) -> list[str]:
    cells = {"met": [], "not_met": [], "not_determined": []}
    for row in own.assign(number=own["condition"].map(asked)).sort_values("number").to_dict("records"):
        reason = _words(page, f"open_{row['open_reason']}") if row["open_reason"] else ""
        cells[row["result"]].append(f"{row['number']} ({reason})" if reason else str(row["number"]))
    return ["; ".join(one) or "–" for one in cells.values()]
