"""Is it the right form: of the decision in force, for this kind of unit, for the year assessed?"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from analysis.criterion import Criterion
from analysis.forms.checks.finding import Facts, at, worded
from analysis.forms.checks.structure import ASIDE, same_title
from analysis.forms.form import Form, FormRow
from analysis.forms.numbers import number
from analysis.framework import CriteriaSet
from analysis.problems import Problem

IDS = ("former_decision", "wrong_unit_kind", "wrong_year")
DECISION = re.compile(r"\d{1,6}\s*(?:/\s*\d{4}\s*)?/\s*QĐ[\w&-]*", re.IGNORECASE)
_ID = re.compile(r"[\w.-]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CLEARLY_OWN, CLEARLY_OTHER = 0.75, 0.8
NEARLY_ALL, CLEARLY_APART = 0.95, 0.05


def of_form(facts: Facts) -> Iterator[Problem]:
    """Yield why the form is not the one to fill in: at most one reason of decision and kind, and the year."""
    other = _other_framework(facts) or _other_decision(facts) or _other_set(facts) or _other_by_rows(facts)
    if other:
        check, said, expected = other
        yield _at_head(check, facts, said, expected)
    years = set(_YEAR.findall(str(facts.form.head.get("year") or "")))
    if years and str(facts.year) not in years:
        yield _at_head("wrong_year", facts, ", ".join(sorted(years)), str(facts.year))


def _at_head(check: str, facts: Facts, said, expected) -> Problem:
    return at(check, facts.form, "", unit_code=facts.unit_code, found=said, expected=expected)


def _other_framework(facts: Facts) -> tuple | None:
    named = facts.form.head.get("framework") or ""
    if not _ID.fullmatch(named) or named == facts.criteria.framework:
        return None
    return "former_decision", named, _name(facts.criteria)


def _other_decision(facts: Facts) -> tuple | None:
    if facts.form.head.get("framework") == facts.criteria.framework:
        return None
    named = [_compact(one) for one in DECISION.findall(facts.form.head.get("decision") or "")]
    own = DECISION.search(facts.criteria.decision.get("number", ""))
    if not named or not own or _compact(own[0]) in named:
        return None
    return "former_decision", ", ".join(named), _name(facts.criteria)


def _compact(number: str) -> str:
    return re.sub(r"\s", "", number).upper()


def _other_set(facts: Facts) -> tuple | None:
    named = facts.form.head.get("set") or ""
    if not named or named == facts.criteria.code or not _ID.fullmatch(named):
        return None
    known = {one.code: one.title for one in facts.others if one.framework == facts.criteria.framework}
    return "wrong_unit_kind", known.get(named, named), facts.criteria.title


def _other_by_rows(facts: Facts) -> tuple | None:
    """Return what the form is by its codes and titles, where they are clearly those of another set."""
    if not facts.others or agreement(facts.form, facts.criteria) >= NEARLY_ALL:
        return None
    best = max(facts.others, key=lambda one: agreement(facts.form, one))
    if not _clearly_of(best, facts):
        return None
    if best.framework == facts.criteria.framework:
        return "wrong_unit_kind", best.title, facts.criteria.title
    return "former_decision", title_of(best), title_of(facts.criteria)


def title_of(criteria: CriteriaSet) -> dict | str:
    """Return a name that tells the sets of two decisions apart, whose titles may be the same."""
    known = _name(criteria)
    same = known is criteria.title
    return worded("set_of_framework", title=known, framework=criteria.framework) if same else known


def _clearly_of(other: CriteriaSet, facts: Facts) -> bool:
    """Return whether a form is of another set; sets of one framework share most codes and titles, their maxima differ."""
    own = likeness(facts.form, facts.criteria)
    if own < CLEARLY_OWN:
        return likeness(facts.form, other) >= CLEARLY_OTHER
    theirs = agreement(facts.form, other)
    return theirs >= CLEARLY_OTHER and theirs - agreement(facts.form, facts.criteria) >= CLEARLY_APART


def _name(criteria: CriteriaSet) -> dict | str:
    number = criteria.decision.get("number", "")
    if not number or number == "unknown":
        return criteria.title
    return worded("set_of_decision", title=criteria.title, number=number)


def likeness(form: Form, criteria: CriteriaSet) -> float:
    """Return which share of rows and criteria agree in code and title: 1 for all, 0 for none or for a form without rows."""
    return _share(form, criteria, lambda row, one: True)


def agreement(form: Form, criteria: CriteriaSet) -> float:
    """Return the same share of those that agree in code, title and, where the form states it, the maximum."""
    return _share(form, criteria, _same_maximum)


def _share(form: Form, criteria: CriteriaSet, agrees: Callable) -> float:
    items, agree, rows = criteria.items, 0, 0
    for row in form.rows:
        code = row.code or row.code_printed.strip(" .)")
        if not code or row.role in ASIDE:
            continue
        rows += 1
        one = items.get(code)
        same = one is not None and (not row.title or same_title(row.title, one.title_vi))
        agree += same and agrees(row, one)
    wanted = sum(one.leaf for one in items.values())
    return agree / max(rows, wanted) if rows else 0.0


def _same_maximum(row: FormRow, criterion: Criterion) -> bool:
    stated = number(row.values.get("max_points"))
    return not isinstance(stated, Fraction) or criterion.maximum is None or stated == criterion.maximum
