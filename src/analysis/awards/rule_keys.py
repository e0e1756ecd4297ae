"""What awards.yml may hold: conditions with their source and test, awards with their kind and quota."""

import re

from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, Rule, choice, either, iso_date, real, text, whole

UNKNOWN = "unknown"
# Danh hiệu thi đua; hình thức khen thưởng; the text names neither.
KINDS = ("title", "commendation", "not_stated")
# Where a condition is looked up; all but facts and issues move with the error of the scores.
SOURCES = ("score", "class", "rank", "issues", "fact")
NOISY = ("score", "class", "rank")
MEASURES = ("percent", "points")
ROUNDINGS = ("down", "up", "half_up", UNKNOWN)
_CODE = Rule(lambda value: isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) is not None,
             '"ke-hoach-dung-han"')  # fmt: skip
_ANY = Rule(lambda value: True, "")
_NUMBER = real(-1_000_000, 1_000_000)
# The test of each source; instead of it `unknown` says that the text does not define the condition.
TESTS = {
    "score": Keys({"node": text(), "measure": choice(*MEASURES), "at_least": _NUMBER}),
    "class": Keys({"among": ListOf(text(), least=1)}),
    "rank": Keys({"at_most": whole(1, 100_000)}),
    "issues": Keys({"severity": choice("error", "warning", "note"), "at_most": whole(0, 100_000)}),
    "fact": Keys({"is": choice(True, False), "at_least": _NUMBER, "at_most": _NUMBER}, ("is", "at_least", "at_most")),
}
QUOTA = Keys(
    {
        "at_most": whole(0, 100_000),
        "share": real(0, 1),
        "rounding": choice(*ROUNDINGS),
        "by": choice(*MEASURES, UNKNOWN),
    },
    optional=("at_most", "share", "rounding"),
)
_CONDITION = Keys(
    {"code": _CODE, "text": BOTH_LANGUAGES, "article": text(), **dict.fromkeys(SOURCES, _ANY)}, optional=SOURCES
)
_AWARD = Keys(
    {"code": _CODE, "kind": choice(*KINDS), "title": BOTH_LANGUAGES, "for": choice("units", "persons"),
     "conditions": ListOf(_CODE, least=1), "sets": ListOf(text(), least=1), "quota": _ANY},
    optional=("sets", "quota"),
)  # fmt: skip
AWARDS = Keys(
    {"source": text(),
     "decision": Keys({"issuer": text(), "number": text(), "date": either(iso_date(), choice(UNKNOWN))}),
     "conditions": ListOf(_CONDITION, least=1), "awards": ListOf(_AWARD, least=1)},
)  # fmt: skip
