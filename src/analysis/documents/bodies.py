"""The texts of what goes out of an office: report, submission, draft decision and the letter to a unit, from the tables.

Each function returns the parts that `document` takes. Sentences change with the tables; a section without content is
not written, and no number, day or signer is stated.
"""

import pandas as pd

from analysis import names
from analysis.documents import parties, unit_results
from analysis.documents.contents import Annex, Table
from analysis.documents.markdown import escaped
from analysis.language import date, say
from analysis.report import decisions, facts
from analysis.report.chairman import Chairman
from analysis.report.facts import Standing
from analysis.report.page import bullets
from analysis.report.years import signed
from analysis.room import Room

CRITERIA, PETITIONS, NAMED = 10, 3, 6
UNKNOWN = "unknown"


class Body(Chairman):
    """The text of one document being written."""

    def __init__(self, here: Room, language: str):
        super().__init__(here, language, NAMED)
        self.parties = parties.of(here.study, language)
        self.standings = facts.standings(self)

    def escape(self, text: str) -> str:
        """Return a text from data so that the Markdown of documents takes every letter of it as it stands."""
        return escaped(text)

    def body(self, key: str, **values) -> str:
        """Return the text `bodies.key`, names made safe for Markdown."""
        safe = {name: self.escape(value) if isinstance(value, str) else value for name, value in values.items()}
        return say(f"bodies.{key}", self.language, **safe)

    def subject(self) -> str:
        """Return what the documents are about: the results of the study, by its title."""
        title = self.study.title[self.language]
        small = title[:1].lower() + title[1:] if title[1:2].islower() else title
        return say("bodies.results_of", self.language, title=small)

    def counts(self) -> dict:
        """Return how many units and blocks there are, for sentences."""
        return {"n": sum(len(one.rows) for one in self.standings), "blocks": len(self.standings)}


def report(text: Body) -> list:
    """Return the parts of the Báo cáo: how it was done, results, how sure, where points are lost, petitions, proposals."""
    parts = [*_how(text), *_results(text), *_sure(text), *_lost(text), *_petitions(text), *_limits(text), *_asked(text)]
    closing = text.body("report_closing", issuer=text.parties.issuer, subject=text.subject())
    return [*parts, closing, annex(text, 1 + sum(isinstance(part, Table) for part in parts))]


def submission(text: Body) -> list:
    """Return the parts of the Tờ trình: why, the results, what to mind, what is asked."""
    who = {"issuer": text.parties.issuer, "chair": text.parties.chair}
    heed = [*text.unsure(), *text.late()]
    asked = decisions.asked(text, text.line)
    return [
        f"# {text.body('why_title')}", text.body("why", subject=text.subject(), issuer=who["issuer"]), *_basis(text),
        f"# {text.body('results_title')}", *bullets([_block(text, one) for one in text.standings]),
        *([f"# {text.body('heed_title')}", *bullets(heed)] if heed else []),
        f"# {text.body('asked_title')}", text.body("submission_asked", subject=text.subject(), **who),
        *([text.body("before_signing"), *bullets(asked)] if asked else []),
        text.body("submission_closing", **who), annex(text),
    ]  # fmt: skip


def decision(text: Body) -> list:
    """Return the parts of the draft Quyết định, articles one to four, with the results as its annex."""
    own = text.parties
    return [
        text.body("article_results", subject=text.subject(), **text.counts()),
        text.body("article_tasks", issuer=own.issuer, administration=own.administration), text.body("article_force"),
        text.body("article_carried_out", head=own.head, administration=own.administration), annex(text),
    ]  # fmt: skip


def grounds(text: Body) -> tuple[str, ...]:
    """Return the grounds of the decision: the law with its day open, the criteria, the submission."""
    law = say("bodies.ground_law", text.language)
    asked = say("bodies.ground_submission", text.language, head=text.parties.head)
    criteria = [_plain_criteria(text, one) for one in _decisions(text)]
    return (law, *(criteria or [say("bodies.ground_criteria_open", text.language)]), asked)


