"""One page for the chairman: who stands where, what moved, what is firm, where points are lost, what to decide.

Sentences are built from the tables of a run and change with them; no term of statistics stands here.
"""

from pathlib import Path

import pandas as pd

from analysis import names
from analysis.language import LANGUAGES, date, number, say
from analysis.render import ReportDetails
from analysis.report import decisions, facts, one_page, own_indices
from analysis.report.facts import Standing
from analysis.report.page import Page, bullets, escaped
from analysis.report.years import signed
from analysis.room import Room

NAME = "chairman"
CRITERIA = 5
# How many units a list names before it only counts, and how many stand at either end of a block: tried in turn until the
# text fits on one page.
LENGTHS = ((5, facts.ENDS), (3, facts.ENDS), (2, facts.ENDS), (1, facts.ENDS), (1, 3), (1, 2), (1, 1))


def chairman(here: Room) -> list[Path]:
    """Write chairman.LANGUAGE.md, .html, .docx and .pdf into the run folder and return their paths, sorted.

    PDF and Word file have one page: lists are shortened until they have, those of the first and last five units last.
    """
    written = []
    for language in LANGUAGES:
        versions = (markdown(here, language, *lengths) for lengths in LENGTHS)
        written += one_page.write(here.folder, NAME, details(here, language), versions)
    return sorted(written)


def markdown(here: Room, language: str, most: int = LENGTHS[0][0], ends: int = facts.ENDS) -> str:
    """Return the page in a language, as Markdown.

    most : a list names so many units before it counts the rest. ends : so many units stand at either end of a block.
    """
    page = Chairman(here, language, most, ends)
    parts = [*page.opening(), *page.results(), *page.cost(), *page.own(), *page.asked()]
    return "\n\n".join(part for part in parts if part) + "\n"


def details(here: Room, language: str) -> ReportDetails:
    """Return what stands around the text: title, running head, date."""
    study = here.study
    mark = say("labels.synthetic_mark" if study.synthetic else "chairman.running_head", language)
    return ReportDetails(
        title=say("chairman.of", language, title=study.title[language]), language=language, synthetic=study.synthetic,
        running_head=f"{study.id} · {mark}", date=study.date, contents_title="",
    )  # fmt: skip


