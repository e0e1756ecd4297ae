"""The names readers see: units, criteria, groups, indices, in each language, and the order Vietnamese lists have."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import reference
from analysis.framework import ROOT, CriteriaSet
from analysis.language import say
from analysis.study import Study

PREFIX = re.compile(
    r"^(Sở|UBND|Ủy ban nhân dân|Ban|Huyện|Thị xã|Thành phố|TP|Quận|Xã|Phường|Đặc khu)\s+", re.IGNORECASE
)


@cache
def _units(root: Path, study_folder: Path) -> pd.DataFrame:
    return reference.units(root, study_folder)


def unit(study: Study, code: str, language: str) -> str:
    """Return the name of a unit; the code itself if it has no name in the language."""
    row = _units(study.root, study.folder).loc[code]
    return row[f"name_{language}"] or row["name_vi"]


def ordered(study: Study, codes: list[str]) -> list[str]:
    """Return unit codes in the order of Vietnamese lists: by name without Sở, UBND, xã, phường."""
    return sorted(
        codes, key=lambda code: (sorting(PREFIX.sub("", _units(study.root, study.folder).loc[code, "name_vi"])), code)
    )


_LETTERS = {"Đ": "D~", "đ": "d~"}


def sorting(name: str) -> tuple[str, str]:
    """Return what a Vietnamese name sorts by: base letters first (ă, â after a; đ after d), then the marks."""
    letters = "".join(_LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFC", name))
    split = unicodedata.normalize("NFD", letters.lower())
    shapes = str.maketrans({"\u0306": "~", "\u0302": "~~", "\u031b": "~~~"})
    base = "".join(letter for letter in split.translate(shapes) if not unicodedata.combining(letter))
    return base, split


def node(criteria: CriteriaSet, code: str, language: str) -> str:
    """Return the title of a criterion; `total` is called total."""
    return say("labels.total", language) if code == ROOT else criteria.label(code, language)


def block(study: Study, code: str, language: str) -> str:
    """Return the title of the units ranked together."""
    return study.criteria(code).title[language]


def heading(study: Study, year: int, code: str, language: str) -> str:
    """Return the heading of one year and block, as short as the study allows."""
    several_years, several_blocks = len(study.years) > 1, len(study.blocks) > 1
    parts = [block(study, code, language)] if several_blocks or not several_years else []
    return ", ".join([*parts, str(year)] if several_years else parts)


def label(kind: str, value: str, language: str) -> str:
    """Return the label of a value such as a group or treatment; texts/labels.yml holds `kind_value`."""
    return say(f"labels.{kind}_{value.lower()}", language)


def varied(criteria: CriteriaSet, name: str, language: str) -> str:
    """Return what a varied input is called: `treatment`, or `weights/1` for the weights of what stands below criterion 1."""
    kind, _, code = name.partition("/")
    part = node(criteria, code, language) if kind == "weights" and code else code
    return say(f"labels.varied_{kind}_of" if code else f"labels.varied_{kind}", language, part=part)


def group(grouping: str, value: str, block: str, language: str) -> str:
    """Return the label of a group; cities among districts and among provinces are called differently."""
    return label(f"{grouping}_{block}" if grouping == "city" else grouping, value, language)


@cache
def _indices(root: Path) -> pd.DataFrame:
    return reference.table(root, "outside_index_names").set_index("index_code")


def outside_index(study: Study, code: str, language: str) -> str:
    """Return the short name of an outside index: its abbreviation as the field writes it."""
    return say(f"labels.index_{code.lower()}", language) if code in ("PAPI6", "PAPI8", "PAR_INDEX") else code


def outside_index_title(study: Study, code: str, language: str) -> str:
    """Return the full name of an outside index."""
    return _indices(study.root).loc[code, f"name_{language}"]


def outside_index_note(study: Study, code: str, language: str) -> str:
    """Return what must be known of an outside index before it is compared."""
    return _indices(study.root).loc[code, f"note_{language}"]
