"""Keeps other units out of a unit's sheet: which words of a typed text name a unit that is not this one."""

import re

from analysis.language import LANGUAGES, plain_name

# Only before a kind of place: what is left must still be a name.
COMMITTEE = re.compile(
    r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(?=(?:huyện|thị xã|thành phố|tp\.?|quận|xã|phường|thị trấn|đặc khu)\s)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class Others:
    """The units of a study as they may be named in a text that somebody typed."""

    def __init__(self, units: dict[str, tuple[str, ...]]):
        """Take {unit code: its names in all languages}."""
        self.codes = {}
        for code, called in units.items():
            for name in (code, *called, *map(shorter, called)):
                self.codes.setdefault(plain_name(name), set()).add(code)
        self.codes.pop("", None)
        # The longest name first: Hòa Bình is not a part of Hòa Bình Trung.
        longest = sorted(self.codes, key=lambda name: (-len(name), name))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    def names(self, text: str, unit: str) -> bool:
        """Return whether a text names a unit other than this one, by name or code, however spelled."""
        if self.pattern is None:
            return False
        return any(unit not in self.codes[found[0]] for found in self.pattern.finditer(plain_name(text)))


def shorter(name: str) -> str:
    """Return a name as people shorten it: a district without UBND before it, no word in brackets at the end."""
    return COMMITTEE.sub("", BRACKETS.sub("", name))


def of_study(study, codes: list[str]) -> Others:
    """Return the units of these codes with the names that the study's list of units has for them."""
    units = study.units()
    return Others({code: tuple(units.loc[code, f"name_{language}"] for language in LANGUAGES) for code in codes})
