"""Whose form is it: by unit code, else by name, else by the name of a predecessor that the unit took over."""

import pandas as pd

from analysis.language import plain_name


class Names:
    """The units of a study by code, by name and by the names of their predecessors; made once, asked for every form."""

    def __init__(self, units: pd.DataFrame, lineage: pd.DataFrame):
        self.codes = set(units["unit_code"])
        self.own = _by_name(zip(units["name_vi"], units["unit_code"], strict=True))
        former = zip(lineage["predecessor_name"], lineage["unit_code"], strict=True)
        self.former = _by_name(pair for pair in former if pair[1] in self.codes)

    def owner(self, code: str, name: str) -> str:
        """Return the code of the unit a form belongs to; empty if neither its code nor its name settles it."""
        if code in self.codes:
            return code
        for known in (self.own, self.former):
            found = known.get(plain_name(name), set()) or known.get(_without_council(name), set())
            if len(found) == 1:
                return next(iter(found))
        return ""


def _by_name(pairs) -> dict[str, set]:
    found: dict[str, set] = {}
    for name, code in pairs:
        for key in {plain_name(name), _without_council(name)}:
            found.setdefault(key, set()).add(code)
    return found


def _without_council(name: str) -> str:
    plain = plain_name(name)
    for start in ("ủy ban nhân dân ", "ubnd "):
        plain = plain.removeprefix(start)
    return plain
