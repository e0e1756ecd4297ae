"""Writes a text of one page: of ever shorter versions the first that stands on one page as PDF and in Word."""

import re
from collections.abc import Iterable
from pathlib import Path

from analysis.render import ReportDetails, render
from analysis.report import word_page

PAGE = re.compile(rb"/Type\s*/Page\b")


def write(folder: Path, name: str, details: ReportDetails, versions: Iterable[str]) -> list[Path]:
    """Write NAME.LANGUAGE.md, .html, .docx and .pdf of the first version that fits and return their paths.

    versions : Markdown, the longest first; the last one is kept where none fits. Raises RenderError as `render` does.
    """
    source, written, tried = folder / f"{name}.{details.language}.md", [], ""
    for text in versions:
        if text == tried:
            continue
        tried = text
        source.write_text(text, "utf-8", newline="\n")
        written = render(folder, details.language, details, name)
        by_kind = {path.suffix: path for path in written}
        if word_page.fitted(by_kind[".docx"]) and pages(by_kind[".pdf"]) == 1:
            break
    return [source, *written]


def pages(path: Path) -> int:
    """Return how many pages a PDF of typst has."""
    return len(PAGE.findall(path.read_bytes()))
