"""What makes two texts the same words: letters composed or not, any place of the tone mark, any case, marks and spaces."""

import re
import unicodedata
from functools import cache, lru_cache

from analysis.language import texts

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[\w%\u0300-\u036f]+")
_TONE = re.compile(f"[{_TONES}]")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a text as one key: lower case, every tone mark at the end of its word, without spaces and marks.

    'Hoà Bình', 'HÒA BÌNH' and 'hòa-bình' give the same key; '1.1' and '11' do too, so no code is ever folded.
    """
    apart = unicodedata.normalize("NFD", text.lower().replace("ð", "đ"))
    if apart.isascii():
        return "".join(_WORD.findall(apart))
    return "".join(_tone_last(word) for word in _WORD.findall(apart))


def _tone_last(word: str) -> str:
    tone = _TONE.search(word)
    return _TONE.sub("", word) + tone[0] if tone else word


@cache
def known(one: str, others: str, names: tuple[str, ...] = ()) -> dict[str, str]:
    """Return {folded words: name} of texts/form.yml: keys `<one>_<name>` and, separated by " | ", `<others>_<name>`.

    names : the names that count; all if none is given. Words under two names belong to the first one listed.
    """
    keys = texts()["form"]
    found: dict[str, str] = {}
    for prefix in (one, others):
        for key, text in keys.items():
            if key.startswith(f"{prefix}_") and (not names or key.removeprefix(f"{prefix}_") in names):
                for language in ("vi", "en"):
                    for wording in text[language].split(" | "):
                        found.setdefault(folded(wording), key.removeprefix(f"{prefix}_"))
    return found


@cache
def said(key: str) -> frozenset[str]:
    """Return the folded words of a text, in both languages, separated by " | " in the file: `reading.total_rows`."""
    stem, name = key.split(".", 1)
    return frozenset(folded(wording) for text in texts()[stem][name].values() for wording in text.split(" | "))
