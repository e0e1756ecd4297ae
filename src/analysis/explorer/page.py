"""The explorer: one web page of a study that needs no network, with its texts, figures, style and program inside."""

import json
from pathlib import Path

from analysis.explorer.content import content
from analysis.room import Room

NAME = "explorer"
ASSETS = Path(__file__).parent / "assets"
# In the order in which they build on one another.
PROGRAM = ("exact.js", "ranks.js", "proposal.js", "elements.js", "sheet.js", "view.js")


def explorer(here: Room) -> Path:
    """Write explorer.html into the folder of an official run and return its path; the same bytes for the same tables.

    Reads the tables `scores`, `points` and `assessed`, and `rank_intervals`, `class_probability` and `to_win` where the
    run has them.
    """
    path = here.folder / f"{NAME}.html"
    path.write_text(page(content(here)), "utf-8", newline="\n")
    return path


def page(held: dict) -> str:
    """Return the page that shows what `content` gives."""
    parts = {
        "title": _escaped(f"{held['title']['vi']} · {held['study']}"),
        "style": _asset("explorer.css"),
        "program": "\n".join(_asset(name) for name in PROGRAM),
        "content": _json(held),
    }
    text = _asset("page.html")
    for name, part in parts.items():
        text = text.replace(f"<!--{name}-->", part)
    return text


def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8").strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(held: dict) -> str:
    """Return JSON that cannot end the element of the page it stands in, whatever people typed."""
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
