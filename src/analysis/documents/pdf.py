"""Writes a document as PDF: the same words and measures as the Word file, set by typst in the free font shipped here."""

import datetime
import json
from pathlib import Path

import typst

from analysis.documents.contents import Block, DocumentError, Grid, Rule
from analysis.documents.document import Document
from analysis.documents.layout import FONTS, HERE, PDF_FONT, drawable, layout


def write(path: Path, document: Document) -> Path:
    """Write a document to `path` as PDF and return the path; the same document gives the same bytes.

    Raises DocumentError when typst fails or warns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(compiled(document, "pdf"))
    return path


def compiled(document: Document, form: str) -> bytes | list[bytes]:
    """Return the document as typst sets it: `form` is pdf, or png (a list of pages where there are several)."""
    moment = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    return typeset(HERE / "document.typ", given(document), moment, form)


def typeset(template: Path, values: dict, moment: datetime.datetime, form: str = "pdf") -> bytes | list[bytes]:
    """Return what typst sets from a template and plain values, in the fonts shipped here and no others.

    moment : the time written into the file. Raises DocumentError when typst fails or warns.
    """
    try:
        written, warnings = typst.compile_with_warnings(
            template.read_bytes(), font_paths=[FONTS], ignore_system_fonts=True, format=form, ppi=80,
            sys_inputs={"given": json.dumps(values, ensure_ascii=False)}, timestamp=moment,
        )  # fmt: skip
    except typst.TypstError as error:
        raise DocumentError(f"typst: {error}") from error
    if warnings:
        raise DocumentError("typst: " + "; ".join(str(warning) for warning in warnings))
    return written


def given(document: Document) -> dict:
    """Return the document as plain values for the template: every block a dictionary with its kind."""
    return {
        "font": PDF_FONT,
        "language": document.language,
        "title": document.title,
        "author": document.author,
        "mark": document.mark,
        "layout": layout(),
        "head": {name: _plain(half) for name, half in document.head._asdict().items()},
        "opening": _plain(document.opening),
        "body": _plain(document.body),
        "recipients": _plain(document.recipients),
        "signature": _plain(document.signature),
        "annexes": [
            {"head": _plain(one.head), "blocks": _plain(one.blocks), "landscape": one.landscape}
            for one in document.annexes
        ],
    }


def _plain(blocks: tuple[Block, ...]) -> list[dict]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict:
    if isinstance(block, Rule):
        return {"kind": "rule", "length": block.length}
    if isinstance(block, Grid):
        rows = [[drawable(cell) for cell in row] for row in block.rows]
        return {"kind": "grid"} | block._asdict() | {"header": [drawable(name) for name in block.header], "rows": rows}
    runs = [run._asdict() | {"text": drawable(run.text)} for run in block.runs]
    return {"kind": "paragraph", "style": block.style, "runs": runs}
