"""What each kind of change does to the rows of a set: one function a kind, each giving new rows."""

from typing import NamedTuple

from analysis.criteria_set import ROOT
from analysis.problems import Problem, problem
from analysis.proposals.kinds import as_text
from analysis.proposals.proposal import Change, Proposal


class Draft(NamedTuple):
    """A set of criteria while it is changed.

    base : {code: row} before any change. rows : as changed so far. stated : (code, column) pairs that changes state, with
    column `*` for a criterion that is new, moved or gone. former : {code: the row that its rule was written for}.
    """

    proposal: Proposal
    base: dict
    rows: list[dict]
    rules: dict
    former: dict
    stated: frozenset = frozenset()
    faults: tuple[Problem, ...] = ()

    def wrong(self, rule: str, change: Change, key: str = "", **facts) -> "Draft":
        """Return the draft with one more problem, at a key of the change."""
        place = change.key + key
        line = self.proposal.lines.get(place, change.line)
        found = problem(rule, texts="proposals", file=self.proposal.place, cell=place, line=line, **facts)
        return self._replace(faults=(*self.faults, found))

    def row(self, code: str) -> dict:
        """Return the row of a criterion as changed so far."""
        return next(row for row in self.rows if row["criterion_code"] == code)

    def has(self, code: str) -> bool:
        """Return whether a criterion is in the set as changed so far."""
        return any(row["criterion_code"] == code for row in self.rows)

    def below(self, code: str) -> list[str]:
        """Return the codes of a criterion and of all that lie below it."""
        found = [code]
        for one in found:
            found += [row["criterion_code"] for row in self.rows if row["parent_code"] == one]
        return found

    def with_cells(self, code: str, cells: dict) -> "Draft":
        """Return the draft with other cells in one row, each stated."""
        rows = [row | cells if row["criterion_code"] == code else row for row in self.rows]
        return self._replace(rows=rows, stated=self.stated | {(code, column) for column in cells})

    def without(self, codes: list[str]) -> "Draft":
        """Return the draft without some rows."""
        return self._replace(rows=[row for row in self.rows if row["criterion_code"] not in codes])

    def insert(self, row: dict, after: str) -> "Draft":
        """Return the draft with a row behind another one, or behind the root where that has none."""
        place = next(number for number, one in enumerate(self.rows, start=1) if one["criterion_code"] == after)
        return self._replace(rows=[*self.rows[:place], row, *self.rows[place:]])


def cells_of(change: Change) -> dict[str, str]:
    """Return the new cells of a change as criteria.csv holds them."""
    return {column: as_text(column, value) for column, value in change.new.items()}


def changed_cells(draft: Draft, change: Change) -> Draft:
    """Return the draft with the new cells of one criterion; the maximum of the whole set is its scale too."""
    (code,), cells = change.codes, cells_of(change)
    draft = draft.with_cells(code, cells)
    if code == ROOT and isinstance(change.new.get("max_points"), int | float):
        draft = draft._replace(rules=draft.rules | {"scale": change.new["max_points"]})
    return draft


def changed_rule(draft: Draft, change: Change) -> Draft:
    """Return the draft with another rule for a criterion that carries points itself."""
    (code,) = change.codes
    if len(draft.below(code)) > 1:
        return draft.wrong("rule_of_sum", change, ".criterion", found=code)
    return draft.with_cells(code, {"rule_terms": ""} | cells_of(change))


def dropped(draft: Draft, change: Change) -> Draft:
    """Return the draft without a criterion and what lies below it."""
    gone = draft.below(change.codes[0])
    return draft.without(gone)._replace(stated=draft.stated | {(code, "*") for code in gone})


