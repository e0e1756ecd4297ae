"""Award rules, facts and emulation groups for the toy study, small enough to settle by hand; errors of a size we choose."""

import csv

import numpy as np
import pandas as pd
import xlsxwriter
import yaml

from analysis import study as studies
from analysis import tables
from analysis.awards import results, rules
from analysis.blocks import together
from analysis.framework import ROOT
from analysis.paths import studies_folder
from analysis.sensitivity.standard_errors import NodeErrors

A, B, C, D, E, F = (f"00-so-gia-lap-{letter}" for letter in "abcdef")
HEADINGS = ["Mã đơn vị", "Mã cá nhân", "Mã điều kiện", "Giá trị", "Số, ký hiệu văn bản", "Ngày văn bản", "Năm"]
WORDS = {"vi": "Thử", "en": "Trial"}


def condition(code, **source):
    """Return one condition of awards.yml."""
    return {"code": code, "text": {"vi": f"Điều kiện {code}", "en": f"Condition {code}"}, "article": "1", **source}


def award(code, *conditions, kind="not_stated", whom="units", **more):
    """Return one award of awards.yml."""
    return {"code": code, "kind": kind, "title": WORDS, "for": whom, "conditions": list(conditions), **more}


def content(conditions, awards):
    """Return the content of awards.yml."""
    decision = {"issuer": "unknown", "number": "unknown", "date": "unknown"}
    return {"source": "TOY1", "decision": decision, "conditions": conditions, "awards": awards}


GOOD = condition("tot", **{"class": {"among": ["Tốt"]}})
FIRST = condition("hang", rank={"at_most": 3})
SEVENTY = condition("bay-muoi", score={"node": "total", "measure": "percent", "at_least": 70})
REGISTERED = condition("dang-ky", fact={"is": True})
IDEAS = condition("sang-kien", fact={"at_least": 1})
VAGUE = condition("dieu-hanh", **{"class": "unknown"})
ANYBODY = condition("ai-cung", score={"node": "total", "measure": "points", "at_least": 0})


def write(root, conditions, awards):
    """Write awards.yml of the toy framework; conditions and awards as the helpers above give them, or the text of the file."""
    path = root / "data" / "frameworks" / "toy" / "awards.yml"
    text = (
        conditions if isinstance(conditions, str) else yaml.safe_dump(content(conditions, awards), allow_unicode=True)
    )
    path.write_text(text, "utf-8")
    return rules.load(root, "toy")


def facts(root, rows, headings=HEADINGS, name="Số liệu kê khai"):
    """Write facts.xlsx of the toy study from rows of cells in the order of HEADINGS."""
    path = studies_folder(root) / "toy" / "facts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, headings)
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, row)
    return path


def groups(root, pairs):
    """Write emulation_groups.csv of the toy study."""
    path = studies_folder(root) / "toy" / "emulation_groups.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["unit_code", "emulation_group"], *pairs])


def errors(toy, size):
    """Return errors of the toy study's totals: the same standard error in per cent for every unit of every year."""
    found = []
    for units in together(toy.points, toy.study):
        per_cent = pd.DataFrame({ROOT: np.full(len(units.units), float(size))}, index=units.units)
        maxima = units.maxima.sum(axis=1)
        in_points = per_cent.mul(maxima, axis=0) / 100
        found.append(NodeErrors(units, pd.DataFrame({ROOT: units.total}), per_cent, in_points))
    return found


def awarded(root, toy, size=None):
    """Return the tables of awards of the toy study in a root, with errors of a size or without, and the problems."""
    study = studies.load(studies_folder(root) / "toy")
    issues = tables.empty("issues")
    return results.awarded(toy.scores, issues, [] if size is None else errors(toy, size), study)


def of_2024(found, name="awards"):
    """Return the rows of 2024 of a table, indexed by the letter of the unit in capitals."""
    own = found.tables[name][found.tables[name]["year"] == 2024]
    return own.assign(letter=own["unit_code"].str[-1].str.upper()).set_index("letter")
