"""The section on citizens and firms: associations, with what would have been found, and the units seen most differently."""

import pandas as pd

from analysis import names
from analysis.figures.links import MOST_PANELS
from analysis.report import outside_limits, verdicts
from analysis.report.page import Page, bullets, escaped

MOST_ROWS, MOST_SENTENCES = 60, 8
MEASURE = "spearman"


def association(page: Page) -> list[str]:
    """Return the section on citizens and firms."""
    title = f"# {page.say('association_title')}"
    if "association" not in page.numbers:
        return [title, page.say("association_too_few" if page.study.outside else "association_none")]
    selected = [page.say("association_selected")] if page.study.selected else []
    found = bullets([*associations_shown(page), *associations_not_shown(page), *corrected(page)])
    return [
        title, page.say("association_random"), page.say("association_how"), *selected, *_panels(page),
        page.figure("scatters"), *found, *_association_table(page), *outside_limits.section(page),
        *bullets(divergent(page)),
    ]  # fmt: skip


def associations_shown(page: Page) -> list[str]:
    """Return one sentence for each Spearman correlation that remains after adjustment, whole indices first."""
    rows = _whole_first(page, verdicts.shown(_spearman(page)))
    sentences = []
    for _, row in rows.head(MOST_SENTENCES).iterrows():
        index = names.outside_index(page.study, row["outside_index"], page.language)
        facts = {"index": index, "rho": row["estimate"], "n": int(row["n"]), "p": page.p_value(row["p_adjusted"])}
        facts |= {"interval": page.interval(row["low"], row["high"]), "score": page.words(f"score_{row['score']}")}
        sentence = page.stated(row["year"], row["block"], "association_shown", **facts)
        sentences.append(" ".join([sentence, *_overlap(page, row)]))
    rest = len(rows) - MOST_SENTENCES
    return [*sentences, *([page.say("association_shown_more", count=rest)] if rest > 0 else [])]


def _overlap(page: Page, row: pd.Series) -> list[str]:
    return [page.say(f"overlap_{row['overlap']}")] if row["overlap"] in ("yes", "unknown") else []


def associations_not_shown(page: Page) -> list[str]:
    """Return one sentence on the Spearman correlations that were not shown, with what would have been found."""
    rest = verdicts.not_shown(_spearman(page))
    facts = {"rest": len(rest), "total": len(rest) + len(verdicts.shown(_spearman(page)))}
    facts |= {"low": rest["estimate"].min(), "high": rest["estimate"].max()}
    key = "association_not_shown" if facts["total"] > 1 else "association_not_shown_one"
    return [page.say(key, **facts, detectable=verdicts.detectable(page, rest))] if len(rest) else []


def _spearman(page: Page) -> pd.DataFrame:
    own = page.table("association")
    return own[own["measure"] == MEASURE]


def _whole_first(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the parts of an index (the dimensions of PAPI) after the indices themselves."""
    part = rows["outside_index"].map(lambda index: names.part_of_index(page.study, index))
    return rows.assign(part=part.astype(bool)).sort_values("part", kind="stable")


def corrected(page: Page) -> list[str]:
    """Return the correlations corrected for measurement error, beside what they are corrected from."""
    own = page.table("association")
    own = outside_limits.whole(page, own)
    sentences = []
    for _, row in own[(own["measure"] == "pearson_corrected") & own["estimate"].notna()].iterrows():
        same = (own["year"] == row["year"]) & (own["block"] == row["block"]) & (own["score"] == row["score"])
        plain = own[same & (own["outside_index"] == row["outside_index"]) & (own["measure"] == "pearson")]
        facts = {
            "index": names.outside_index(page.study, row["outside_index"], page.language),
            "corrected": row["estimate"],
        }
        facts |= {"interval": page.interval(row["low"], row["high"]), "plain": plain["estimate"].iloc[0]}
        sentences.append(page.stated(row["year"], row["block"], "association_corrected", **facts))
    return sentences[:MOST_SENTENCES]


def _panels(page: Page) -> list[str]:
    drawn = page.table("divergent_units").groupby(["year", "block", "outside_index"]).ngroups
    return [page.say("scatters_newest", most=MOST_PANELS, count=drawn)] if drawn > MOST_PANELS else []


def _shown_rows(page: Page) -> pd.DataFrame:
    """Return the associations that the report shows, those with a result first: all, or Spearman's, and of these whole
    indices and newest years before others."""
    own = page.table("association")
    if len(own) > MOST_ROWS:
        own = _whole_first(page, _spearman(page)).assign(open=lambda rows: rows["verdict"] != verdicts.SHOWN)
        own = own.sort_values(["open", "part", "year"], ascending=[True, True, False], kind="stable").head(MOST_ROWS)
        own = page.sorted(own, "part")
    return pd.concat([verdicts.shown(own), own[own["verdict"] != verdicts.SHOWN]])


def _association_table(page: Page) -> list[str]:
    """Return what must be known before the table is read, and the table."""
    own = _shown_rows(page)
    rows = [
        [*page.lead(row), page.words(f"score_{row['score']}"),
         names.outside_index(page.study, row["outside_index"], page.language),
         page.words(f"measure_{row['measure']}"), page.words(f"overlap_cell_{row['overlap']}"), 
         *verdicts.cells(page, row, link=True), page.number(row["n"], 0)]
        for _, row in own.iterrows()
    ]  # fmt: skip
    heads = [
        *page.headers("score", "outside_index", "coefficient", "overlap"),
        *verdicts.headers(page, own),
        page.column("n"),
    ]
    note = verdicts.note(page, page.table("association"), own, "association")
    return [*note, page.pipe("association", heads, rows, 6)]


def divergent(page: Page) -> list[str]:
    """Return, for each outside index of the last year, the units whose two ranks differ most, with ranges where known."""
    table = page.table("divergent_units")
    last = table[table["year"] == table["year"].max()] if len(table) else table
    last = _whole_first(page, last)
    sentences = []
    for (year, block, index), own in last[~last["part"]].groupby(["year", "block", "outside_index"], sort=True):
        apart = own["beyond_ranges"] == "yes"
        own = own.assign(width=own["rank_gap"].abs(), apart=apart)
        ordered = own.sort_values(["apart", "width", "unit_code"], ascending=[False, False, True])
        units = [_two_ranks(page, row) for _, row in ordered.head(4).iterrows()]
        facts = {"index": names.outside_index(page.study, index, page.language), "n": int(own["n"].iloc[0])}
        sentence = page.stated(year, block, "divergent", **facts) + " " + escaped("; ".join(units)) + "."
        known = int((own["beyond_ranges"] != "").sum())
        words = {"count": int(apart.sum()), "known": known}
        sentences.append(" ".join([sentence, *([page.say("beyond_ranges", **words)] if known else [])]))
    return sentences


def _two_ranks(page: Page, row: pd.Series) -> str:
    ranks = [_rank(page, row, name) for name in ("score", "outside")]
    return page.words("two_ranks", unit=page.unit(row["unit_code"]), score=ranks[0], outside=ranks[1])


def _rank(page: Page, row: pd.Series, name: str) -> str:
    """Return a rank, with its range in brackets where it is known."""
    low, high = row[f"rank_{name}_low"], row[f"rank_{name}_high"]
    known = not (pd.isna(low) or pd.isna(high))
    return f"{row[f'rank_{name}']}" + (f" ({int(low)}–{int(high)})" if known else "")
