"""One page on a proposal for those who decide: what it changes, to whom, what is supported and what is noise.

Sentences are built from the tables of the run and change with them; nothing is computed here.
"""

from pathlib import Path

import pandas as pd

from analysis import names
from analysis.awards.words import UNSURE
from analysis.compare import summary
from analysis.compare.decomposition import REST
from analysis.fairness.verdicts import SHOWN, TOO_FEW
from analysis.language import LANGUAGES, date, say
from analysis.proposals.applied import blocks_changed
from analysis.proposals.proposal import Proposal
from analysis.render import ReportDetails
from analysis.report import brief_open, one_page
from analysis.report import proposed as changes
from analysis.report.facts import award_title
from analysis.report.page import Page, bullets, escaped
from analysis.room import Room

NAME = "brief"
MOST_EFFECTS, MOST_GROUPS, MOST_SOURCES = 5, 4, 3
# How many units a list names before it only counts, and whether the figure is shown: tried until the text fits on one page.
LENGTHS = ((4, True), (2, True), (4, False), (2, False), (1, False))


def briefs(here: Room, proposal: Proposal) -> list[Path]:
    """Write brief.LANGUAGE.md, .html, .docx and .pdf into the run folder and return their paths, sorted.

    PDF and Word file have one page: lists are shortened and, at last, the figure is left out until they have.
    """
    written = []
    for language in LANGUAGES:
        versions = (markdown(here, proposal, language, *lengths) for lengths in LENGTHS)
        written += one_page.write(here.folder, NAME, details(here, proposal, language), versions)
    return sorted(written)


def markdown(here: Room, proposal: Proposal, language: str, most: int = LENGTHS[0][0], drawn: bool = True) -> str:
    """Return the page in a language, as Markdown.

    most : a list names so many units before it counts the rest. drawn : whether the figure is shown, where there is one.
    """
    page = Brief(here, proposal, language, most, drawn)
    parts = [*page.opening(), *page.changed(), *page.moves(), *page.support(), *page.unknown(), *page.closing()]
    return "\n\n".join(part for part in parts if part) + "\n"


def details(here: Room, proposal: Proposal, language: str) -> ReportDetails:
    """Return what stands around the text: title, running head, date."""
    study = here.study
    mark = say("labels.synthetic_mark" if study.synthetic else "brief.running_head", language)
    return ReportDetails(
        title=say("brief.of", language, title=proposal.title[language]), language=language, synthetic=study.synthetic,
        running_head=f"{study.id} · {proposal.slug} · {mark}", date=study.date, contents_title="",
    )  # fmt: skip


