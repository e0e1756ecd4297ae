"""The names readers see: units, criteria, groups, indices, in each language, and the order Vietnamese lists have."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd

from analysis import reference
from analysis.framework import ROOT, CriteriaSet
from analysis.language import LANGUAGES, say, texts
from analysis.study import Study

PREFIX = re.compile(
    r"^(Sở|UBND|Ủy ban nhân dân|Ban|Huyện|Thị xã|Thành phố|TP|Quận|Xã|Phường|Đặc khu)\s+", re.IGNORECASE
)


# How a grouping says that it rests on an assumption.
ASSUMED = "assumed"
# What stands in the place of a study where the row pools several.
POOLED = "pooled"


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


# 1.3 or 4., not the count that a title may begin with.
NUMBERED = re.compile(r"^(\d+(?:\.\d+)+|\d+(?=\.\s))\.?\s")


def criterion(criteria: CriteriaSet, code: str, language: str) -> str:
    """Return the number and title of a criterion: its code stands before a title that is not numbered itself.

    A code without a digit is no number that readers know.
    """
    title = node(criteria, code, language)
    return title if code == ROOT or NUMBERED.match(title) or not re.search(r"\d", code) else f"{code} {title}"


def criterion_number(criteria: CriteriaSet, code: str, language: str) -> str:
    """Return the number by which readers know a criterion: that of its title, else its code."""
    numbered = NUMBERED.match(node(criteria, code, language))
    return numbered[1] if numbered else code


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


def group(grouping: str, value: str, block: str, language: str, basis: str = "") -> str:
    """Return the label of a group, marked where it is assumed; a group that only the study knows is called as it is there.

    Cities among districts and among provinces are called differently.
    """
    key = f"{f'{grouping}_{block}' if grouping == 'city' else grouping}_{value.lower()}"
    name = say(f"labels.{key}", language) if key in texts()["labels"] else value
    return f"{name} {say('labels.assumed', language)}" if basis == ASSUMED and value == "yes" else name


def contrast(study: Study, row: pd.Series, language: str) -> tuple[str, str]:
    """Return the labels of a row's group and of its reference; blocks have their own titles."""
    if row["grouping"] == "block":
        return tuple(block(study, row[name], language) for name in ("group", "reference"))
    basis = row.get("basis", "")
    return tuple(group(row["grouping"], row[name], row["block"], language, basis) for name in ("group", "reference"))


def study_name(study: Study, code: str, language: str) -> str:
    """Return what a study named in another one is called: its province and year, else the code itself.

    code : a study such as `vinh-phuc-2019`, the name of the province without marks and the year.
    """
    place, _, year = code.rpartition("-")
    units = _units(study.root, study.folder)
    provinces = units[units["kind"] == "tinh"]
    found = provinces[[_code_of(name) == place for name in provinces["name_vi"]]]
    return f"{found.iloc[0][f'name_{language}'] or found.iloc[0]['name_vi']} {year}" if len(found) == 1 else code


def _code_of(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall("[a-z]+", plain))


def pooled_row(study: Study, row: pd.Series, language: str) -> str:
    """Return what a row of `appraiser_pooled` is called: comparison, then the table it comes from or that it is the pool."""
    what = label("comparison", row["comparison"], language)
    if row["study"] == POOLED:
        return f"{what}: {say('labels.pooled', language)}"
    return f"{what}: {study_name(study, row['study'], language)} ({row['n']} / {row['n_reference']})"


def body(study: Study, code: str, language: str) -> str:
    """Return the name of an appraising body: that of the unit where it is one, else what the framework calls it."""
    if not code:
        return say("labels.body_not_stated", language)
    return unit(study, code, language) if code in _units(study.root, study.folder).index else code


@cache
def _indices(root: Path) -> pd.DataFrame:
    return reference.table(root, "outside_index_names").set_index("index_code")


def outside_index(study: Study, code: str, language: str) -> str:
    """Return the short name of an outside index: its abbreviation as the field writes it."""
    key = f"index_{code.lower()}"
    return say(f"labels.{key}", language) if key in texts()["labels"] else code


def called(study: Study, code: str) -> dict[str, str]:
    """Return the short name of an outside index in both languages."""
    return {language: outside_index(study, code, language) for language in LANGUAGES}


def part_of_index(study: Study, code: str) -> str:
    """Return the index of which an outside index is a part, such as PAPI for its dimensions; empty for a whole index."""
    return _indices(study.root)["part_of_index"].get(code, "")


def outside_index_title(study: Study, code: str, language: str) -> str:
    """Return the full name of an outside index."""
    return _indices(study.root).loc[code, f"name_{language}"]


def outside_index_note(study: Study, code: str, language: str) -> str:
    """Return what must be known of an outside index before it is compared."""
    return _indices(study.root).loc[code, f"note_{language}"]
