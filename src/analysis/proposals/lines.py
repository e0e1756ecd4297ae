"""The lines of a YAML file on which its keys stand, so that a problem can name the line that a reader must change."""

import re
from dataclasses import replace
from pathlib import Path

import yaml

from analysis.problems import Problem

_LAST_PART = re.compile(r"(\.[^.\[\]]+|\[\d+\])$")


def lines(path: Path) -> dict[str, int]:
    """Return {key: line, counted from 1} of every key and item of a YAML file, written as in `changes[2].was.max_points`."""
    node = yaml.compose(path.read_bytes().decode("utf-8-sig"), Loader=yaml.SafeLoader)
    return {} if node is None else dict(_below(node, ""))


def _below(node, key: str):
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            inner = f"{key}.{name.value}" if key else str(name.value)
            yield inner, name.start_mark.line + 1
            yield from _below(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value, start=1):
            yield f"{key}[{place}]", item.start_mark.line + 1
            yield from _below(item, f"{key}[{place}]")


def line_of(known: dict[str, int], key: str) -> int:
    """Return the line of a key, or of the nearest key above it that is there; 1 where there is none."""
    while key not in known and _LAST_PART.search(key):
        key = _LAST_PART.sub("", key)
    return known.get(key, 1)


def at_line(problem: Problem, line: int, place: str = "") -> Problem:
    """Return a problem that also names the line of its file; with `place`, that key instead of the cell of a table."""
    words = {"vi": ("ô", "dòng"), "en": ("cell", "line")}
    said = {}
    for language, (cell, row) in words.items():
        message, of_cell = getattr(problem, f"message_{language}"), f", {cell} {problem.cell}"
        found, named = (of_cell, "") if place and of_cell in message else (problem.file, problem.file)
        said[f"message_{language}"] = message.replace(found, f"{named}, {row} {line}", 1)
    return replace(problem, cell=place or problem.cell, **said)