def letter(text: Body, one: Standing, unit: str) -> list:
    """Return the parts of the công văn to a unit: its result, what was cut and why, what could be won, what is asked."""
    names_of = {"unit": text.unit(unit), "issuer": text.parties.issuer}
    cut = unit_results.cuts_table(text, unit, say("bodies.cuts_caption", text.language))
    win = unit_results.wins_table(text, unit, say("bodies.wins_caption", text.language, place=2 if cut else 1))
    parts = [text.body("letter_opening", subject=text.subject(), **names_of), f"## {text.body('letter_result')}"]
    parts += [*_own_result(text, one, unit), f"## {text.body('letter_cuts')}"]
    parts += [text.body("cuts_told", total=float(unit_results.cuts(text, unit)["cut"].sum())), cut] if cut else []
    parts += [] if cut else [text.body("cuts_none")]
    parts += [f"## {text.body('letter_wins')}", text.body("wins_told"), win] if win else []
    return [*parts, text.body("letter_closing", **names_of)]


def annex(text: Body, first: int = 1) -> Annex:
    """Return the annex of results, one table a block; `first` is the number of its first table."""
    tables = [
        unit_results.results_table(text, one, say("bodies.results_caption", text.language, place=place, block=title))
        for place, one in enumerate(text.standings, first)
        for title in [names.block(text.study, one.block, text.language)]
    ]
    return Annex(text.subject(), tuple(tables))


def _how(text: Body) -> list[str]:
    done = text.body("done", year=facts.last_year(text), as_of=date(text.study.as_of, text.language), **text.counts())
    more = [text.body("provisional")] if text.study.provisional else []
    return [f"# {text.body('how_title')}", *_basis(text), " ".join([done, *more]), *bullets(text.late())]


def _basis(text: Body) -> list[str]:
    stated = _decisions(text)
    if not stated:
        return [text.body("criteria_unknown")]
    return [text.body("criteria_by", decisions=text.listed([_plain_criteria(text, one, short=True) for one in stated]))]


def _decisions(text: Body) -> list[dict]:
    """Return the decisions that the criteria of the blocks come from, where number and issuer are stated."""
    every = [one.criteria.decision for one in text.study.blocks.values()]
    stated = [one for one in every if one and UNKNOWN not in (one.get("number"), one.get("issuer"))]
    return [one for place, one in enumerate(stated) if one not in stated[:place]]


def _plain_criteria(text: Body, one: dict, short: bool = False) -> str:
    day = str(one.get("date", UNKNOWN))
    when = say("bodies.day_open", text.language) if day == UNKNOWN else date(day, text.language)
    key = "ground_short" if short else "ground_criteria"
    return say(f"bodies.{key}", text.language, number=one["number"], issuer=one["issuer"], day=when)


def _results(text: Body) -> list[str]:
    said = [f"# {text.body('results_title')}"]
    for one in text.standings:
        said += [f"## {text.escape(names.block(text.study, one.block, text.language))}", _block(text, one, lead=False)]
        said += bullets([text.standing(one, say("bodies.ranks", text.language))])
    moved = [line for one in text.standings for line in text.moves(one.block)]
    against = [f"## {text.body('against_title')}", *bullets([*moved, *text.crossed()])] if moved else []
    return [*said, *against]


def _block(text: Body, one: Standing, lead: bool = True) -> str:
    """Return the mean, the first, the last and the classes of a block in words."""
    scored = one.rows["percent" if facts.in_percent(one.rows) else "points"]
    words = {"n": len(one.rows), "mean": float(scored.mean()), "high": float(scored.max()), "low": float(scored.min())}
    kind = "percent" if facts.in_percent(one.rows) else "points"
    block = f"**{text.escape(names.block(text.study, one.block, text.language))}:** " if lead else ""
    sentence = text.body(f"block_{kind}", **words)
    return f"{block}{sentence} {_classes(text, one)}".strip()


def _classes(text: Body, one: Standing) -> str:
    counts = one.rows.loc[one.rows["class"] != "", "class"].value_counts()
    order = [label for label, _ in text.study.criteria(one.block).classes if label in counts]
    named = [say("bodies.class_count", text.language, label=label, count=int(counts[label])) for label in order]
    return text.body("classes", classes=text.listed(named, len(named))) if named else ""


