"""The end of the report: what is left out, corrections, limits, sources, exhibits, how to repeat it, the annex."""

import pandas as pd

from analysis import exhibits, names, reference
from analysis.report import annex, method_changes, methods
from analysis.report.page import Page, bullets, escaped

# Where points of a study come from that reads forms: not a published source but a round.
SENT_IN = ("form", "self", "appraisal_1", "appraisal_2", "survey")


def sections(page: Page) -> list[str]:
    """Return the closing sections as Markdown."""
    return [
        *left_out(page),
        *corrections(page),
        *methods.section(page),
        *method_changes.section(page),
        *limits(page),
        *sources(page),
        *listed_exhibits(page),
        *repeat(page),
        *annex.section(page),
    ]


def left_out(page: Page) -> list[str]:
    """Return what could not be said, with the reason; what has the same reason in the same places becomes one row."""
    frame = pd.concat([page.table(f"left_out_{room}") for room in exhibits.ROOMS_WITH_OMISSIONS], ignore_index=True)
    subject, reason = f"subject_{page.language}", f"reason_{page.language}"
    merged = {}
    for (what, why), own in frame.groupby([subject, reason], sort=False):
        merged.setdefault((why, page.places(own)), []).append(what)
    rows = [["; ".join(subjects), why, places] for (why, places), subjects in merged.items()]
    headers = [page.column(name) for name in ("what", "reason", "place")]
    return [
        f"# {page.say('left_out_title')}",
        page.say("left_out_how"),
        page.pipe("left_out", headers, rows, 0),
    ]


def corrections(page: Page) -> list[str]:
    """Return the corrections that were applied; nothing where there are none."""
    if "corrections" not in page.numbers:
        return []
    rows = []
    for _, row in page.table("corrections_applied").iterrows():
        figures = [_printed(page, row["printed"]), _printed(page, row["decided"])]
        words = [row[f"reason_{page.language}"], _confirmed(page, row["confirmed_by"])]
        action = page.say(f"action_{row['action']}")
        rows.append([page.unit(row["unit_code"]), str(row["year"]), action, *figures, *words])
    columns = ("unit", "year", "action", "printed", "decided", "reason", "confirmed_by")
    headers = [page.column(name) for name in columns]
    return [f"# {page.say('corrections_title')}", page.pipe("corrections", headers, rows, 0)]


def _printed(page: Page, text: str) -> str:
    return text.replace(".", ",") if page.language == "vi" and page.study.decimal_mark == "." else text


def _confirmed(page: Page, by: str) -> str:
    return page.say("not_confirmed") if by == "not confirmed" else by


def limits(page: Page) -> list[str]:
    """Return the limits that the study declares."""
    return [
        f"# {page.say('limits_title')}",
        *bullets([escaped(one[page.language]) for one in page.study.limits]),
    ]


def sources(page: Page) -> list[str]:
    """Return every source of a figure of this study: publisher, title, address."""
    known = reference.table(page.study.root, "sources").set_index("source_id")
    used = set("; ".join(page.table("assessed")["sources"]).split("; "))
    outside = reference.outside_values(page.study.root, page.study.folder)
    own = outside["index_code"].isin(page.study.outside) & outside["year"].isin(page.study.years)
    used |= set(outside.loc[own, "source_id"])
    sent = used & set(SENT_IN)
    lines = [page.say("source_forms")] * bool(sent) + [
        _source_line(known.loc[code], code) for code in sorted(used - sent)
    ]
    notes = [
        f"{names.outside_index(page.study, code, page.language)}: {names.outside_index_title(page.study, code, page.language)}. "
        + names.outside_index_note(page.study, code, page.language)
        for code in page.study.outside
    ]
    return [f"# {page.say('sources_title')}", *bullets([escaped(note) for note in notes]), *bullets(lines)]


def _source_line(source: pd.Series, code: str) -> str:
    address = f" <{source['address']}>" if source["address"].startswith("http") else ""
    return f"**{escaped(code)}**: {escaped(source['publisher'])}, {escaped(source['title'])}.{address}"


def listed_exhibits(page: Page) -> list[str]:
    """Return every numbered exhibit with the notebook, the function and the file behind it."""
    # Function and file share a cell: neither can be broken, and beside each other they would leave the caption no room.
    rows = [
        [page.caption(one.key), f"{one.notebook}.ipynb", f"{one.function}; {exhibits.file(one)}"]
        for one in exhibits.present(page.here)
    ]
    headers = [page.column("exhibit"), page.column("notebook"), f"{page.column('function')}; {page.column('file')}"]
    marks = ":---|" * len(headers)
    lines = [[escaped(cell) if place else cell for place, cell in enumerate(row)] for row in rows]
    body = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return [f"# {page.say('exhibits_title')}", f"| {' | '.join(headers)} |\n|{marks}\n{body}"]


def repeat(page: Page) -> list[str]:
    """Return how the reader gets the same report, and the checksums of what was received."""
    files = [f"`{row['file']}`: `{row['sha256'][:16]}…`" for _, row in page.table("received").iterrows()]
    return [f"# {page.say('repeat_title')}", page.say("repeat", study=page.study.id), *bullets(files)]
