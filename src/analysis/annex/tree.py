"""Codes and parents of the criteria of an annex, from their numbers and their order."""

from typing import NamedTuple

from analysis.annex import numbering
from analysis.annex.entries import Entry
from analysis.criteria_set import ROOT
from analysis.problems import Problem


class Node(NamedTuple):
    """Where a criterion stands: the letter and the roman number above it (empty if none) and its own number."""

    letter: str
    roman: str
    parts: numbering.Parts


def placed(entries: list[Entry]) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Return ([(code, parent's code) of every criterion], problems): gaps, repeats and figures that order cannot settle."""
    nodes, problems = _nodes(entries)
    shorts = [_code(one, False, False) for one in nodes]
    repeated = {kind: _repeats(nodes, shorts, kind) for kind in ("roman", "arabic")}
    codes = [_code(one, repeated["roman"], repeated["arabic"]) for one in nodes]
    parents, known = [], []
    for node, code, entry in zip(nodes, codes, entries, strict=True):
        chain = [_code(one, repeated["roman"], repeated["arabic"]) for one in _ancestors(node)]
        parents.append(next((one for one in chain if one in known), ROOT))
        if len(node.parts) > 1 and chain[0] not in known:
            problems.append(entry.problem("parent_unread", "number", found=code, expected=chain[0]))
        if code in known:
            problems.append(entry.problem("code_repeated", "number", found=code))
        known.append(code)
    return list(zip(codes, parents, strict=True)), problems


def _nodes(entries: list[Entry]) -> tuple[list[Node], list[Problem]]:
    letter = roman = ""
    before, nodes, problems, starts_again = None, [], [], False
    for entry in entries:
        if entry.label.kind in ("letter", "roman"):
            roman = "" if entry.label.kind == "letter" else entry.label.printed
            letter = entry.label.printed if entry.label.kind == "letter" else letter
            nodes.append(Node(letter, roman, ()))
            starts_again = True
            continue
        if entry.label.prefix and entry.label.prefix != roman:
            roman, before = entry.label.prefix, None
        parts, found = _settled(entry, before, starts_again)
        problems += found
        nodes.append(Node(letter, roman, parts))
        before, starts_again = parts, False
    return nodes, problems


def _settled(entry: Entry, before: numbering.Parts | None, starts_again: bool) -> tuple[numbering.Parts, list[Problem]]:
    parts, sure = numbering.settled(entry.label, before, starts_again)
    code, expected = numbering.printed(parts), _expected(before, starts_again)
    facts = {"found": entry.label.printed, "code": code, "expected": expected, "title": entry.title}
    if not sure:
        return parts, [entry.problem("code_unsettled", "number", **facts)]
    if code != entry.label.printed.removeprefix(f"{entry.label.prefix}.").replace(",", "."):
        return parts, [entry.problem("code_settled", "number", "note", **facts)]
    if code not in expected.split(" | "):
        return parts, [entry.problem("code_out_of_order", "number", **facts)]
    return parts, []


def _expected(before: numbering.Parts | None, starts_again: bool) -> str:
    allowed = numbering.following(before) | ({(1,)} if starts_again else set())
    return " | ".join(map(numbering.printed, sorted(allowed)))


def _ancestors(node: Node) -> list[Node]:
    above = [node._replace(parts=node.parts[:depth]) for depth in range(len(node.parts) - 1, 0, -1)]
    if node.parts and node.roman:
        above.append(node._replace(parts=()))
    if node.letter and (node.parts or node.roman):
        above.append(Node(node.letter, "", ()))
    return above or [Node("", "", ())]


def _code(node: Node, whole_roman: bool, whole_arabic: bool) -> str:
    roman = f"{node.letter}.{node.roman}" if node.roman and node.letter and whole_roman else node.roman or node.letter
    if not node.parts:
        return roman or ROOT
    number = numbering.printed(node.parts)
    return f"{roman}.{number}" if whole_arabic and roman else number


def _repeats(nodes: list[Node], shorts: list[str], kind: str) -> bool:
    """Return whether numbers of a kind begin again below another letter or roman number and need it before them."""
    own = [
        short
        for node, short in zip(nodes, shorts, strict=True)
        if (kind == "arabic") == bool(node.parts) and node.roman
    ]
    return len(set(own)) < len(own)
