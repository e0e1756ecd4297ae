"""Reads Markdown into the paragraphs of an official document; headings are numbered I., 1., a) as the decree does."""

import json
import re
import subprocess

from analysis.documents.contents import DocumentError, Paragraph, Run, clean
from analysis.render import pandoc_path

READER = (
    "markdown-smart-citations-tex_math_dollars-raw_html-raw_tex-raw_attribute-header_attributes-auto_identifiers"
    "-implicit_figures-yaml_metadata_block-pandoc_title_block-example_lists-latex_macros"
)
# What Markdown would take as a sign of its own.
SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$@:=\"'&])")
# Letters of points (điểm) in the order of the Vietnamese alphabet; đ comes after d, and there is no f, j, w, z.
LETTERS = "abcdđeghiklmnopqrstuvxy"
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
SET_AS = {"Strong": "bold", "Emph": "italic", "Superscript": "raised"}
MARKS = ("- ", "+ ")
# Stands between two texts read at once; a private character, which no text keeps.
BETWEEN = "\ue0fe"
SEPARATOR = {"t": "Para", "c": [{"t": "Str", "c": BETWEEN}]}
ENDS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "DefaultDelim": "{}."}


def escaped(text: str) -> str:
    """Return a text from data (a unit's name, a title) so that Markdown takes every letter of it as it stands."""
    return SIGNS.sub(r"\\\1", " ".join(text.split()))


def paragraphs(text: str, numbers: list[int]) -> list[Paragraph]:
    """Return the paragraphs of a Markdown text.

    numbers : how many headings of each of three levels came before, [0, 0, 0] at the start; carried on in place, so that
    a text in several parts is numbered through. Headings carry no number of their own in the Markdown.
    Raises DocumentError for what such a document does not hold (pictures, formulas, footnotes, quotations, code).
    """
    return texts([text], numbers)[0]


def texts(several: list[str], numbers: list[int]) -> list[list[Paragraph]]:
    """Return the paragraphs of each of several Markdown texts, as `paragraphs` does, in one call of pandoc.

    A text that does not end on its own (such as code left open) would take in the next one; then each is read apart.
    """
    found = _tree(f"\n\n{BETWEEN}\n\n".join(several))["blocks"] if several else []
    ends = [place for place, block in enumerate(found) if block == SEPARATOR]
    if len(ends) != max(len(several) - 1, 0):
        return [_blocks(_tree(text)["blocks"], numbers) for text in several]
    starts, stops = [0, *(place + 1 for place in ends)], [*ends, len(found)]
    return [_blocks(found[start:stop], numbers) for start, stop in zip(starts, stops, strict=True)][: len(several)]


def _tree(text: str) -> dict:
    command = [pandoc_path(), "-f", READER, "-t", "json", "--strip-comments"]
    done = subprocess.run(command, input=text.encode(errors="ignore"), capture_output=True, check=False)
    if done.returncode:
        raise DocumentError(f"pandoc: {done.stderr.decode(errors='replace').strip()}")
    return json.loads(done.stdout)


def _blocks(blocks: list[dict], numbers: list[int]) -> list[Paragraph]:
    found = []
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            found.append(Paragraph("body", runs(content)))
        elif kind == "Header":
            found.append(_heading(content, numbers))
        elif kind in ("BulletList", "OrderedList"):
            found.extend(_list(block, 0))
        else:
            raise DocumentError(f"{kind} cannot stand in the text of a document")
    return found


def _heading(content: list, numbers: list[int]) -> Paragraph:
    level, _, words = content
    if level > len(numbers):
        raise DocumentError(f"a heading of level {level}: a document has {len(numbers)}")
    numbers[level - 1] += 1
    numbers[level:] = [0] * (len(numbers) - level)
    told = [Run(run.text.upper()) if level == 1 else Run(run.text) for run in runs(words)]
    return Paragraph(f"heading_{level}", (Run(f"{heading_number(level, numbers[level - 1])} "), *told))


def heading_number(level: int, count: int) -> str:
    """Return the number of a heading: I. of the first level, 1. of the second, a) of the third."""
    if level == 1:
        return f"{roman(count)}."
    return f"{count}." if level == 2 else f"{LETTERS[(count - 1) % len(LETTERS)]})"


def roman(number: int) -> str:
    """Return a number from 1 on in Roman figures."""
    values = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX",
              5: "V", 4: "IV", 1: "I"}  # fmt: skip
    written = ""
    for value, sign in values.items():
        written += sign * (number // value)
        number %= value
    return written


def _list(block: dict, depth: int) -> list[Paragraph]:
    ordered = block["t"] == "OrderedList"
    (start, kind, end), items = block["c"] if ordered else ((1, None, None), block["c"])
    found = []
    for place, item in enumerate(items):
        mark = _mark(start + place, kind["t"], end["t"]) if ordered else MARKS[min(depth, 1)]
        found.extend(_item(item, mark, depth))
    return found


def _mark(number: int, kind: str, end: str) -> str:
    if kind in ("LowerAlpha", "UpperAlpha"):
        written = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26]
    else:
        written = (
            roman(number).lower() if kind == "LowerRoman" else roman(number) if kind == "UpperRoman" else str(number)
        )
    return f"{ENDS[end].format(written.upper() if kind == 'UpperAlpha' else written)} "


def _item(blocks: list[dict], mark: str, depth: int) -> list[Paragraph]:
    found = []
    for block in blocks:
        if block["t"] in ("BulletList", "OrderedList"):
            found.extend(_list(block, depth + 1))
        elif block["t"] in ("Para", "Plain"):
            first = () if found else (Run(mark),)
            found.append(Paragraph("body", (*first, *runs(block["c"]))))
        else:
            raise DocumentError(f"{block['t']} cannot stand in a list of a document")
    return found


def runs(words: list[dict], **form: bool) -> tuple[Run, ...]:
    """Return inline elements of pandoc's tree as runs, neighbours set alike joined."""
    joined: list[Run] = []
    for one in _runs(words, form):
        if joined and joined[-1][1:] == one[1:]:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + one.text)
        else:
            joined.append(one)
    return tuple(joined)


def _runs(words: list[dict], form: dict) -> list[Run]:
    found = []
    for word in words:
        kind, content = word["t"], word.get("c")
        if kind == "Str" or kind in SPACES:
            found.append(Run(SPACES.get(kind) or clean(content), **form))
        elif kind in SET_AS:
            found.extend(_runs(content, form | {SET_AS[kind]: True}))
        elif kind in ("Span", "Link"):
            found.extend(_runs(content[1], form))
        elif kind == "Code":
            found.append(Run(clean(content[1]), **form))
        else:
            raise DocumentError(f"{kind} cannot stand in a paragraph of a document")
    return found
