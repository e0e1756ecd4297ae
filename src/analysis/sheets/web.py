"""Writes a unit's sheet as one HTML file that needs nothing else: no picture, no script, no network."""

from html import escape
from pathlib import Path

from analysis.sheets.layout import ALARM, INK, LINES
from analysis.sheets.parts import WIDTH, Block, Book, Grid, Section, Sheet, Space, Text

STYLE = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0; background: #fff; color: #111; line-height: 1.45;
  font-family: "Segoe UI", "Noto Sans", Roboto, Helvetica, Arial, sans-serif; }}
main {{ max-width: 50rem; margin: 0 auto; padding: 0 1rem 3rem; overflow-wrap: break-word; }}
.head {{ margin: 0; padding: .4rem 1rem; text-align: center; font-size: .85rem; color: #444;
  border-bottom: 1px solid #{LINES}; }}
.mark {{ margin: 0; padding: .45rem 1rem; text-align: center; font-weight: bold; background: #{ALARM}; color: #fff; }}
h1, h2 {{ color: #{INK}; line-height: 1.25; }}
h1 {{ font-size: 1.6rem; margin: 1em 0 .3em; }}
h2 {{ font-size: 1.15rem; margin: 1.4em 0 .4em; }}
.about p {{ margin: 0; color: #333; }}
.note {{ font-size: .92em; color: #333; }}
.scroll {{ overflow-x: auto; }}
table {{ min-width: 34rem; border-collapse: collapse; width: 100%; margin: .6em 0; font-size: .9rem;
  font-variant-numeric: tabular-nums; border-top: 2px solid #111; border-bottom: 2px solid #111; }}
th, td {{ padding: .3em .5em; vertical-align: top; text-align: left; border-bottom: 1px solid #d8d8d8; }}
thead th {{ vertical-align: bottom; border-bottom: 1px solid #111; }}
tbody th {{ font-weight: normal; }}
.number {{ text-align: right; }}
.answer {{ border: 1px solid #{LINES}; margin: .6em 0; }}
@page {{ size: A4; margin: 1.5cm 2cm; }}
@media print {{
  body {{ font: 10pt/1.2 "Times New Roman", "Liberation Serif", serif; }}
  main {{ max-width: none; padding: 0; }}
  .mark, .head {{ padding: 2pt; font-size: 9pt; }}
  .mark {{ -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
  h1 {{ font-size: 15pt; margin: .5em 0 .2em; }}
  h2 {{ font-size: 11.5pt; margin: .8em 0 .2em; break-after: avoid; }}
  p {{ margin: .25em 0; }}
  table {{ min-width: 0; font-size: 9pt; margin: .3em 0; }}
  th, td {{ padding: 1pt 4pt; }}
  tr {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
}}
"""


def write(path: Path, book: Book, sheet: Sheet) -> Path:
    """Write one sheet to `path` and return the path; the same sheet gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(book, sheet), "utf-8", newline="\n")
    return path


def page(book: Book, sheet: Sheet) -> str:
    """Return one sheet as a whole HTML page."""
    mark = f'<p class="mark">{escape(book.mark)}</p>\n' if book.mark else ""
    about = "".join(f"<p>{escape(line)}</p>\n" for line in sheet.about)
    body = "".join(_section(one) for one in sheet.sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{book.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(f'{sheet.title} – {book.title}')}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'{mark}<p class="head">{escape(book.head)}</p>\n<main>\n<h1>{escape(sheet.title)}</h1>\n'
        f'<div class="about">\n{about}</div>\n{body}</main>\n</body>\n</html>\n'
    )


def _section(section: Section) -> str:
    blocks = "".join(_block(block, section.title) for block in section.blocks)
    return f"<section>\n<h2>{escape(section.title)}</h2>\n{blocks}</section>\n"


def _block(block: Block, title: str) -> str:
    if isinstance(block, Text):
        kind = ' class="note"' if block.note else ""
        return f"<p{kind}>{escape(block.words)}</p>\n"
    if isinstance(block, Space):
        return f'<div class="answer" style="height: {2 * block.lines}em"></div>\n'
    return _table(block, title)


def _table(grid: Grid, title: str) -> str:
    """Return a table whose first column heads its rows; it scrolls sideways on a narrow screen, by keyboard too."""
    kinds = [' class="number"' if place in grid.numeric else "" for place in range(len(grid.header))]
    head = "".join(f'<th scope="col"{kind}>{escape(name)}</th>' for kind, name in zip(kinds, grid.header, strict=True))
    rows = "".join(_row(row, kinds) for row in grid.rows)
    columns = "".join(f'<col style="width: {100 * wide / WIDTH:.1f}%">' for wide in grid.widths)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(title)}">\n'
        f"<table>\n<colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _row(row: tuple[str, ...], kinds: list[str]) -> str:
    cells = "".join(f"<td{kind}>{escape(text)}</td>" for kind, text in zip(kinds[1:], row[1:], strict=True))
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>\n'
