"""A proposal as the file that a person would write."""

import yaml

from analysis.proposals.kinds import OF_CRITERIA
from analysis.proposals.proposal import LEAVE, Change, Proposal


def written(proposal: Proposal, note: str = "") -> str:
    """Return the YAML of a proposal, which `proposal.load` reads back as the same; `note` is a comment on its first line."""
    content = {"title": proposal.title, "by": proposal.by, "date": proposal.date, "base": proposal.framework}
    content |= {"set": proposal.set} if proposal.set else {}
    balance = LEAVE if proposal.balance == LEAVE else {"scale_rest_to": proposal.balance}
    content |= {
        "rationale": proposal.rationale,
        "changes": [_entry(one) for one in proposal.changes],
        "balance": balance,
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
    return f"# {note}\n{text}" if note else text


def _entry(change: Change) -> dict:
    if change.kind == "add":
        return {"add": change.new}
    if change.kind == "merge":
        return {"merge": list(change.codes), "into": change.new, "was": change.was}
    named = {"criterion": change.codes[0]} if change.kind in OF_CRITERIA else {}
    return named | {change.kind: change.new, "was": change.was}
