"""The criteria of the form against those of the decision: missing, extra, twice, moved, renamed, another maximum."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from analysis.criterion import Criterion
from analysis.forms.checks.finding import Facts, cell, found, worded
from analysis.forms.checks.standing import NOT_SELF_SCORED, same_points
from analysis.forms.form import FormRow
from analysis.forms.numbers import number
from analysis.language import plain_name
from analysis.problems import Problem

IDS = (
    "criterion_missing", "criterion_extra", "criterion_twice", "rows_reordered", "maximum_changed", "title_changed",
)  # fmt: skip
# Totals, and lines that only go on with the documents of the row above.
ASIDE = ("total", "other")
CODE, TITLE = ("code", "title"), ("title", "code")
_WORD = re.compile(r"\w+")
_POINTS_BEHIND = re.compile(r"\s*\((?:tối đa\s*)?[\d.,]+\s*điểm\)\s*$", re.IGNORECASE)
# What the field writes short: a title that only spells it out is the same title.
_SHORT = {
    "cchc": "cải cách hành chính", "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "tthc": "thủ tục hành chính",
    "cntt": "công nghệ thông tin", "vbqppl": "văn bản quy phạm pháp luật", "qppl": "quy phạm pháp luật",
    "cbccvc": "cán bộ công chức viên chức", "cbcc": "cán bộ công chức", "dvc": "dịch vụ công", "dvctt": "dịch vụ công trực tuyến",
    "tlkc": "tài liệu kiểm chứng", "khđt": "kế hoạch và đầu tư", "ktxh": "kinh tế xã hội",
}  # fmt: skip


def of_form(facts: Facts) -> Iterator[Problem]:
    """Yield how the rows of the form differ from the criteria in force."""
    items, seen = facts.criteria.items, {}
    for row in facts.form.rows:
        if row.role in ASIDE:
            continue
        criterion = items.get(row.code)
        if criterion is None:
            yield from _extra(row, facts)
        elif row.code in seen:
            more = {"found": row.code, "other": cell(facts.form, seen[row.code], CODE)}
            yield found("criterion_twice", facts, row.line, CODE, row.code, **more)
        else:
            seen[row.code] = row.line
            yield from _row(row, criterion, facts)
    yield from _missing(seen, facts)
    yield from _reordered(seen, facts)


def _row(row: FormRow, criterion: Criterion, facts: Facts) -> Iterator[Problem]:
    title = row.title
    if title and title != criterion.title_vi and not same_title(title, criterion.title_vi):
        yield found("title_changed", facts, row.line, TITLE, row.code, found=title, expected=criterion.title_vi)
    if "max_points" in row.values and criterion.maximum is not None:
        stated = number(row.values["max_points"])
        if stated.__class__ is Fraction and not same_points(stated, criterion.maximum, facts.criteria.points_decimals):
            more = {"found": stated, "expected": criterion.maximum}
            yield found("maximum_changed", facts, row.line, ("max_points",), row.code, **more)


def _extra(row: FormRow, facts: Facts) -> Iterator[Problem]:
    where = cell(facts.form, row.line, CODE)
    if not any(one.rule == "code_unsettled" and one.cell == where for one in facts.form.problems):
        said = " ".join(part for part in (row.code_printed, row.title) if part)
        yield found("criterion_extra", facts, row.line, CODE, row.code, found=said or worded("nothing"))


def _missing(seen: dict, facts: Facts) -> Iterator[Problem]:
    if not seen:
        return
    before = next(iter(seen))
    for code, criterion in facts.criteria.items.items():
        if code in seen:
            before = code
        elif criterion.leaf and must_stand(criterion, facts):
            place = worded("after", code=before, line=str(seen[before]))
            name = {"vi": criterion.title_vi, "en": criterion.title_en}
            yield found("criterion_missing", facts, 0, CODE, code, found=worded("nothing"), expected=name, after=place)


def must_stand(criterion: Criterion, facts: Facts) -> bool:
    """Return whether a form must have a row; one that is not our template may leave out what the unit does not score."""
    if facts.form.template:
        return True
    beyond = facts.outside is not None and criterion.code in facts.outside
    return criterion.points_from not in NOT_SELF_SCORED and criterion.applies and not beyond


def _reordered(seen: dict, facts: Facts) -> Iterator[Problem]:
    place = {code: position for position, code in enumerate(facts.criteria.items)}
    codes = [code for code in seen if code != "total"]
    late = [code for before, code in zip(codes, codes[1:], strict=False) if place[code] < place[before]]
    if late:
        more = {"found": late[0], "count": len(late)}
        yield found("rows_reordered", facts, seen[late[0]], CODE, late[0], **more)


@lru_cache(maxsize=16384)
def same_title(typed: str, title: str) -> bool:
    """Return whether a title names the criterion: same words, spelt short or in full, perhaps with more words behind."""
    one, other = _words(_POINTS_BEHIND.sub("", typed)), _words(title)
    return one == other or (len(other) > 2 and one[: len(other)] == other)


@lru_cache(maxsize=8192)
def _words(title: str) -> tuple[str, ...]:
    words = _WORD.findall(plain_name(title).replace("y", "i"))
    return tuple(part for word in words for part in _IN_FULL.get(word, word).split())


_IN_FULL = {short.replace("y", "i"): plain_name(full).replace("y", "i") for short, full in _SHORT.items()}
