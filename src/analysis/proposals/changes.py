"""The criteria of a framework as a proposal would have them, or everything that is wrong with the proposal at once."""

from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from analysis.criteria_checks import set_problems
from analysis.criteria_set import ROOT
from analysis.problems import Problem, problem, stop_on_errors
from analysis.proposals import proposal as proposals
from analysis.proposals.awards import awards_problems
from analysis.proposals.balance import NothingToScale, lowest_summed, rest_scaled, rules_fitted
from analysis.proposals.editing import EDITS, Draft, cells_of
from analysis.proposals.kinds import GUARDED, OF_CRITERIA, OF_SETS, same
from analysis.proposals.lines import at_line, line_of
from analysis.proposals.proposal import LEAVE, Change, Proposal

# What a criterion may lack as long as nobody has written its rule.
_RULE_OPEN = ("rule_unknown", "rule_missing", "no_case_missing")


def named(root: Path, framework: str, slug: str, content: dict, rows: list[dict]) -> tuple[dict, list[dict]]:
    """Return what `changed` returns, for a proposal given by its name; what is wrong with the file itself is told as well."""
    one, problems = proposals.read(root, framework, slug)
    content, rows, found = drafted(content, rows, one)
    stop_on_errors(_in_order([*problems, *found, *awards_problems(root, one)], one))
    return content, rows


def changed(content: dict, rows: list[dict], proposal: Proposal) -> tuple[dict, list[dict]]:
    """Return (content of framework.yml, rows of criteria.csv) as a proposal changes them; what is given stays as it is.

    Raises DataProblems for everything wrong at once, each with the line of the proposal's file.
    """
    content, rows, problems = drafted(content, rows, proposal)
    stop_on_errors(_in_order(problems, proposal))
    return content, rows


def _in_order(problems: list[Problem], proposal: Proposal) -> list[Problem]:
    return sorted(
        dict.fromkeys(problems), key=lambda one: (_line(one, proposal), one.cell, one.rule, one.criterion_code)
    )


def _line(one: Problem, proposal: Proposal) -> int:
    return line_of(proposal.lines, one.cell)


def set_of(content: dict, proposal: Proposal) -> str | None:
    """Return the code of the set that a proposal changes; None if it names none where there are several, or another one."""
    sets = list(content["sets"])
    if not proposal.set and len(sets) == 1:
        return sets[0]
    return proposal.set if proposal.set in sets else None


def drafted(content: dict, rows: list[dict], proposal: Proposal) -> tuple[dict, list[dict], list[Problem]]:
    """Return (content, rows, problems): the framework as far as the proposal can be applied, and everything wrong with it."""
    code = set_of(content, proposal)
    if code is None:
        facts = {"file": proposal.place, "cell": "set", "line": proposal.lines.get("set", 1)}
        facts |= {"found": proposal.set or "–", "expected": " | ".join(content["sets"])}
        return content, rows, [problem("set_unknown", texts="proposals", **facts)]
    own = [row for row in rows if row["set"] == code]
    base = {row["criterion_code"]: row for row in own}
    draft = Draft(proposal, base, own, content["sets"][code], former=base)
    for change in proposal.changes:
        draft = _applied(draft, change)
    draft = _balanced(draft)
    problems = [*draft.faults, *_emptied(draft), *_framework_problems(draft, code, content["completeness"])]
    place = next(number for number, row in enumerate(rows) if row["set"] == code)
    others = [row for row in rows if row["set"] != code]
    return (
        content | {"sets": content["sets"] | {code: draft.rules}},
        [*others[:place], *draft.rows, *others[place:]],
        problems,
    )


def _applied(draft: Draft, change: Change) -> Draft:
    if change.kind in OF_SETS:
        return _changed_rules(draft, change)
    if change.kind == "awards":
        return draft
    if change.kind != "add":
        known = _known(draft, change)
        if known.faults != draft.faults:
            return known
        draft = _guarded(draft, change)
    return EDITS[change.kind](draft, change)


def _known(draft: Draft, change: Change) -> Draft:
    """Return the draft, with a problem for every criterion that is unknown, or that another change has dealt with."""
    where = ".merge" if change.kind == "merge" else ".criterion"
    for code in change.codes:
        if code not in draft.base:
            near = get_close_matches(code, list(draft.base), n=3, cutoff=0.5)
            draft = draft.wrong("unknown_criterion", change, where, found=code, expected=", ".join(near) or "–")
        elif not draft.has(code) or _touched(draft, change, code):
            draft = draft.wrong("changed_twice", change, where, found=code)
        elif code == ROOT and change.kind != "set":
            draft = draft.wrong("root_stays", change, where, found=code)
    return draft


def _touched(draft: Draft, change: Change, code: str) -> bool:
    if change.kind in ("drop", "merge"):
        return any(one in draft.below(code) for one, _ in draft.stated)
    columns = {"move": ["parent_code"], "rule": ["rule", "rule_terms"]}.get(change.kind) or list(change.new)
    return any((code, column) in draft.stated for column in [*columns, "*"])


def _guarded(draft: Draft, change: Change) -> Draft:
    """Return the draft, with a problem for every guard that is missing or differs, and for a change that changes nothing."""
    if change.kind == "merge":
        pairs = [(code, code, "max_points", value) for code, value in change.was.items()]
        needed = change.codes
    else:
        pairs = [(column, change.codes[0], column, value) for column, value in change.was.items()]
        needed = GUARDED.get(change.kind) or tuple(change.new)
    for key, code, column, value in pairs:
        if code in draft.base and not same(column, value, draft.base[code][column]):
            facts = {"found": value, "expected": draft.base[code][column] or "–", "criterion_code": code}
            draft = draft.wrong("guard_differs", change, f".was.{key}", **facts)
    missing = [name for name in needed if name not in change.was]
    if missing:
        draft = draft.wrong("guard_missing", change, ".was", found=", ".join(missing))
    if change.kind in OF_CRITERIA and change.kind != "drop" and _changes_nothing(draft, change):
        draft = draft.wrong("changes_nothing", change, found=change.codes[0])
    return draft


