"""Which criteria a form follows when no study says so: those its head names, else those its rows agree with."""

import re

from analysis.criteria_set import CriteriaSet
from analysis.forms.checks.finding import at
from analysis.forms.checks.identity import DECISION, likeness, title_of
from analysis.forms.form import Form
from analysis.language import plain_name
from analysis.problems import Problem, problem

ALIKE = 0.3
_KINDS = (
    ("xa", ("ubnd xã ", "xã ", "ủy ban nhân dân xã ")),
    ("phuong", ("ubnd phường ", "phường ", "ủy ban nhân dân phường ")),
    ("dac_khu", ("ubnd đặc khu ", "đặc khu ", "ủy ban nhân dân đặc khu ")),
    ("thi_tran", ("ubnd thị trấn ", "thị trấn ", "ủy ban nhân dân thị trấn ")),
    ("huyen", ("ubnd huyện ", "huyện ", "ủy ban nhân dân huyện ", "ubnd quận ", "ubnd thị xã ")),
    ("so", ("sở ", "ban ", "văn phòng ", "thanh tra ")),
)


def fits(form: Form, frameworks: dict[str, dict[str, CriteriaSet]]) -> tuple[CriteriaSet | None, list[Problem]]:
    """Return (the criteria a form follows or None, what stands against it) among {framework: {set: criteria}}.

    A head that names framework and set counts first, then a decision by its number, then the set whose codes and titles
    the rows agree with best. A framework that another one has replaced by the year of the form is of a former decision.
    """
    named = frameworks.get(form.head.get("framework") or "") or _of_decision(form, frameworks)
    candidates = list(named.values()) if named else [one for sets in frameworks.values() for one in sets.values()]
    chosen = (named or {}).get(form.head.get("set") or "") or _most_alike(form, candidates, 0.0 if named else ALIKE)
    if chosen is None:
        known = ", ".join(sorted(frameworks))
        return None, [problem("no_criteria", texts="checks", file=form.file, expected=known)]
    if not chosen.usable:
        return None, [problem("criteria_partial", texts="checks", file=form.file, found=chosen.title)]
    return chosen, _former(form, chosen, frameworks) or _other_kind(form, chosen, frameworks)


def _of_decision(form: Form, frameworks: dict) -> dict | None:
    numbers = [re.sub(r"\s", "", one).upper() for one in DECISION.findall(form.head.get("decision") or "")]
    for sets in frameworks.values():
        for one in sets.values():
            if re.sub(r"\s", "", str(one.decision.get("number", ""))).upper() in numbers:
                return sets
    return None


def _most_alike(form: Form, candidates: list[CriteriaSet], least: float) -> CriteriaSet | None:
    """Return the set the rows agree with best; of equals the one that is for this kind of unit."""
    ranked = [(likeness(form, one), _kind(form) in one.unit_kinds, one) for one in candidates]
    share, _, best = max(ranked, key=lambda one: one[:2], default=(0.0, False, None))
    return best if share > least or (candidates and least == 0.0) else None


def _kind(form: Form) -> str:
    name = plain_name(form.head.get("unit_name") or "")
    return next((kind for kind, starts in _KINDS if name.startswith(starts)), "")


def _former(form: Form, chosen: CriteriaSet, frameworks: dict) -> list[Problem]:
    year = form.head.get("year") or ""
    for sets in frameworks.values():
        for newer in sets.values():
            since = str(newer.decision.get("date", ""))[:4]
            if newer.replaces == chosen.framework and since.isdecimal() and year[:4] >= since:
                return [at("former_decision", form, "", found=title_of(chosen), expected=title_of(newer))]
    return []


def _other_kind(form: Form, chosen: CriteriaSet, frameworks: dict) -> list[Problem]:
    kind = _kind(form)
    if not kind or not chosen.unit_kinds or kind in chosen.unit_kinds:
        return []
    right = [one for one in frameworks[chosen.framework].values() if kind in one.unit_kinds]
    return [at("wrong_unit_kind", form, "", found=chosen.title, expected=right[0].title)] if right else []