class Chairman(Page):
    """The page being written; `most` units are named in a list before it counts the rest, `ends` at the ends of a block."""

    def __init__(self, here: Room, language: str, most: int, ends: int = facts.ENDS):
        super().__init__(here, language)
        self.most, self.ends = most, ends

    def escape(self, text: str) -> str:
        """Return a text from data so that Markdown takes every letter of it as it stands."""
        return escaped(text)

    def line(self, key: str, **values) -> str:
        """Return the text `chairman.key`, names made safe for Markdown."""
        safe = {name: self.escape(value) if isinstance(value, str) else value for name, value in values.items()}
        return say(f"chairman.{key}", self.language, **safe)

    def opening(self) -> list[str]:
        """Return as of when, for which year, and what kind of figures."""
        lines = [self.line("opening", date=date(self.study.as_of, self.language), year=facts.last_year(self))]
        lines += [self.line("synthetic")] if self.study.synthetic else []
        return [" ".join([*lines, *([self.line("provisional")] if self.study.provisional else [])])]

    def results(self) -> list[str]:
        """Return who stands where in every block, what moved since last year, whose class is firm, who is late."""
        standings = facts.standings(self)
        said = [self.standing(one) for one in standings]
        moved = [line for one in standings for line in self.moves(one.block)]
        said += [*(moved or [self.line("no_year")]), *(self.crossed() if moved else []), *self.unsure()]
        return [f"# {self.line('results_title')}", *bullets([*said, *self.late()])]

    def standing(self, one: Standing, title: str = "") -> str:
        """Return the first and the last units of a block, or all of a short one, with what is not known.

        title : stands in front instead of the name of the block.
        """
        top, bottom = one.ends(self.ends)
        top, bottom = (self._placed(rows, facts.in_percent(one.rows)) for rows in (top, bottom))
        block = title or names.block(self.study, one.block, self.language)
        words = {"block": block, "n": one.whole, "known": one.known}
        if one.complete:
            key = "both_ends" if bottom else "whole_block"
            return self.line(key, top=top, bottom=bottom, units=top, **words)
        key = "one_end_unknown" if one.whole is None else self._partial(one, bottom)
        return self.line(key, top=top or self.line("no_top"), bottom=bottom, **words)

    @staticmethod
    def _partial(one: Standing, bottom: str) -> str:
        """Return which text fits a block of which some units have no figures."""
        if not one.official:
            return "both_ends_known"
        return "both_ends_part" if bottom else "one_end"

    def _placed(self, rows: pd.DataFrame, percent: bool) -> str:
        named = [
            say("chairman.placed", self.language, place=int(row["place"]), unit=self.unit(row["unit_code"]),
                score=self.number(row["percent" if percent else "points"]))
            for _, row in rows.iterrows()
        ]  # fmt: skip
        return "; ".join(named)

    def moves(self, block: str) -> list[str]:
        """Return who moved in a block since the year before and whose points changed clearly; nothing without such a year."""
        own = facts.moves(self, block)
        if own.empty:
            return []
        words = {"block": names.block(self.study, block, self.language), "n": len(own)}
        words["years"] = own["comparison"].iloc[0].replace("-", "–")
        sides = {"up": own[own["rank_shift"] > 0], "down": own[own["rank_shift"] < 0]}
        lists = {side: self._moved(rows) or self.line("nobody") for side, rows in sides.items()}
        key = "moved" if (own["rank_shift"] != 0).any() else "moved_none"
        return [f"{self.line(key, **lists, **words)} {self._clearly(own)}"]

    def _moved(self, rows: pd.DataFrame) -> str:
        named = [
            say("chairman.moved_unit", self.language, unit=self.unit(row["unit_code"]), places=int(row["size"]))
            for _, row in rows.iterrows()
        ]
        return self.listed(named, self.most)

    def _clearly(self, own: pd.DataFrame) -> str:
        if (own["beyond_noise"] == facts.UNKNOWN).all():
            return self.line("clearly_unknown")
        found = own[own["beyond_noise"] == facts.YES].sort_values(["score_change", "unit_code"])
        named = [f"{self.unit(row['unit_code'])} ({signed(self, row['score_change'])})" for _, row in found.iterrows()]
        return self.line("clearly", units=self.listed(named, self.most)) if named else self.line("clearly_none")

    def crossed(self) -> list[str]:
        """Return who has another class than the year before and how firm that is; nothing where classes do not compare."""
        shifts = facts.of_last_year(self, "shifts")
        if not ((shifts["kind"] == "year") & (shifts["class_other"] != "")).any():
            return []
        named = [
            say(f"chairman.crossed_unit_{one.firm}", self.language, unit=self.unit(one.unit), was=one.was, new=one.new)
            for one in facts.crossings(self)
        ]
        return [self.line("crossed", units=self.listed(named, self.most)) if named else self.line("crossed_none")]

    def unsure(self) -> list[str]:
        """Return whose class may well be another; nothing where there are no classes."""
        if facts.of_last_year(self, "class_probability").empty:
            return []
        own = facts.unsure(self)
        said = []
        for source in ("noise", "method"):
            named = [decisions.two_classes(self, row) for _, row in own[own["source"] == source].iterrows()]
            said += [self.line(f"unsure_{source}", units=self.listed(named, self.most))] if named else []
        return said or [self.line("all_firm")]

    def late(self) -> list[str]:
        """Return who sent no form and how many errors are open; nothing for a published table."""
        if not self.study.has_forms:
            return []
        count, units = facts.open_errors(self)
        errors = self.line("late_errors", errors=count, units=units) if count else ""
        missing = [self.unit(code) for code in facts.sent_nothing(self)]
        if not missing:
            return [self.line("late_none", errors=errors)]
        return [self.line("late", count=len(missing), units=self.listed(missing, self.most), errors=errors)]

    def cost(self) -> list[str]:
        """Return the five criteria that cost all units together most points, with the body that appraises them."""
        title, own = f"# {self.line('cost_title')}", facts.costliest(self).head(CRITERIA)
        if own.empty:
            return [title, self.line("cost_none")]
        rows = [
            [facts.criterion(self, row["block"], row["criterion_code"]), names.body(self.study, row["body"], self.language),
             number(row["points"], self.language, 1), str(row["units"])]
            for _, row in own.iterrows()
        ]  # fmt: skip
        heads = [self.line(f"head_{name}") for name in ("criterion", "body", "points", "units")]
        lines = [heads, [":---", ":---", "---:", "---:"], *([escaped(cell) for cell in row] for row in rows)]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return [title, f"{table}\n\nTable: {self.line('cost_caption')}"]

    def own(self) -> list[str]:
        """Return the province's own indices with place and trend; nothing where the units belong to no one province."""
        found = own_indices.indices(self)
        if not found:
            return []
        name = self.unit(own_indices.province(self))
        return [f"# {self.line('own_title', province=name)}", *bullets([self._index(one) for one in found])]

    def _index(self, one: own_indices.Own) -> str:
        key = "own_no_place" if one.place is None else "own_place"
        # The leading comma would be lost at the end of a text, so it is part of the text itself.
        place = self.line(key, n=one.known, **({} if one.place is None else {"place": one.place}))
        index = names.outside_index(self.study, one.index, self.language)
        value = self.number(one.value)
        return self.line("own", index=index, year=one.year, value=value, place=place, trend=self._trend(one))

    def _trend(self, one: own_indices.Own) -> str:
        if one.year_before is None:
            return self.line("trend_none")
        place = "" if one.place_before is None else " " + self.line("place_before", place=one.place_before)
        if not one.joined:
            return self.line("trend_broken", year=one.year_before, place=place)
        change = round(one.value - one.value_before, 2)
        if change == 0:
            return self.line("trend_same", year=one.year_before, place=place)
        key = "trend_up" if change > 0 else "trend_down"
        return self.line(key, change=self.number(abs(change)), year=one.year_before, place=place)

    def asked(self) -> list[str]:
        """Return the decisions asked, at most three."""
        said = decisions.asked(self, self.line) or [self.line("ask_none")]
        return [f"# {self.line('ask_title')}", "\n".join(f"{place}. {one}" for place, one in enumerate(said, 1))]