def moved(draft: Draft, change: Change) -> Draft:
    """Return the draft with a criterion, and what lies below it, as the last of another parent."""
    (code,), parent = change.codes, change.new["parent_code"]
    if not draft.has(parent):
        return draft.wrong("parent_unknown", change, f".{change.kind}.parent_code", found=parent)
    own = draft.below(code)
    if parent in own:
        return draft.wrong("parent_below_itself", change, ".move.parent_code", found=parent, criterion_code=code)
    if _carries_points(draft, parent):
        return draft.wrong("parent_is_leaf", change, ".move.parent_code", found=parent)
    rows = [draft.row(one) for one in own]
    draft = draft.without(own)
    last = draft.below(parent)[-1]
    for row in reversed(rows):
        draft = draft.insert(row | ({"parent_code": parent} if row["criterion_code"] == code else {}), last)
    return draft._replace(stated=draft.stated | {(code, "parent_code")})


def added(draft: Draft, change: Change) -> Draft:
    """Return the draft with a new criterion as the last of its parent."""
    (code,), cells = change.codes, cells_of(change)
    if code in draft.base or draft.has(code):
        return draft.wrong("code_taken", change, ".add.criterion_code", found=code)
    parent = cells["parent_code"]
    if not draft.has(parent):
        return draft.wrong("parent_unknown", change, ".add.parent_code", found=parent)
    if _carries_points(draft, parent):
        return draft.wrong("parent_is_leaf", change, ".add.parent_code", found=parent)
    blank = dict.fromkeys(draft.row(parent), "") | {"min_points": "0", "on_no_case": "unknown", "rule": "unknown"}
    same = {name: draft.row(parent)[name] for name in ("set", "header", "line")}
    draft = draft.insert(blank | same | cells, draft.below(parent)[-1])
    return draft._replace(stated=draft.stated | {(code, "*"), (code, "max_points")})


def merged(draft: Draft, change: Change) -> Draft:
    """Return the draft with one criterion in place of several; what `into` does not say is that of the first."""
    into = cells_of(change)
    code, first = into["criterion_code"], draft.row(change.codes[0])
    checked = _merge_faults(draft, change, into)
    if checked.faults != draft.faults:
        return checked
    row = first | _common(draft, change) | into
    stays = row["parent_code"] == first["parent_code"]
    rows = [
        row if one is first else one for one in draft.rows if one is first or one["criterion_code"] not in change.codes
    ]
    draft = draft._replace(rows=rows, former=draft.former | {code: first})
    if not stays:
        draft = draft.without([code]).insert(row, draft.without([code]).below(row["parent_code"])[-1])
    stated = {(code, column) for column in into} | {(one, "*") for one in (*change.codes, code)}
    return draft._replace(stated=draft.stated | stated)


def _merge_faults(draft: Draft, change: Change, into: dict) -> Draft:
    code, parent = into["criterion_code"], into.get("parent_code")
    if len(set(change.codes)) < len(change.codes):
        draft = draft.wrong("merge_twice", change, ".merge", found=", ".join(change.codes))
    if code not in change.codes and (code in draft.base or draft.has(code)):
        draft = draft.wrong("code_taken", change, ".into.criterion_code", found=code)
    for one in change.codes:
        if not _carries_points(draft, one):
            draft = draft.wrong("merge_of_sum", change, ".merge", found=one)
    if len({draft.row(one)["part"] or "main" for one in change.codes}) > 1:
        draft = draft.wrong("merge_of_parts", change, ".merge", found=", ".join(change.codes))
    if parent is not None and not draft.has(parent):
        draft = draft.wrong("parent_unknown", change, ".into.parent_code", found=parent)
    elif parent is not None and _carries_points(draft, parent):
        draft = draft.wrong("parent_is_leaf", change, ".into.parent_code", found=parent)
    return draft


def _common(draft: Draft, change: Change) -> dict:
    """Return where the merged criteria differ in who gives and who appraises the points: mixed, and nobody named."""
    rows = [draft.row(code) for code in change.codes]
    several = {"points_from": "mixed", "appraised_by": ""}
    return {name: value for name, value in several.items() if len({row[name] for row in rows}) > 1}


def _carries_points(draft: Draft, code: str) -> bool:
    return code != ROOT and len(draft.below(code)) == 1 and draft.row(code)["points_from"] != "children"


EDITS = {"set": changed_cells, "rule": changed_rule, "drop": dropped, "move": moved, "add": added, "merge": merged}