def _sure(text: Body) -> list[str]:
    said = text.unsure()
    return [f"# {text.body('sure_title')}", text.body("sure_how"), *bullets(said)] if said else []


def _lost(text: Body) -> list:
    own = facts.costliest(text).head(CRITERIA)
    if own.empty:
        return []
    caption = say("bodies.cost_caption", text.language, count=len(own))
    frame = pd.DataFrame({
        say("bodies.column_criterion", text.language): [
            facts.criterion(text, row["block"], row["criterion_code"]) for _, row in own.iterrows()],
        say("bodies.column_body", text.language): [names.body(text.study, code, text.language) for code in own["body"]],
        say("bodies.column_cost", text.language): list(own["points"]),
        say("bodies.column_units", text.language): list(own["units"].astype(int)),
    })  # fmt: skip
    return [f"# {text.body('lost_title')}", text.body("lost_how"), Table(frame, caption)]


def _petitions(text: Body) -> list[str]:
    own = facts.of_last_year(text, "petition_counts") if text.study.has_forms else pd.DataFrame()
    if own.empty:
        return []
    counts = own.groupby(["block", "criterion_code"], sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    titles = [f"{facts.criterion(text, block, code)} ({int(n)})" for (block, code), n in counts.items()]
    named = text.listed(list(dict.fromkeys(titles)), PETITIONS, more="more_items")
    return [f"# {text.body('petitions_title')}", text.body("petitions", count=int(own["n"].sum()), criteria=named)]


def _limits(text: Body) -> list[str]:
    said = [text.escape(limit[text.language]) for limit in text.study.limits]
    return [f"# {text.body('limits_title')}", *bullets(said)] if said else []


def _asked(text: Body) -> list[str]:
    said = decisions.asked(text, text.line)
    lead = text.body("asked_of", issuer=text.parties.issuer, administration=text.parties.administration)
    return [f"# {text.body('asked_title')}", lead, *bullets(said)] if said else []


def _own_result(text: Body, one: Standing, unit: str) -> list[str]:
    row = one.rows.set_index("unit_code").loc[unit]
    kind = "percent" if facts.in_percent(one.rows) else "points"
    words = {name: float(row[name]) for name in ("points", "applicable_max", "percent") if pd.notna(row[name])}
    said = [text.body(f"own_{kind}", **words), _own_place(text, one, row)]
    said.append(text.body("own_mean", mean=facts.mean(one.rows)))
    changed = facts.moves(text, one.block)
    changed = changed[changed["unit_code"] == unit]
    if len(changed):
        was, now = changed["comparison"].iloc[0].split("-")[0], changed.iloc[0]
        said.append(text.body("own_change", year=was, change=signed(text, now["score_change"])))
    return [" ".join(said), *_own_range(text, unit)]


def _own_place(text: Body, one: Standing, row: pd.Series) -> str:
    words = {"place": int(row["place"]), "n": len(one.rows)}
    return text.body("own_class", label=row["class"], **words) if row["class"] else text.body("own_place", **words)


def _own_range(text: Body, unit: str) -> list[str]:
    """Return between which places the unit may stand if it were scored again, and whether its class is firm."""
    ranges = facts.of_last_year(text, "rank_intervals")
    own = ranges[(ranges["unit_code"] == unit) & (ranges["source"] == "noise")]
    said = [
        text.body("own_range" if row["rank_low"] < row["rank_high"] else "own_range_one", low=int(row["rank_low"]),
                  high=int(row["rank_high"]))
        for _, row in own.iterrows()
    ]  # fmt: skip
    unsure = facts.unsure(text)
    other = unsure[(unsure["unit_code"] == unit) & (unsure["source"] == "noise")]
    said += [
        text.body(
            "own_class_unsure",
            label=decisions.label(text, row["class"]),
            other=decisions.label(text, row["other_class"]),
        )
        for _, row in other.iterrows()
    ]
    return [" ".join(said)] if said else []