def _changes_nothing(draft: Draft, change: Change) -> bool:
    before = draft.base[change.codes[0]]
    return all(same(column, value, before[column]) for column, value in cells_of(change).items())


def _changed_rules(draft: Draft, change: Change) -> Draft:
    name = OF_SETS[change.kind]
    now = draft.rules[name]
    if (name, "*") in draft.stated:
        return draft.wrong("changed_twice", change, found=change.kind)
    new = now | change.new if isinstance(change.new, dict) else change.new
    was = now | change.was if isinstance(change.was, dict) else change.was
    if was != now:
        draft = draft.wrong("guard_differs", change, ".was", found=_shown(change.was), expected=_shown(now))
    if isinstance(change.new, dict) and set(change.new) - set(change.was):
        draft = draft.wrong("guard_missing", change, ".was", found=", ".join(sorted(set(change.new) - set(change.was))))
    if new == now:
        draft = draft.wrong("changes_nothing", change, found=change.kind)
    return draft._replace(rules=draft.rules | {name: new}, stated=draft.stated | {(name, "*")})


def _shown(value) -> str:
    if isinstance(value, list):
        return ", ".join(f"{one['class']}: {one['lower']}" for one in value)
    return ", ".join(f"{name}: {one}" for name, one in value.items()) if isinstance(value, dict) else str(value)


def _balanced(draft: Draft) -> Draft:
    scale, stated = draft.proposal.balance, {code for code, column in draft.stated if column == "max_points"}
    if scale != LEAVE:
        try:
            rows = rest_scaled(draft.rows, stated - {ROOT}, Fraction(str(scale)))
        except NothingToScale as reason:
            return draft._replace(faults=(*draft.faults, _not_scaled(draft.proposal, reason)))
        draft = draft._replace(rows=rows, rules=draft.rules | {"scale": scale})
    rows = rules_fitted(draft.rows, draft.former, set(draft.stated))
    return draft._replace(rows=lowest_summed(rows, draft.base))


def _not_scaled(proposal: Proposal, reason: NothingToScale) -> Problem:
    facts = {"file": proposal.place, "cell": "balance", "line": proposal.lines.get("balance", 1)}
    facts |= {"criterion_code": reason.node, "found": str(reason.there), "expected": str(reason.needed)}
    return problem("maxima_unknown" if reason.needed is None else "nothing_to_scale", texts="proposals", **facts)


def _emptied(draft: Draft) -> list[Problem]:
    """Return a problem for every node that has lost all criteria below it and would carry no points."""
    parents, found = {row["parent_code"] for row in draft.rows}, []
    for code in dict.fromkeys(row["parent_code"] for row in draft.base.values() if row["parent_code"]):
        if draft.has(code) and code not in parents:
            change = _change_at(draft, code)
            rule = "nothing_left" if code == ROOT else "parent_left_empty"
            found += draft._replace(faults=()).wrong(rule, change, found=code).faults
    return found


def _framework_problems(draft: Draft, code: str, completeness: str) -> list[Problem]:
    """Return what the framework's own checks say of the changed set, each with the line of the change that it comes from."""
    file, found = draft.proposal.place, []
    emptied = {one.found for one in _emptied(draft)}
    for one in set_problems(draft.rows, code, draft.rules, completeness, file):
        added = (one.criterion_code, "*") in draft.stated
        if one.criterion_code in emptied or (added and one.rule in _RULE_OPEN):
            continue
        key, line = _source(draft, one)
        if one.rule == "children_sum":
            facts = {"found": one.found, "expected": one.expected, "criterion_code": one.criterion_code}
            found.append(problem("points_do_not_add_up", texts="proposals", file=file, cell=key, line=line, **facts))
            continue
        found.append(at_line(one, line, key) if one.cell else replace(at_line(one, line), cell=key))
    return found


def _source(draft: Draft, one: Problem) -> tuple[str, int]:
    """Return (key, line) of what in the proposal brought a problem about: the balance where sums and scale are its doing."""
    if one.rule in ("cut_offs_order", "class_twice", "lowest_not_last", "cut_offs_gap"):
        change = next((one for one in draft.proposal.changes if one.kind == "classes"), draft.proposal.changes[0])
        return change.key, change.line
    if not one.criterion_code or (one.criterion_code == ROOT and draft.proposal.balance != LEAVE):
        key = "balance" if draft.proposal.balance != LEAVE else draft.proposal.changes[0].key
        return key, draft.proposal.lines.get(key, 1)
    change = _change_at(draft, one.criterion_code)
    return change.key, change.line


def _change_at(draft: Draft, code: str) -> Change:
    """Return the change that concerns a criterion: itself, else the nearest below it, else the first."""
    parents = {row["criterion_code"]: row["parent_code"] for row in draft.base.values()}
    parents |= {row["criterion_code"]: row["parent_code"] for row in draft.rows}

    def distance(change: Change) -> int:
        codes = [*change.codes, *([change.new["criterion_code"]] if change.kind == "merge" else [])]
        return min((_steps(one, code, parents) for one in codes if one in parents), default=99)

    return min(draft.proposal.changes, key=distance)


def _steps(below: str, above: str, parents: dict) -> int:
    """Return how many steps lie between a criterion and one above it; 99 where it does not lie below."""
    steps = 0
    while below and below != above:
        below, steps = parents.get(below, ""), steps + 1
        if steps > 20:
            return 99
    return steps if below else 99
