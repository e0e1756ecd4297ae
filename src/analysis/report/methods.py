"""How everything in the report was computed: for each method used in this run what it does, its formula and its source.

Only what the run holds is told: a method without a row in the tables has no place here. Formulas stand in
`method_formulas`, words and sources in texts/methods.yml.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from analysis import framework, score
from analysis.framework import ROOT, TREATMENTS, CriteriaSet
from analysis.language import date, say
from analysis.report import method_formulas
from analysis.report.page import Page, bullets, escaped

Used = Callable[[Page], bool]


class Method(NamedTuple):
    """One method: key of its texts and formulas, and whether a run used it."""

    key: str
    used: Used


def shown(*keys: str) -> Used:
    """Return whether one of these exhibits stands in the report."""
    return lambda page: any(key in page.numbers for key in keys)


def holds(table: str, column: str = "", *values: str) -> Used:
    """Return whether a table has a row, or one with one of these values in a column; any value where none is given."""

    def used(page: Page) -> bool:
        frame = page.table(table)
        if not column:
            return len(frame) > 0
        cells = frame[column]
        return bool(cells.isin(values).any() if values else cells.notna().any())

    return used


def always(page: Page) -> bool:
    """Return that every run uses the method."""
    return True


def rank_rule(rule: str) -> Used:
    """Return whether a block ranks ties by this rule."""
    return lambda page: any(block.criteria.rank_rule == rule for block in page.study.blocks.values())


def weights(kind: str) -> Used:
    """Return whether weights vary in this way."""

    def used(page: Page) -> bool:
        choice = page.study.sensitivity.choices.get("weights")
        return choice is not None and choice.kind == kind and holds("choices", "choice", "weights")(page)

    return used


def option(choice: str, name: str) -> Used:
    """Return whether this way of a choice was among those tried."""

    def used(page: Page) -> bool:
        declared = page.study.sensitivity.choices.get(choice)
        return declared is not None and name in declared.options and holds("choices", "choice", choice)(page)

    return used


# By question, in the order of the report.
METHODS = {
    "score": (
        Method("points", always), Method("treatment", lambda page: bool(treatments(page))),
        Method("ranks", rank_rule("competition")), Method("ranks_dense", rank_rule("dense")),
        Method("rounding", always), Method("classes", holds("scores", "class_source", "computed")),
        Method("limits", holds("class_limits", "limit_basis", "range", "at_most")),
    ),
    "criteria": (
        Method("variance_shares", shown("variance_shares")),
        Method("item_rest", holds("criterion_quality", "item_rest_correlation")),
        Method("alpha", holds("reliability", "statistic", "cronbach_alpha")),
        Method("omega", holds("reliability", "statistic", "mcdonald_omega")),
        Method("not_error", holds("reliability", "statistic", "reliability_of_differences")),
        Method("double", holds("reliability", "statistic", "error_of_one_appraisal")),
        Method("parts", shown("parts")), Method("rounds", shown("appraisal_rounds")),
        Method("severity", shown("severity_figure", "severity")),
    ),
    "sure": (
        Method("method_range", holds("rank_intervals", "source", "method")),
        Method("weights_spread", weights("spread")), Method("weights_dirichlet", weights("dirichlet")),
        Method("weights_all", weights("all")),
        Method("min_max", option("normalisation", "min_max")), Method("z_score", option("normalisation", "z_score")),
        Method("rank", option("normalisation", "rank")),
        Method("geometric", option("aggregation", "geometric")), Method("harmonic", option("aggregation", "harmonic")),
        Method("class_share", holds("class_probability", "source", "method")),
        Method("pairs", holds("pair_order", "holds_for_all_weights", "yes", "no", "not_settled")),
        Method("influence", shown("influence_table")), Method("importance", shown("effective_weights")),
        Method("survey_share", holds("survey_share", "sweep", "share")),
        Method("survey_factor", holds("survey_share", "sweep", "factor")),
        Method("standard_error", holds("rank_confidence")),
        Method("noise_range", holds("rank_intervals", "source", "noise")),
        Method("class_probability", holds("class_probability", "source", "noise")),
    ),
    "fair": (
        Method("groups", shown("group_table", "group_differences")), Method("appraisers", shown("appraiser_contrast")),
        Method("pooled", shown("appraiser_pooled")), Method("equal_quality", shown("equal_quality")),
        Method("differential", shown("differential")), Method("applicability", holds("applicability_link")),
        Method("thresholds", shown("thresholds")), Method("class_flips", holds("class_flips")),
        Method("self_gap", shown("self_gap_effect")),
    ),
    "outside": (
        Method("association", shown("association")),
        Method("corrected", holds("association", "measure", "pearson_corrected")),
        Method("bounds", shown("association_bounds")), Method("association_years", shown("association_years")),
    ),
    "tests": (
        Method("many_tests", shown("group_table", "association", "severity", "differential", "appraiser_contrast")),
        Method("false_discovery", shown("association")),
        Method("would_find", shown("group_table", "association", "severity", "differential", "appraiser_contrast")),
    ),
    "compare": (
        Method("equal_weights", holds("shifts", "kind", "weighting")),
        Method("year_error", holds("year_changes", "beyond_error", "yes", "no")),
        Method("year_error_unknown", lambda page: _all_unknown(page)),
        Method("year_causes", holds("year_sources", "cause", "own", "criteria", "others", "own_or_rules")),
        Method("regression", holds("year_regression", "statistic", "slope")),
        Method("volatility", holds("volatility")), Method("to_win", holds("to_win")), Method("awards", holds("awards")),
        Method("flips", holds("awards", "flip_basis", "noise")),
    ),
}  # fmt: skip


def _all_unknown(page: Page) -> bool:
    found = page.table("year_changes")["beyond_error"]
    return len(found) > 0 and not found.isin(["yes", "no"]).any()


def section(page: Page) -> list[str]:
    """Return the section: methods by question, each with formula and source, and what is random."""
    said = [f"# {_say(page, 'title')}", _say(page, "how"), f"{_say(page, 'symbols')} {_say(page, 'criteria_sets')}"]
    said += bullets([decision(page.study.root, one, page.language) for one in _frameworks(page)])
    for group, methods in METHODS.items():
        used = [method for method in methods if method.used(page)]
        said += [f"## {_say(page, f'group_{group}')}"] if used else []
        said += [part for method in used for part in told(page, method)]
    return [*said, f"## {_say(page, 'group_random')}", _random(page)]


def _say(page: Page, key: str, **values) -> str:
    safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
    return say(f"methods.{key}", page.language, **safe)


def told(page: Page, method: Method) -> list[str]:
    """Return the paragraphs of one method: what it does, its source, its formulas."""
    key = method.key
    formulas = [method_formulas.displayed(one, page.language) for one in method_formulas.FORMULAS.get(key, ())]
    facts = {"draws": page.study.draws} | FURTHER.get(key, _no_facts)(page)
    text, source = (say(f"methods.{one}", page.language, **facts) for one in (key, f"{key}_source"))
    listed = bullets(_treatment_lines(page)) if key == "treatment" else []
    return [f"{text} *{_say(page, 'source')}* {source}", *listed, *formulas]


def _no_facts(page: Page) -> dict:
    return {}


def _frameworks(page: Page) -> list[CriteriaSet]:
    """Return one set of criteria of every framework of the study, in the order of the blocks."""
    found = {}
    for block in page.study.blocks.values():
        found.setdefault(block.criteria.framework, block.criteria)
    return list(found.values())


def decision(root: Path, criteria: CriteriaSet, language: str) -> str:
    """Return what a criteria set is called, safe for Markdown, with the decision that holds it or that none is known."""
    title = framework.given(root, criteria.framework)[0]["title"][language]
    return f"{escaped(title)} ({escaped(decision_words(criteria.decision, language))})"


def decision_words(stated: dict, language: str) -> str:
    """Return number, date and issuer of a decision as far as they are known, else that no stored source names it."""
    known = {name: value for name, value in stated.items() if value and value != "unknown"}
    if "number" not in known:
        return say("methods.decision_unknown", language)
    key = "decision_dated" if "date" in known else "decision_undated"
    on = {"date": date(str(known["date"]), language)} if "date" in known else {}
    return say(f"methods.{key}", language, number=known["number"], issuer=known.get("issuer", "–"), **on)


def treatments(page: Page) -> list[str]:
    """Return the treatments of what does not apply that are in force in a block or were tried in this run."""
    official = {block.criteria.not_applicable for block in page.study.blocks.values()}
    tried = set(page.table("applicability")["treatment"])
    return [name for name in TREATMENTS if name in official | tried]


def _treatment_lines(page: Page) -> list[str]:
    return [
        f"{escaped(say(f'labels.treatment_{name}', page.language))}: "
        + method_formulas.inline(method_formulas.TREATMENTS[name], page.language)
        for name in treatments(page)
    ]


def _points(page: Page) -> dict:
    totals = page.table("scores")
    own = [code for code in page.study.blocks if _by_percent(page, totals, code)]
    key = "by_percent" if len(own) == len(page.study.blocks) else "by_both" if own else "by_points"
    return {"compared": say(f"methods.{key}", page.language)}


def _by_percent(page: Page, totals, code: str) -> bool:
    rows = totals[(totals["block"] == code) & (totals["node"] == ROOT)]
    return score.compares_percent(rows, page.study.criteria(code))


def _rounding(page: Page) -> dict:
    ways = {block.criteria.rank_on for block in page.study.blocks.values()}
    key = "on_both" if len(ways) > 1 else f"on_{ways.pop()}"
    decimals = sorted({block.criteria.decimals for block in page.study.blocks.values()})
    return {
        "compared": say(f"methods.{key}", page.language),
        "decimals": page.listed([str(one) for one in decimals]),
    }


FURTHER = {"points": _points, "rounding": _rounding}


def _random(page: Page) -> str:
    complete = all(block.complete(year) for block in page.study.blocks.values() for year in page.study.years)
    return _say(page, "random" if complete else "random_incomplete")