class Brief(Page):
    """The page being written: a page of the proposal's run, with the official study beside it."""

    def __init__(self, here: Room, proposal: Proposal, language: str, most: int, drawn: bool):
        super().__init__(here, language)
        self.proposal, self.official = proposal, here.official().study
        self.most, self.drawn = most, drawn

    def several(self) -> bool:
        """Return whether the proposal concerns more than one year or block, so that places must be named."""
        return len(self.study.years) * len(blocks_changed(self.study, self.proposal)) > 1

    def phrase(self, key: str, **values) -> str:
        """Return the text `brief.key`, names and numbers made safe for Markdown."""
        safe = {name: escaped(value) if isinstance(value, str) else value for name, value in values.items()}
        return say(f"brief.{key}", self.language, **safe)

    def told(self, row, key: str, **values) -> str:
        """Return a sentence on one year and block, with its place before it where there are several."""
        sentence = self.phrase(key, **values)
        place = self.at(int(row["year"]), row["block"])
        return escaped(place) + sentence if place else sentence[:1].upper() + sentence[1:]

    def _changed(self, name: str) -> pd.DataFrame:
        """Return the rows of a table in the blocks whose criteria the proposal changes."""
        return self.table(name)[self.table(name)["block"].isin(blocks_changed(self.study, self.proposal))]

    def opening(self) -> list[str]:
        """Return who proposes what, tried on which figures."""
        years = ", ".join(str(year) for year in self.study.years)
        base = self.official.criteria(blocks_changed(self.study, self.proposal)[0]).title[self.language]
        facts = {"by": self.proposal.by, "date": date(self.proposal.date, self.language), "base": base}
        status = self.say("status_synthetic") if self.study.synthetic else ""
        return [self.phrase("who", years=years, study=self.study.title[self.language], **facts), status]

    def changed(self) -> list[str]:
        """Return the changes in words, and why they are proposed."""
        blocks = blocks_changed(self.study, self.proposal)
        sides = self.official.criteria(blocks[0]), self.study.criteria(blocks[0])
        said = [escaped(one) for one in changes.sentences(self.proposal, *sides, self.language)]
        return [f"# {self.phrase('what_title')}", *bullets(said), escaped(self.proposal.rationale[self.language])]

    def moves(self) -> list[str]:
        """Return who moves, who crosses a class, who gains and who loses, and what the shifts come from."""
        shifted = self._changed("shifts")
        if shifted.empty:
            return []
        said = [one for facts in summary.facts(shifted) for one in self._of_place(facts, shifted)]
        drawn = self.drawn and (self.here.folder / "figures" / f"proposal_shifts_{self.language}.svg").exists()
        mark = f" ({say('labels.synthetic_mark', self.language)})" if self.study.synthetic else ""
        figure = f"![{self.phrase('figure')}{mark}](figures/proposal_shifts_{self.language})" if drawn else ""
        return [f"# {self.phrase('effect_title')}", *bullets([*said, *self.awards()]), figure]

    def _of_place(self, facts: summary.Facts, shifted: pd.DataFrame) -> list[str]:
        place = {"year": facts.year, "block": facts.block}
        own = self._at(shifted, place)
        if not facts.up and not facts.down:
            return [self.told(place, "moved_none", n=facts.n), *self._classes(facts, place)]
        largest = int(own["rank_shift"].abs().max())
        units = {"up": self._units(facts.up), "down": self._units(facts.down)}
        moved = len(facts.up) + len(facts.down)
        said = [self.told(place, "moved", moved=moved, n=facts.n, largest=largest, **units)]
        if facts.entered or facts.left:
            said.append(self.told(place, "top", entered=self._units(facts.entered), left=self._units(facts.left)))
        return [*said, *self._classes(facts, place), *self._sources(place), *self._gains(place)]

    def _classes(self, facts: summary.Facts, place: dict) -> list[str]:
        if (self._at(self.table("shifts"), place)["class_other"].fillna("") == "").any():
            return []
        crossed = self._at(self.table("class_crossings"), place)
        named = [self._crossed(row) for _, row in crossed.iterrows()]
        if not named:
            return [self.told(place, "crossed_none")]
        return [self.told(place, "crossed", count=len(named), units=self.listed(named, self.most))]

    def awards(self) -> list[str]:
        """Return whose title or commendation would be another, and whether either result is firm; nothing where none is."""
        own = self.table("award_changes")
        named = [self._award(row) for _, row in own.iterrows()]
        return [self.phrase("awards", count=len(named), units="; ".join(self._counted(named)))] if named else []

    def _counted(self, named: list[str]) -> list[str]:
        rest = len(named) - self.most
        return named if rest < 2 else [*named[: self.most], self.words("more_items", count=rest)]

    def _award(self, row: pd.Series) -> str:
        firm = max(row["flip_base"], row["flip_other"]) < UNSURE
        words = {side: self.phrase(f"result_{row[f'result_{name}'] or 'none'}")
                 for side, name in (("was", "base"), ("new", "other"))}  # fmt: skip
        award = award_title(self.study, row["award"], self.language)
        return self.phrase(
            "award_firm" if firm else "award_unsure", unit=self.unit(row["unit_code"]), award=award, **words
        )

    def _crossed(self, row: pd.Series) -> str:
        words = {"unit": self.unit(row["unit_code"]), "was": row["class_base"], "new": row["class_other"]}
        return self.phrase(f"crossed_unit_{row['firm']}", **words)

    def _sources(self, place: dict) -> list[str]:
        """Return the changed criteria behind most of the shifts, by their mean contribution without sign."""
        own = self._at(self.table("shift_sources"), place)
        sizes = own.assign(size=own["against_block"].abs()).groupby("criterion_code")["size"].mean()
        sizes = sizes[sizes > 0].sort_values(ascending=False, kind="stable")
        named = [self.criterion(place["block"], code) for code in sizes.index[:MOST_SOURCES]]
        return [self.told(place, "decided_by", criteria=self.listed(named))] if named else []

    def criterion(self, block: str, code: str) -> str:
        """Return number and title of a criterion of the proposal, or of the official set where it is gone."""
        if code == REST:
            return self.phrase("decided_rest")
        criteria = self.study.criteria(block)
        known = criteria if code in criteria.parents else self.official.criteria(block)
        return names.criterion(known, code, self.language)

    def _gains(self, place: dict) -> list[str]:
        own = self._at(self.table("shift_gains"), place)
        own = own[(own["grouping"] == "kind") & (own["group"].fillna("") != "")]
        if own["group"].nunique() < 2:
            return []
        return [
            self.told(place, "gains", group=names.group("kind", row["group"], place["block"], self.language),
                      n=int(row["n"]), gained=int(row["gained"]), lost=int(row["lost"]),
                      change=self.number(row["mean_score_change"]))
            for _, row in own.head(MOST_GROUPS).iterrows()
        ]  # fmt: skip

    def support(self) -> list[str]:
        """Return which shifts and which changes of findings are more than noise."""
        shifted = self._changed("shifts")
        said = [one for facts in summary.facts(shifted) for one in self._beyond(facts)] if len(shifted) else []
        said += self._effects()
        return [f"# {self.phrase('firm_title')}", *bullets(said)] if said else []

    def _beyond(self, facts: summary.Facts) -> list[str]:
        place = {"year": facts.year, "block": facts.block}
        moved = len(facts.beyond) + len(facts.within)
        if facts.unsure and not moved:
            return [self.told(place, "beyond_unknown")]
        if not moved:
            return []
        counts = {"beyond": len(facts.beyond), "within": len(facts.within), "moved": moved}
        return [self.told(place, f"beyond_{facts.source}", units=self._units(facts.beyond), **counts)]

    def _effects(self) -> list[str]:
        table = self._changed("proposal_effects")
        changed = table[table["verdict"] != "unchanged"]
        tested, shown = changed[changed["p_adjusted"].notna()], changed[changed["verdict"] == SHOWN]
        if tested.empty:
            return [self.phrase("effects_few")] if (changed["verdict"] == TOO_FEW).any() else []
        counts = {"tested": len(tested), "shown": len(shown), "rest": len(tested) - len(shown)}
        key = "effects_some" if len(shown) else "effects_none"
        return [
            *(self._effect(row) for _, row in shown.head(min(MOST_EFFECTS, self.most + 1)).iterrows()),
            self.phrase(key, **counts),
        ]

    def _effect(self, row: pd.Series) -> str:
        facts = {name: self.number(row[name]) for name in ("before", "after", "change")}
        return self.told(
            row, "effect_shown", what=self._topic(row), interval=self.interval(row["low"], row["high"]), **facts
        )

    def _topic(self, row: pd.Series) -> str:
        node = self.criterion(row["block"], row["node"]) if isinstance(row["node"], str) and row["node"] else ""
        if row["topic"] == "group_difference":
            group, reference = (
                names.group(row["grouping"], row[side], row["block"], self.language) for side in ("group", "reference")
            )
            return self.phrase("topic_group_difference", group=group, reference=reference, node=node)
        if row["topic"] == "association":
            index = names.outside_index(self.study, row["outside_index"], self.language)
            return self.phrase("topic_association", measure=self.words(f"measure_{row['measure']}"), index=index)
        return self.phrase(f"topic_{row['topic']}", **({"node": node} if row["topic"] == "overlap" else {}))

    def unknown(self) -> list[str]:
        """Return what no figures say: new criteria, rules that could not be applied."""
        said = brief_open.sentences(self)
        return [f"# {self.phrase('open_title')}", *(bullets(said) if said else [self.phrase("nothing_open")])]

    def closing(self) -> list[str]:
        """Return where all figures are and how to make them again."""
        return [self.phrase("where", study=self.study.id, slug=self.proposal.slug)]

    def _units(self, codes: tuple[str, ...]) -> str:
        return self.listed([self.unit(code) for code in codes], self.most) or self.phrase("nobody")

    def _at(self, frame: pd.DataFrame, place: dict) -> pd.DataFrame:
        return frame[(frame["year"] == place["year"]) & (frame["block"] == place["block"])]
