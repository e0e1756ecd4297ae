"""Award rules as a proposal would have them: one rule of awards.yml is replaced, word for word."""

from pathlib import Path

from analysis import settings
from analysis.paths import frameworks_folder
from analysis.problems import Problem, problem, stop_on_errors
from analysis.proposals.proposal import Change, Proposal


def changed_awards(content: dict, proposal: Proposal) -> dict:
    """Return the content of awards.yml with every rule that a change names replaced; what is given stays as it is.

    Raises DataProblems where `was` is not found exactly once, or where the new rule is the old one.
    """
    content, problems = _replaced(content, proposal)
    stop_on_errors(problems)
    return content


def awards_problems(root: Path, proposal: Proposal) -> list[Problem]:
    """Return what is wrong with the changes of award rules: no awards.yml, a rule that is not there, nothing changed."""
    own = [change for change in proposal.changes if change.kind == "awards"]
    path = frameworks_folder(root) / proposal.framework / "awards.yml"
    if own and not path.exists():
        return [_problem("awards_missing", change, proposal, found="awards.yml") for change in own]
    return _replaced(settings.parsed(path), proposal)[1] if own else []


def _replaced(content, proposal: Proposal) -> tuple[object, list[Problem]]:
    problems = []
    for change in proposal.changes:
        if change.kind != "awards":
            continue
        count = _count(content, change.was)
        if count != 1:
            problems.append(_problem("awards_not_found", change, proposal, found=count))
        if change.new == change.was:
            problems.append(_problem("changes_nothing", change, proposal, found="awards"))
        content = _with(content, change.was, change.new)
    return content, problems


def _problem(rule: str, change: Change, proposal: Proposal, found) -> Problem:
    facts = {"file": proposal.place, "cell": change.key, "line": change.line, "found": found}
    return problem(rule, texts="proposals", **facts)


def _parts(content) -> list:
    if isinstance(content, dict):
        return list(content.values())
    return content if isinstance(content, list) else []


def _count(content, rule) -> int:
    return 1 if content == rule else sum(_count(part, rule) for part in _parts(content))


def _with(content, old, new):
    if content == old:
        return new
    if isinstance(content, dict):
        return {name: _with(part, old, new) for name, part in content.items()}
    return [_with(part, old, new) for part in content] if isinstance(content, list) else content
