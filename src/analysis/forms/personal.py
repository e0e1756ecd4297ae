"""Names, telephones and addresses of officers: left at the door and counted; the name of a division is kept."""

import re

from analysis.forms.form import Form
from analysis.forms.words import folded, said
from analysis.language import normal
from analysis.problems import problem

MARK = "[…]"
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"0[ .-]?[235789](?:[ .-]?[0-9]){8,9}")
_FOREIGN_PHONE = re.compile(r"\+84[ .-]?[235789](?:[ .-]?[0-9]){8,9}")
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")
_PLACE_AND_DATE = re.compile(
    r"(?:[^,]{2,40},\s*)?ngày[\s.…_/0-9]*tháng[\s.…_/0-9]*(?:năm[\s.…_/0-9]*)?$", re.IGNORECASE
)
# Signs that make digits a part of something longer: a symbol of a document, a link, an amount.
_JOINING = frozenset("/_=-.,%&?#")


def may_hold(text: str) -> bool:
    """Return whether a text may hold a telephone number or an address; quick, and yes too often."""
    return "@" in text or "+84" in text or _PHONE.search(text) is not None


def masked(text: str) -> tuple[str, int]:
    """Return a text with telephone numbers and e-mail addresses replaced by a mark, and how many there were."""
    text, mails = _MAIL.subn(MARK, text) if "@" in text else (text, 0)
    text, foreign = _FOREIGN_PHONE.subn(MARK, text) if "+84" in text else (text, 0)
    phones = [match for match in _PHONE.finditer(text) if _stands_alone(text, match)]
    for match in reversed(phones):
        text = text[: match.start()] + MARK + text[match.end() :]
    return text, mails + foreign + len(phones)


def _stands_alone(text: str, match: re.Match) -> bool:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not (before.isalnum() or before in _JOINING and before) and not (
        after.isalnum() or after in "/_=%&" and after
    )


def is_name(text: str) -> bool:
    """Return whether a line is the name of a person: two to five words with capitals, nothing else."""
    plain = normal(text)
    return len(plain) <= 40 and _NAME.fullmatch(plain) is not None and all(word[:1].isupper() for word in plain.split())


def is_foot(text: str) -> bool:
    """Return whether a line opens the foot of a form: who made it, who signs, place and date."""
    plain = folded(text)
    if _PLACE_AND_DATE.match(normal(text)):
        return True
    return plain in said("reading.foot_words") or any(plain.startswith(words) for words in said("reading.foot_begins"))


def drop(form: Form, texts: str, foot: list[list]) -> None:
    """Replace telephone numbers and addresses in the texts of a form by a mark, and count what was left at the door.

    texts : all texts of the sheet together. foot : the rows of cells below the table; the names in them are counted.
    """
    form.dropped += sum(isinstance(cell, str) and is_name(cell) and not is_foot(cell) for row in foot for cell in row)
    if may_hold(texts):
        form.rows = [_masked_row(form, row) for row in form.rows]
    form.petitions = [_masked_petition(form, one) if may_hold(one.text) else one for one in form.petitions]
    if form.dropped:
        place = {"file": form.file, "sheet": form.sheet, "found": form.dropped}
        form.problems.append(problem("personal_data_dropped", "note", texts="reading", **place))


def _masked_row(form: Form, row):
    values = {}
    for field, value in row.values.items():
        if value.__class__ is str and may_hold(value):
            value, count = masked(value)
            form.dropped += count
        values[field] = value
    return row._replace(values=values)


def _masked_petition(form: Form, petition):
    text, count = masked(petition.text)
    form.dropped += count
    return petition._replace(text=text)
