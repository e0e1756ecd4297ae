"""What a proposal changes, in words: one sentence a change, with the criteria by number and title."""

from collections.abc import Callable

from analysis import names
from analysis.criteria_set import CriteriaSet
from analysis.framework import exact
from analysis.language import number, say
from analysis.proposals.proposal import LEAVE, Change, Proposal
from analysis.rule_terms import parse
from analysis.rule_words import words as rule_words

POINTS = ("max_points", "min_points")


def sentences(proposed: Proposal, base: CriteriaSet, other: CriteriaSet, language: str) -> list[str]:
    """Return one sentence for each change, in the order of the file, and one on the balance where the rest is scaled.

    base, other : the set of criteria as it is and as it is proposed.
    """
    words = Words(base, other, language)
    found = [one for change in proposed.changes for one in words.change(change)]
    if proposed.balance == LEAVE:
        return found
    return [*found, words.phrase("rest_scaled", scale=words.points(proposed.balance))]


class Words:
    """The words of changes in one language, with the two sets of criteria that they are about."""

    def __init__(self, base: CriteriaSet, other: CriteriaSet, language: str):
        self.base, self.other, self.language = base, other, language

    def phrase(self, key: str, **values) -> str:
        """Return the text `brief.key`."""
        return say(f"brief.{key}", self.language, **values)

    def points(self, value) -> str:
        """Return points as the language writes them, fractions as they are; `unknown` in words."""
        found = exact(str(value))
        if found is None:
            return names.label("confidence", "unknown", self.language)
        decimals = f"{float(found):.3f}".rstrip("0").rstrip(".")
        whole = exact(decimals) == found
        return number(float(found), self.language, len(decimals.partition(".")[2])) if whole else str(found)

    def title(self, criteria: CriteriaSet, code: str) -> str:
        """Return number and title of a criterion."""
        return names.criterion(criteria, code, self.language)

    def change(self, change: Change) -> list[str]:
        """Return the sentences of one change."""
        by_kind: dict[str, Callable] = {
            "set": self._set, "drop": self._drop, "move": self._move, "rule": self._rule, "add": self._add,
            "merge": self._merge, "treatment": self._treatment, "classes": self._classes, "rank_on": self._rank_on,
        }  # fmt: skip
        if change.kind in by_kind:
            return by_kind[change.kind](change)
        return [self.phrase(f"change_{change.kind}")]

    def _set(self, change: Change) -> list[str]:
        criterion = self.title(self.base, change.codes[0])
        found = [
            self.phrase(
                f"change_set_{name}", criterion=criterion, was=self.points(change.was[name]), new=self.points(value)
            )
            for name, value in change.new.items()
            if name in POINTS
        ]
        others = [self.phrase(f"column_{name}") for name in change.new if name not in POINTS]
        return [*found, *([self.phrase("change_set", criterion=criterion, what=", ".join(others))] if others else [])]

    def _drop(self, change: Change) -> list[str]:
        was = self.points(change.was["max_points"])
        return [self.phrase("change_drop", criterion=self.title(self.base, change.codes[0]), was=was)]

    def _move(self, change: Change) -> list[str]:
        was, new = change.was["parent_code"], change.new["parent_code"]
        facts = {"was": self.title(self.base, was), "new": self.title(self.other, new)}
        return [self.phrase("change_move", criterion=self.title(self.base, change.codes[0]), **facts)]

    def _rule(self, change: Change) -> list[str]:
        item = self.other.items[change.codes[0]]
        rule = rule_words(parse(change.new["rule"], change.new.get("rule_terms", "")), item.maximum, self.language)
        return [self.phrase("change_rule", criterion=self.title(self.base, change.codes[0]), rule=rule)]

    def _add(self, change: Change) -> list[str]:
        code = change.new["criterion_code"]
        return [self.phrase("change_add", criterion=self.title(self.other, code), new=self._maximum(code))]

    def _merge(self, change: Change) -> list[str]:
        code = change.new["criterion_code"]
        merged = ", ".join(self.title(self.base, one) for one in change.codes)
        return [
            self.phrase(
                "change_merge", criteria=merged, criterion=self.title(self.other, code), new=self._maximum(code)
            )
        ]

    def _maximum(self, code: str) -> str:
        return self.points(self.other.criteria.loc[code, "max_points"])

    def _treatment(self, change: Change) -> list[str]:
        was, new = (names.label("treatment", one, self.language) for one in (change.was, change.new))
        return [self.phrase("change_treatment", was=was, new=new)]

    def _rank_on(self, change: Change) -> list[str]:
        was, new = (self.phrase(f"rank_on_{one}") for one in (change.was, change.new))
        return [self.phrase("change_rank_on", was=was, new=new)]

    def _classes(self, change: Change) -> list[str]:
        was, new = ({one["class"]: one["lower"] for one in side} for side in (change.was, change.new))
        changed = [
            self._class(name, was, new) for name in dict.fromkeys([*new, *was]) if was.get(name) != new.get(name)
        ]
        return [self.phrase("change_classes", classes="; ".join(changed))]

    def _class(self, name: str, was: dict, new: dict) -> str:
        if name not in new:
            return self.phrase("change_class_gone", name=name)
        if name not in was:
            return self.phrase("change_class_new", name=name, new=self.points(new[name]))
        return self.phrase("change_class", name=name, was=self.points(was[name]), new=self.points(new[name]))
