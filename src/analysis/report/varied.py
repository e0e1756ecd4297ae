"""What was free to vary, how far, and why: from study.yml and the table of choices."""

import re

import pandas as pd

from analysis import names
from analysis.language import say
from analysis.report.page import Page
from analysis.sensitivity.choices import Choice, Noise

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def table(page: Page) -> str:
    """Return the table of everything that varied; equal rows of several places become one."""
    varied = page.table("choices").drop_duplicates(["year", "block", "choice"])
    columns = ["kind", "source", "allowed", "reason"]
    described = pd.DataFrame(
        [_described(page, row) for _, row in varied.iterrows()], columns=["year", "block", *columns]
    )
    rows = []
    for cells, own in described.groupby(columns, sort=False):
        rows.append([*([page.places(own)] if page.several() else []), *cells])
    return page.pipe("choices", page.headers("varied", "range_kind", "allowed", "reason"), rows, 0)


def _described(page: Page, row: pd.Series) -> dict:
    return {
        "year": row["year"], "block": row["block"],
        "kind": say(f"labels.varied_{row['choice']}", page.language),
        "source": say(f"report.source_{row['source']}", page.language),
        "allowed": allowed(page, row), "reason": row[f"reason_{page.language}"],
    }  # fmt: skip


def allowed(page: Page, row: pd.Series) -> str:
    """Return in words how far a row of the table of choices may go, the official choice included."""
    declared, name = page.study.sensitivity, row["choice"]
    if name in declared.noise:
        return _error(page, declared.noise[name], row["allowed"])
    if name == "survey_share" and not page.study.criteria(row["block"]).maxima_known():
        name = "survey_factor"
    return _WORDS[name](page, declared.choices[name], row)


def _error(page: Page, noise: Noise, share: str) -> str:
    if not share:
        return page.say("error_few_rows") if noise.source else page.say("error_published")
    return page.say("error_from_rows" if noise.source else "error_stated", share=100 * float(share))


def _weights(page: Page, choice: Choice, row: pd.Series) -> str:
    if choice.kind == "spread":
        return page.say("weights_spread", spread=100 * choice.spread)
    return page.say("weights_all") if choice.kind == "all" else page.say("weights_around", by=choice.concentration)


def _options(page: Page, choice: Choice, row: pd.Series) -> str:
    official, options = row["official_value"], row["allowed"].split(" | ")
    labels = [names.label(choice.name, one, page.language) for one in options if one != official]
    words = page.say(
        "official_or", official=names.label(choice.name, official, page.language), others=", ".join(labels)
    )
    return f"{words}; {page.say('levels_each')}" if choice.levels == "each" else words


def _survey_share(page: Page, choice: Choice, row: pd.Series) -> str:
    return page.say("share_between", low=100 * choice.low, high=100 * choice.high)


def _survey_factor(page: Page, choice: Choice, row: pd.Series) -> str:
    return page.say("factor_between", low=choice.low, high=choice.high)


def _leave_out(page: Page, choice: Choice, row: pd.Series) -> str:
    return page.say(f"leave_out_{choice.level}")


def _cut_offs(page: Page, choice: Choice, row: pd.Series) -> str:
    return NUMBER.sub(lambda found: page.number(found[0]), row["allowed"]).replace(" ... ", "–")


_WORDS = {
    "weights": _weights, "treatment": _options, "survey_share": _survey_share, "survey_factor": _survey_factor,
    "leave_out": _leave_out, "cut_offs": _cut_offs, "aggregation": _options, "normalisation": _options,
}  # fmt: skip
