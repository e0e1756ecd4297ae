"""One letter (công văn) to a unit about its form: what has to be mended, at which cell, how and until when.

Laid out as Nghị định 30/2020/NĐ-CP prescribes; number, signer and signature are left to the issuing body.
"""

import datetime
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from analysis.forms import catalogue
from analysis.forms.letter_layout import Sheet
from analysis.forms.plain_text import file_name, plain, without_folder
from analysis.language import say
from analysis.problems import Problem

MOST_ROWS = 25
SENT_NOTHING = "unit_sent_nothing"
# What only the appraiser can mend.
OF_THE_APPRAISER = ("appraisal_above_maximum", "appraisal_without_opinion")


class LetterFacts(NamedTuple):
    """What a letter says besides the problems.

    issuer, place, date : the body that sends it, where and on which day. above : the body above the issuer, may be empty.
    symbol : behind the number, such as SNV-CCHC; made of the issuer's initials where empty. titles : {criterion code:
    title}. articles : {criterion code: article of the decision}.
    """

    issuer: str
    place: str
    date: datetime.date
    year: int
    deadline: datetime.date | None = None
    above: str = ""
    symbol: str = ""
    synthetic: bool = False
    titles: dict = {}
    articles: dict = {}


def write(folder: Path, unit: dict, problems: list[Problem], facts: LetterFacts) -> Path | None:
    """Write the letter of one unit to FOLDER/<unit code>.docx and return its path; None if there is nothing to mend.

    unit : record with unit_code and name_vi. problems : those of this unit; notes and what the appraiser has to mend
    are not for the unit. The same arguments give the same bytes. Raises OSError if the file cannot be written.
    """
    own = [one for one in problems if one.severity in ("error", "warning") and one.rule not in OF_THE_APPRAISER]
    if not own:
        return None
    path = Path(folder) / f"{file_name(unit['unit_code'])}.docx"
    sheet = Sheet(facts.date, say("letters.synthetic", "vi") if facts.synthetic else "")
    kind = "send" if any(one.rule == SENT_NOTHING for one in own) else "mend"
    name = plain(unit["name_vi"], 200)
    _head(sheet, facts, kind)
    sheet.centred(say("letters.to", "vi", unit=name), before=10, after=8)
    if kind == "mend":
        _body(sheet, name, own, facts)
    else:
        sheet.paragraph(say("letters.intro_send", "vi", year=facts.year, issuer=facts.issuer, unit=name))
    clarify = kind == "mend" and all(one.severity == "warning" for one in own)
    sheet.paragraph(_closing("clarify" if clarify else kind, name, facts), keep=True)
    _foot(sheet)
    sheet.save(path, say(f"letters.subject_{kind}", "vi", year=facts.year), facts.issuer)
    return path


def symbol(issuer: str) -> str:
    """Return what stands behind the number of a letter: the initials of the issuer and its division, SNV-CCHC."""
    words = [word for word in issuer.partition("(")[0].split() if word.lower() != "và"]
    return "".join(word if word.isupper() and word != issuer else word[:1].upper() for word in words) + "-CCHC"


def _head(sheet: Sheet, facts: LetterFacts, kind: str) -> None:
    day = {"day": f"{facts.date.day:02d}", "month": f"{facts.date.month:02d}", "year": facts.date.year}
    issuer_symbol = facts.symbol or symbol(facts.issuer)
    sheet.head(
        above=facts.above.upper(), issuer=facts.issuer.upper(),
        number=say("letters.number", "vi", symbol=issuer_symbol),
        subject=say(f"letters.subject_{kind}", "vi", year=facts.year),
        country=say("documents.country", "vi"), motto=say("documents.motto", "vi"),
        place_date=say("letters.place_date", "vi", place=facts.place, **day),
    )  # fmt: skip


def _body(sheet: Sheet, name: str, problems: list[Problem], facts: LetterFacts) -> None:
    counts = Counter(one.severity for one in problems)
    key = "mend" if len(counts) == 2 else "errors" if counts["error"] else "warnings"
    values = {"year": facts.year, "issuer": facts.issuer, "unit": name}
    values |= {"errors": counts["error"], "warnings": counts["warning"]}
    sheet.paragraph(say(f"letters.intro_{key}", "vi", **values))
    places = list(dict.fromkeys((one.file, one.sheet) for one in problems if one.cell))
    if places:
        sheet.paragraph(say("letters.files", "vi", files="; ".join(_file(*place) for place in places)))
    titled = len(places) > 1
    for severity in ("error", "warning"):
        part = [one for one in problems if one.severity == severity]
        if part:
            if len(counts) == 2:
                sheet.part(say(f"letters.part_{severity}", "vi"))
            _by_check(sheet, part, facts, titled)


def _file(file: str, sheet: str) -> str:
    name = plain(Path(file).name, 100)
    return say("letters.file_sheet", "vi", file=name, sheet=plain(sheet, 60)) if sheet else name


def _by_check(sheet: Sheet, problems: list[Problem], facts: LetterFacts, titled: bool) -> None:
    for number, rule in enumerate(dict.fromkeys(one.rule for one in problems), start=1):
        same = [one for one in problems if one.rule == rule]
        title = catalogue.title(rule, "vi")
        sheet.heading(say("letters.check", "vi", number=number, title=title, count=len(same)))
        if said := f"{catalogue.reason(rule, 'vi')} {_asked(catalogue.to_do(rule, 'vi'))}".strip():
            sheet.paragraph(said, keep=True)
        labels = [say(f"letters.column_{name}", "vi") for name in ("criterion", "cell", "found")]
        sheet.table(labels, [_row(one, facts, titled) for one in same[:MOST_ROWS]])
        if len(same) > MOST_ROWS:
            rest = same[MOST_ROWS:]
            codes = ", ".join(dict.fromkeys(one.criterion_code for one in rest))
            sheet.paragraph(say("letters.more", "vi", count=len(rest), codes=plain(codes)))


def _asked(to_do: str) -> str:
    """Return what to do as one body asks another: Hãy ... becomes Đề nghị ..."""
    for place in ("first", "within"):
        to_do = to_do.replace(say(f"letters.order_{place}", "vi"), say(f"letters.request_{place}", "vi"))
    return to_do


def _row(one: Problem, facts: LetterFacts, titled: bool) -> list[str]:
    title, article = facts.titles.get(one.criterion_code, ""), facts.articles.get(one.criterion_code, "")
    basis = f" ({say('letters.basis', 'vi', article=article)})" if article else ""
    criterion = f"{one.criterion_code}. {title}" if title else one.criterion_code
    said = without_folder(catalogue.statement(one, "vi"), one.file)
    where = one.cell or say("letters.whole_form", "vi")
    if titled and one.cell and one.sheet:
        where = say("letters.sheet_cell", "vi", cell=one.cell, sheet=one.sheet)
    return [plain(criterion, 300), plain(where, 120), plain(said + basis, 900)]


def _closing(kind: str, name: str, facts: LetterFacts) -> str:
    values = {"unit": name, "issuer": facts.issuer}
    if facts.deadline is None:
        return say(f"letters.closing_{kind}", "vi", **values)
    deadline = f"{facts.deadline.day:02d}/{facts.deadline.month:02d}/{facts.deadline.year}"
    return say(f"letters.closing_{kind}_until", "vi", deadline=deadline, **values)


def _foot(sheet: Sheet) -> None:
    sheet.foot(
        copies=[say(f"letters.{key}", "vi") for key in ("copies", "copy_above", "copy_file")],
        signer=say("letters.signer", "vi"), signature=say("letters.signature", "vi"), name=say("letters.name", "vi"),
    )  # fmt: skip
