"""The decisions a run asks for: which classes to appraise again, which forms to mend, which criterion to review.

Each is built from a table and falls away where the table gives no reason for it; nothing is computed here.
"""

from analysis import names
from analysis.language import say
from analysis.report import facts
from analysis.report.page import Page
from analysis.sensitivity.ranges import WITHOUT_CLASS

MOST, UNITS, CLOSE, WIDE = 3, 4, 0.1, 3
SURVEY = "survey"


def asked(page: Page, line, most: int = MOST) -> list[str]:
    """Return at most `most` decisions, the most urgent first.

    line : the text `chairman.key` in the language of the page with its values made safe for the paper it goes on.
    """
    kinds = (
        _nothing_sent,
        _errors,
        _classes,
        _awards,
        _bodies,
        _disputed,
        _cost,
        _limits,
        _incomplete,
        _criteria,
        _close,
        _repeat,
        _wide,
    )
    return [said for kind in kinds if (said := kind(page, line))][:most]


def _nothing_sent(page: Page, line) -> str:
    units = [page.unit(code) for code in facts.sent_nothing(page)]
    return line("ask_forms", count=len(units), units=page.listed(units, UNITS)) if units else ""


def _errors(page: Page, line) -> str:
    errors, units = facts.open_errors(page)
    return line("ask_errors", errors=errors, units=units) if errors else ""


def _classes(page: Page, line) -> str:
    own = facts.unsure(page)
    key = "ask_classes_noise" if (own["source"] == "noise").any() else "ask_classes_method"
    return line(key, count=len(own)) if len(own) else ""


def _awards(page: Page, line) -> str:
    """Ask to wait with awards that scoring again may turn, else for what is missing to decide on those still open."""
    unsure, still = facts.unsure_awards(page), facts.open_awards(page)
    own = unsure if len(unsure) else still
    if own.empty:
        return ""
    titles = [facts.award_title(page.study, code, page.language) for code in sorted(set(own["award"]))]
    named = [page.unit(code) for code in dict.fromkeys(own["unit_code"])]
    key = "ask_awards" if len(unsure) else "ask_awards_open"
    words = {"awards": page.listed(titles, MOST, more="more_items"), "units": page.listed(named, UNITS)}
    return line(key, count=len(named), **words)


def two_classes(page: Page, row) -> str:
    """Return a unit with the class it has and the other one it may well have."""
    words = {name: label(page, row[column]) for name, column in (("label", "class"), ("other", "other_class"))}
    return say("chairman.two_classes", page.language, unit=page.unit(row["unit_code"]), **words)


def label(page: Page, value: str) -> str:
    """Return a class in words, also where a unit may get none."""
    return say("chairman.no_class", page.language) if value == WITHOUT_CLASS else value


def _bodies(page: Page, line) -> str:
    table = facts.of_last_year(page, "severity")
    shown = table[table["verdict"] == "shown"]
    named = [names.body(page.study, code, page.language) for code in dict.fromkeys(shown["body"])]
    return line("ask_bodies", bodies=page.listed(named, UNITS, more="more_items")) if named else ""


def _disputed(page: Page, line) -> str:
    table = facts.of_last_year(page, "criterion_verdicts")
    own = table[table["verdict"] == "disputed"].drop_duplicates(["block", "criterion_code"])
    named = [facts.criterion(page, row["block"], row["criterion_code"]) for _, row in own.iterrows()]
    return line("ask_disputed", criteria=page.listed(named, MOST, more="more_items")) if named else ""


def _cost(page: Page, line) -> str:
    found = facts.costliest(page)
    if found.empty:
        return ""
    row = found.iloc[0]
    words = {"criterion": facts.criterion(page, row["block"], row["criterion_code"]), "points": float(row["points"])}
    if not row["body"]:
        return line("ask_cost_nobody", **words)
    return line("ask_cost", body=names.body(page.study, row["body"], page.language), **words)


def _limits(page: Page, line) -> str:
    table = facts.of_last_year(page, "class_limits")
    labels = list(dict.fromkeys(table.loc[table["limit_basis"] != "stated", "class"]))
    return line("ask_limits", classes=page.listed(labels, 6, more="more_items")) if labels else ""


def _incomplete(page: Page, line) -> str:
    short = [one for one in facts.standings(page) if not one.complete]
    named = [_short(page, one) for one in short]
    return line("ask_incomplete", blocks="; ".join(named)) if named else ""


def _short(page: Page, one: facts.Standing) -> str:
    block = names.block(page.study, one.block, page.language)
    if one.whole is None:
        return say("chairman.short_unknown", page.language, block=block, known=one.known)
    return say("chairman.short_known", page.language, block=block, known=one.known, whole=one.whole)


def _criteria(page: Page, line) -> str:
    blocks = [one.block for one in facts.standings(page)]
    named = [names.block(page.study, block, page.language) for block in blocks if not _told_apart(page, block)]
    return line("ask_criteria", blocks="; ".join(named)) if named else ""


def _told_apart(page: Page, block: str) -> bool:
    """Return whether points of a block are known by criterion, with their maxima."""
    criteria = page.study.criteria(block)
    return len(criteria.leaves) > 1 and criteria.maxima_known()


def _close(page: Page, line) -> str:
    table = facts.of_last_year(page, "neighbours")
    count = int((table["gap"] < CLOSE).sum())
    return line("ask_close", count=count, close=CLOSE) if count else ""


def _repeat(page: Page, line) -> str:
    known = (facts.of_last_year(page, "rank_intervals")["source"] == "noise").any()
    if known:
        return ""
    leaves = [one.criteria.items[code] for one in page.study.blocks.values() for code in one.criteria.leaves]
    return line("ask_repeat_survey" if all(one.points_from == SURVEY for one in leaves) else "ask_repeat")


def _wide(page: Page, line) -> str:
    own = facts.of_last_year(page, "rank_intervals")
    own = own.assign(width=own["rank_high"] - own["rank_low"])[own["source"] == "method"]
    wide = own[own["width"] >= WIDE].sort_values(["width", "unit_code"], ascending=[False, True])
    named = [page.unit(code) for code in wide["unit_code"]]
    return line("ask_wide", count=len(named), wide=WIDE, units=page.listed(named, UNITS)) if named else ""
