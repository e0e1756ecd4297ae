"""Every text a user reads, in Vietnamese and English, and numbers and dates as each language writes them."""

import string
import unicodedata
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("vi", "en")
TEXTS = Path(__file__).parent / "texts"
# The fast loader where it is built in: every notebook reads these files, and the slow one takes a third of a second.
OWN_FILES = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def texts() -> dict:
    """Return {file stem: {key: {"vi": text, "en": text}}} of all text files."""
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), OWN_FILES) for path in sorted(TEXTS.glob("*.yml"))}


def say(key: str, language: str, **values) -> str:
    """Return the text `file.key` in a language with its values filled in.

    A number takes the decimals named in the template (`{share:1}`) and the marks of the language.
    Raises KeyError for a text that does not exist: a missing text is a programmer's mistake.
    """
    stem, name = key.split(".", 1)
    return _Formatter(language).vformat(texts()[stem][name][language], (), values).strip()


def both(key: str, **values) -> dict[str, str]:
    """Return {"vi": text, "en": text}; a value that is itself such a pair gives each language its own."""
    return {language: say(key, language, **in_language(values, language)) for language in LANGUAGES}


def in_language(values: dict, language: str) -> dict:
    """Return the values with every bilingual pair replaced by its text in one language."""
    return {
        name: value[language] if isinstance(value, dict) and set(value) == set(LANGUAGES) else value
        for name, value in values.items()
    }


def number(value: float, language: str, decimals: int) -> str:
    """Return a number as the language writes it: 1.234,50 in Vietnamese, 1,234.50 in English."""
    if value != value:
        return "–"
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.removeprefix("-")
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def date(iso: str, language: str) -> str:
    """Return an ISO date as the language writes it: 16/10/2017 in Vietnamese, 16 October 2017 in English."""
    year, month, day = (int(part) for part in iso.split("-"))
    if language == "vi":
        return f"{day:02d}/{month:02d}/{year}"
    return f"{day} {say('labels.months', 'en').split()[month - 1]} {year}"


def normal(text: str) -> str:
    """Return text in the composed form (NFC), hard spaces and repeated spaces folded, ends stripped."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same name, whatever the placing of tone marks, Ð for Đ, case and spaces."""
    return plain_name(one) == plain_name(other)


_TONE_PLACES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
                "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip


def plain_name(name: str) -> str:
    """Return a name in the one form in which all tolerated spellings are equal."""
    plain = normal(name).replace("Ð", "Đ").lower()
    for old, new in _TONE_PLACES.items():
        plain = plain.replace(old, new)
    return plain


class _Formatter(string.Formatter):
    def __init__(self, language: str):
        self.language = language

    def format_field(self, value, specification: str) -> str:
        if specification.isdigit():
            return number(float(value), self.language, int(specification))
        return str(value)
