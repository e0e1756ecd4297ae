"""Every text exists in both languages, says the same, is used, and is found where it is asked for."""

import re
import string
import unicodedata

import pytest

from analysis.forms import catalogue
from analysis.language import both, date, normal, number, same_name, say, texts
from analysis.paths import NOTEBOOKS, SOURCE
from analysis.tables import schemas

KEYS = [(stem, key) for stem, content in texts().items() for key in content]
CODE = "\n".join(
    path.read_text("utf-8") for path in [*sorted(SOURCE.rglob("*.py")), *sorted(NOTEBOOKS.glob("*.ipynb"))]
)
# A file of texts and the calls that look a literal key up in it.
ASKED = {
    "console": r'\b(?:tell|complain)\(\s*"(\w+)"',
    "problems": r'\b(?:problem|_refused)\(\s*"(\w+)"',
    "report": r'\b(?:page|self)\.say\(\s*"(\w+)"',
}


# Keys that are put together, such as why_{explanation}; two letters before the brace must say which kind they are.
PATTERNS = [
    r"\w+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", one)).split(r"\.", 1)[-1]
    for one in re.findall(r"""f["']([a-z_.]*\w{2,}_\{[^}]*\})["']""", CODE)
]
ENDINGS = set(re.findall(r"""f["'](?:\w+\.)?\{\w+\}(_\w{2,})["']""", CODE))
PARTS_OF_A_CHECK = ("", "_what", "_why", "_do")


def placeholders(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


@pytest.mark.parametrize(("stem", "key"), KEYS)
def test_a_text_says_the_same_in_both_languages(stem, key):
    text = texts()[stem][key]
    assert set(text) == {"vi", "en"} and all(isinstance(one, str) and one.strip() for one in text.values())
    assert placeholders(text["vi"]) == placeholders(text["en"])
    assert all(unicodedata.is_normalized("NFC", one) for one in text.values())


@pytest.mark.parametrize(("stem", "key"), KEYS)
def test_a_text_is_used_somewhere(stem, key):
    written = re.search(rf'["\'](?:{stem}\.)?{re.escape(key)}["\']', CODE)
    put_together = any(re.fullmatch(pattern, key) for pattern in PATTERNS) or key.endswith(tuple(ENDINGS))
    assert written or put_together or (stem == "columns" and key in schemas()["columns"]) or names_a_kind(stem, key)


@pytest.mark.parametrize("check", catalogue.checks())
def test_a_check_has_its_four_texts(check):
    assert {check + part for part in PARTS_OF_A_CHECK} <= set(texts()["checks"])


def names_a_kind(stem, key):
    """Return whether a label is one of a kind (group, treatment) whose values come from data."""
    if stem == "form":
        # Words of forms in the wild, looked up by the name of the field, head or round: words.known.
        return key.split("_")[0] in {"heads", "rounds", "petitions", "headings"}
    if stem == "checks":
        return any(key.removesuffix(part) in catalogue.checks() for part in PARTS_OF_A_CHECK)
    return stem == "labels" and key.split("_")[0] in {
        "index",
        "comparison",
        "verdict",
        "kind",
        "part",
        "size",
        "outside",
        "region",
        "city",
        "appraises",
        "treatment",
        "aggregation",
        "normalisation",
    }


@pytest.mark.parametrize(("stem", "call"), ASKED.items())
def test_every_text_that_is_asked_for_exists(stem, call):
    asked = set(re.findall(call, CODE))
    known = {key for content in texts().values() for key in content} if stem == "problems" else set(texts()[stem])
    assert asked and asked <= known


def test_every_text_asked_for_by_its_full_name_exists():
    asked = set(re.findall(r'\b(?:say|both)\(\s*"(\w+)\.(\w+)"', CODE))
    assert asked and asked <= set(KEYS)


def test_every_subject_and_reason_of_an_omission_exists():
    calls = re.findall(r'\bomission\("\w+",([^()]*)\)', CODE)
    asked = {word for call in calls for word in re.findall(r'(?<!f)"(\w+)"', call)}
    assert asked and asked <= set(texts()["left_out"])


def test_a_text_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        say("labels.nothing_like_this", "vi")


def test_a_value_that_is_missing_is_a_mistake():
    with pytest.raises(KeyError):
        say("console.done", "vi")


def test_a_pair_of_values_gives_each_language_its_own():
    found = both("console.done", study={"vi": "một", "en": "one"})
    assert (found["vi"], found["en"]) == ("một: xong.", "one: done.")


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234.5, 2, "1.234,50", "1,234.50"),
        (0, 0, "0", "0"),
        (-0.001, 2, "0,00", "0.00"),
        (-1234.567, 1, "-1.234,6", "-1,234.6"),
        (85.3, 2, "85,30", "85.30"),
        (float("nan"), 2, "–", "–"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value, decimals, vietnamese, english):
    assert (number(value, "vi", decimals), number(value, "en", decimals)) == (vietnamese, english)


def test_dates_are_written_as_each_language_writes_them():
    assert (date("2017-10-16", "vi"), date("2017-10-06", "en")) == ("16/10/2017", "6 October 2017")


@pytest.mark.parametrize("text", ["Hòa Bình", "Ho\u0300a Bình", "Hòa\u00a0Bình", "  Hòa   Bình "])
def test_one_text_has_one_normal_form(text):
    assert normal(text) == "Hòa Bình"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"), ("Uỷ ban", "Ủy ban"), ("Ðồng Nai", "Đồng Nai"), ("SỞ  NỘI VỤ", "Sở Nội vụ"),
        ("So\u031b\u0309 Nội\u00a0vụ", "Sở Nội vụ"), ("Thuỷ", "Thủy"), ("Khoẻ", "Khỏe"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_are_the_same_name(one, other):
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Sở Nội vụ", "Sở Ngoại vụ"), ("Quý", "Quỷ"), ("Long Hồ", "Long Hô"), ("An", "Ân")]
)
def test_other_names_are_other_names(one, other):
    assert not same_name(one, other)
