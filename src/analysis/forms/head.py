"""What stands above the table of a form: unit, year, round, decision, criteria; the labels of the form or the usual titles."""

import datetime
import re

from analysis.forms.codes import printed
from analysis.forms.words import folded, known, said
from analysis.language import normal

KEYS = ("unit_name", "unit_code", "year", "round", "decision", "framework", "set")
_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )\bnăm\s+([12][0-9]{3})(?![0-9])", re.IGNORECASE)
_DECISION = re.compile(r"([0-9]{1,5}(?:/[0-9]{4})?/(?:QĐ|QD|Qđ)[\w-]*)", re.IGNORECASE)
_FRAMEWORK = re.compile(r"([a-z0-9][\w.-]*)\s*/\s*([\w.-]+)")
_KINDS = (
    r"(?:sở|ban|văn phòng|thanh tra|ubnd|ủy ban nhân dân|uỷ ban nhân dân|cục|chi cục|kho bạc|bảo hiểm xã hội|công an|"
    r"bộ chỉ huy|trường|bệnh viện|trung tâm|đài|viện)\s+\S.*"
)
_UNIT = re.compile(_KINDS, re.IGNORECASE)
# "BẢNG TỰ CHẤM ĐIỂM ... NĂM 2024 CỦA SỞ TƯ PHÁP"
_OF_UNIT = re.compile(rf"(?:chấm|điểm|chỉ số|đánh giá)\b.*\bcủa\s+({_KINDS})", re.IGNORECASE)
_PROVINCE = re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:tỉnh|thành phố trực thuộc)\b.*", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_LINE = 120, 600


def read(rows: list[list]) -> dict[str, str]:
    """Return {unit_name, unit_code, year, round, decision, framework, set} of the rows above a table; '' for what is not said.

    `round` is one of form.ROUNDS where its words are known. The value of a label stands after its colon or in the next
    filled cell of the row.
    """
    found = dict.fromkeys(KEYS, "")
    lines = [[_text(cell) for cell in row if cell != ""] for row in rows]
    for cells in lines:
        for place, text in enumerate(cells):
            _take_label(found, text, cells[place + 1] if place + 1 < len(cells) else "")
    texts = [text for cells in lines for text in cells]
    found["year"] = _year_text(found["year"]) or _year(texts)
    found["decision"] = _decision([found["decision"]]) or _decision(texts) or found["decision"]
    found["round"] = known("round", "rounds").get(folded(found["round"]), found["round"])
    found["unit_name"] = found["unit_name"] or _unit(texts)
    named = _FRAMEWORK.fullmatch(found["framework"])
    if named:
        found["framework"], found["set"] = named.groups()
    return found


def _text(cell) -> str:
    if isinstance(cell, str):
        return normal(cell[:_LONGEST_LINE])
    return cell.strftime("%d/%m/%Y") if isinstance(cell, datetime.date) else printed(cell)


def _take_label(found: dict[str, str], text: str, following: str) -> None:
    label, colon, value = text.partition(":")
    name = known("head", "heads").get(folded(label), "") if len(label) <= 60 else ""
    if name in found and not found[name] and (colon or following):
        value = value.strip() or following
        if name != "unit_name" or len(value) <= _LONGEST_NAME:
            found[name] = value.strip(" .…_")


def _year_text(text: str) -> str:
    years = re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", text)
    return years[-1] if years else ""


def _year(texts: list[str]) -> str:
    """Return the year of the title: a line on scoring first; years of dates and of decisions do not count."""
    titles = [text for text in texts if any(words in folded(text) for words in said("reading.title_words"))]
    for text in [*titles, *texts]:
        if not _DECISION.search(text) and (match := _YEAR.search(text)):
            return match[1]
    return ""


def _decision(texts: list[str]) -> str:
    for text in texts:
        if match := _DECISION.search(text):
            return match[1]
    return ""


def _unit(texts: list[str]) -> str:
    """Return the line that is the name of a unit: not the province above it, unless nothing else is named."""
    named = [text for text in texts if len(text) <= _LONGEST_NAME and _UNIT.fullmatch(text)]
    own = [text for text in named if not _PROVINCE.fullmatch(text)]
    titled = [match[1] for text in texts if (match := _OF_UNIT.search(text)) and len(match[1]) <= _LONGEST_NAME]
    return (own or titled or named or [""])[0]
