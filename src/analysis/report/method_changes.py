"""What changed in the method since the study before: criteria, rules of the sets, what may vary, rounds.

Both studies are read as they are declared, so that the sentences follow from the frameworks and from study.yml; criteria
are matched as declared (`compare.criterion_links`), never by number alone.
"""

from collections.abc import Iterator

import pandas as pd

from analysis import names
from analysis import study as studies
from analysis.compare.criterion_links import links, same_decision
from analysis.criteria_set import ROOT, CriteriaSet
from analysis.language import say
from analysis.proposals.terms import scaled
from analysis.report.declared_changes import declared_changes, plain, told
from analysis.report.methods import decision
from analysis.report.page import Page, bullets, escaped
from analysis.rule_checks import rule_of
from analysis.rule_terms import Rule
from analysis.study import Study

# What of a criterion is a rule of scoring, besides the rule itself and the maximum.
RULES = ("minimum", "points_from", "on_no_case", "part", "window", "due", "applies")
# Rules of a whole set that are told as before and after, and the words for their values.
WORDS = {
    "not_applicable": lambda value, language: say(f"method_changes.treated_{value}", language),
    "rank_on": lambda value, language: say(f"method_changes.on_{value}", language),
    "rank_rule": lambda value, language: say(f"method_changes.ties_{value}", language),
    "points_decimals": lambda value, language: str(value),
    "rounding_level": lambda value, language: say(f"method_changes.rounds_{value}", language),
}


def section(page: Page) -> list[str]:
    """Return the section on what changed in the method since the study that this one names as the one before."""
    title = f"# {told(page, 'title')}"
    before = former(page.study)
    if before is None:
        several = len(page.study.years) > 1
        return [title, told(page, "one_way" if several else "none_before")]
    of_criteria, declared = criteria_changes(page, before), declared_changes(page, before)
    lead = told(page, "compared" if of_criteria or declared else "nothing", former=before.title[page.language])
    heading = [f"## {told(page, 'declared_title')}"] if of_criteria and declared else []
    return [title, lead, *of_criteria, *heading, *bullets(declared)]


def former(study: Study) -> Study | None:
    """Return the study that this one names as the one before it; None where it names none."""
    return studies.load(study.folder.parent / study.previous) if study.previous else None


def criteria_changes(page: Page, before: Study) -> list[str]:
    """Return what changed in the criteria of each block as Markdown lists, under the block's name where there are several."""
    parts = []
    for code in page.study.blocks:
        new = code not in before.blocks
        said = [told(page, "block_added")] if new else SetChanges(page, before, code).said()
        heading = [f"## {escaped(names.block(page.study, code, page.language))}"] if len(page.study.blocks) > 1 else []
        parts += [*heading, *bullets(said)] if said else []
    gone = [code for code in before.blocks if code not in page.study.blocks]
    return parts + bullets([told(page, "block_gone", block=names.block(before, code, page.language)) for code in gone])


class SetChanges:
    """What changed between the criteria of one block in two studies."""

    def __init__(self, page: Page, before: Study, block: str):
        self.page, self.before, self.block = page, before, block
        self.base, self.other = before.criteria(block), page.study.criteria(block)
        self.links = links(self.base, self.other, page.study.root)

    def said(self) -> list[str]:
        """Return the sentences, none where nothing changed."""
        if not self.links:
            return [*self.decision(), told(self.page, "not_linked"), *self.rules(), *self.classes()]
        return [*self.decision(), *self.criteria(), *self.rules(), *self.classes()]

    def decision(self) -> Iterator[str]:
        """Yield that another decision is in force."""
        if not same_decision(self.base, self.other):
            root, language = self.page.study.root, self.page.language
            named = {"old": decision(root, self.base, language), "new": decision(root, self.other, language)}
            yield say("method_changes.decision", language, **named)

    def criteria(self) -> Iterator[str]:
        """Yield which criteria were added, dropped, moved, or have another maximum, rule or appraising body."""
        tied = [(code, self.links[code]) for code in self.other.parents if code in self.links and code != ROOT]
        leaves = [(new, old) for new, old in tied if self.other.items[new].leaf]
        lists = {
            "added": [self.new(code) for code in self.other.leaves if code not in self.links],
            "gone": [self.old(code) for code in self.base.leaves if code not in self.links.values()],
            "maxima": [self._maximum(new, old) for new, old in tied if self._differs(new, old, "maximum")],
            "rules": [self.new(new) for new, old in leaves if self._scored_otherwise(new, old)],
            "moved": [self.new(new) for new, old in tied if self._moved(new, old)],
        }
        for key, found in lists.items():
            if found:
                yield self._listed(key, found)
        yield from self._bodies(leaves)
        renumbered = sum(new != old for new, old in leaves)
        if renumbered:
            yield told(self.page, "renumbered", count=renumbered)

    def _listed(self, key: str, found: list[str]) -> str:
        return told(self.page, key, count=len(found), criteria="; ".join(found))

    def new(self, code: str) -> str:
        """Return what a criterion is called now."""
        return names.criterion(self.other, code, self.page.language)

    def old(self, code: str) -> str:
        """Return what a criterion was called before."""
        return names.criterion(self.base, code, self.page.language)

    def _differs(self, new: str, old: str, name: str) -> bool:
        return getattr(self.other.items[new], name) != getattr(self.base.items[old], name)

    def _maximum(self, new: str, old: str) -> str:
        values = (self._points(one) for one in (self.base.maximum(old), self.other.maximum(new)))
        return f"{self.new(new)} ({' → '.join(values)})"

    def _points(self, value: float) -> str:
        return say("method_changes.unknown", self.page.language) if pd.isna(value) else plain(value, self.page.language)

    def _bodies(self, leaves: list[tuple[str, str]]) -> Iterator[str]:
        """Yield which criteria went from one appraising body to another, one sentence a pair of bodies."""
        found = {}
        for new, old in leaves:
            bodies = (self.base.items[old].appraised_by, self.other.items[new].appraised_by)
            if bodies[0] != bodies[1]:
                found.setdefault(bodies, []).append(self.new(new))
        for (old, new), criteria in found.items():
            named = {"old": names.body(self.before, old, self.page.language)}
            named["new"] = names.body(self.page.study, new, self.page.language)
            yield told(self.page, "bodies", count=len(criteria), criteria="; ".join(criteria), **named)

    def _scored_otherwise(self, new: str, old: str) -> bool:
        """Return whether a criterion is scored by another rule; points that only grew with the maximum are the same rule."""
        if any(self._differs(new, old, name) for name in RULES):
            return True
        return self._rule_at(self.base, old, self.other.items[new].maximum) != self.other.items[new].rule

    @staticmethod
    def _rule_at(criteria: CriteriaSet, code: str, maximum) -> Rule:
        """Return the rule of a criterion with its points at another maximum."""
        item, row = criteria.items[code], criteria.criteria.loc[code]
        if not item.maximum or not maximum or item.maximum == maximum or not row["rule_terms"]:
            return item.rule
        terms = scaled(row["rule"], row["rule_terms"], maximum / item.maximum)
        return rule_of({"rule": row["rule"], "rule_terms": terms}, item.leaf)

    def _moved(self, new: str, old: str) -> bool:
        above = self.other.parents[new]
        return above in self.links and self.links[above] != self.base.parents[old]

    def rules(self) -> Iterator[str]:
        """Yield which rules of the whole set are others: treatment, ranks, rounding."""
        for name in WORDS:
            old, new = (getattr(criteria, name) for criteria in (self.base, self.other))
            if old != new:
                yield told(self.page, name, old=self._rule(name, old), new=self._rule(name, new))

    def _rule(self, name: str, value) -> str:
        return WORDS[name](value, self.page.language)

    def classes(self) -> Iterator[str]:
        """Yield that classes, their limits or caps are others."""
        if self.base.classes != self.other.classes:
            old, new = (self._classes(one) for one in (self.base, self.other))
            yield told(self.page, "classes", old=old, new=new)
        if self.base.class_caps != self.other.class_caps:
            old, new = (self._caps(one) for one in (self.base, self.other))
            yield told(self.page, "class_caps", old=old, new=new)

    def _classes(self, criteria: CriteriaSet) -> str:
        unknown = say("method_changes.unknown", self.page.language)
        limits = [
            f"{label} {unknown if lower is None else plain(lower, self.page.language)}"
            for label, lower in criteria.classes
        ]
        return ", ".join(limits) or say("method_changes.no_classes", self.page.language)

    def _caps(self, criteria: CriteriaSet) -> str:
        caps = [
            say("method_changes.cap", self.page.language, node=names.criterion(criteria, cap.node, self.page.language),
                below=plain(cap.below, self.page.language), best=cap.best)
            for cap in criteria.class_caps
        ]  # fmt: skip
        return "; ".join(caps) or say("method_changes.no_cap", self.page.language)
