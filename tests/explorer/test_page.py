"""The page as a file: one, the same twice, without an address of a network, and with texts that exist."""

import re

import pytest
from explorer_rooms import left

from analysis.explorer.content import content, words
from analysis.explorer.page import ASSETS, PROGRAM, explorer, page
from analysis.language import texts

PROGRAM_TEXT = "\n".join((ASSETS / name).read_text("utf-8") for name in PROGRAM)
MARKUP = (ASSETS / "page.html").read_text("utf-8")
STYLE = (ASSETS / "explorer.css").read_text("utf-8")


def test_the_same_run_gives_the_same_bytes(toy, tmp_path):
    first, second = (explorer(left(toy, tmp_path / name)) for name in ("a", "b"))
    assert first.name == "explorer.html" and first.read_bytes() == second.read_bytes()


def test_nothing_is_fetched_from_anywhere(toy, tmp_path):
    text = explorer(left(toy, tmp_path)).read_text("utf-8")
    assert not re.findall(r"https?://|//[a-z0-9-]+\.[a-z]", text)
    assert not re.findall(r"\b(?:fetch|XMLHttpRequest|WebSocket|import|sendBeacon|eval|innerHTML)\b", PROGRAM_TEXT)
    assert not re.findall(r"<(?:img|iframe|script)[^>]* src|@import|url\(", text)


def test_the_page_forbids_itself_every_network(toy, tmp_path):
    assert "default-src 'none'" in MARKUP and "connect-src" not in MARKUP and "form-action 'none'" in MARKUP


def test_what_people_typed_cannot_end_the_script(toy, tmp_path):
    held = content(left(toy, tmp_path))
    held["names"][next(iter(held["names"]))]["vi"] = "</script><script>alert(1)</script><!--"
    held["title"]["vi"] = "</title><b>"
    text = page(held)
    assert text.count("</script>") == MARKUP.count("</script>") and "<b>" not in text


def test_every_part_of_the_page_is_filled_in(toy, tmp_path):
    assert "<!--" not in explorer(left(toy, tmp_path)).read_text("utf-8")


def asked():
    """Return the keys of the texts that the page asks for by name."""
    return {*re.findall(r'\bsay\("(\w+)"', PROGRAM_TEXT), *re.findall(r'data-say="(\w+)"', MARKUP)}


PUT_TOGETHER = ("column_", "range_", "chance_", "sheet_score_", "why_")
CHOSEN = {"slider_last", "slider_value", "up", "down", "rising", "falling", "ranges_how", "ranges_none"}


def test_every_text_that_the_page_asks_for_exists():
    assert asked() | CHOSEN <= set(words()) == set(texts()["explorer"])


def test_every_text_of_the_page_is_asked_for():
    tables = set(re.findall(r'"(\w+)"', PROGRAM_TEXT))
    assert {key for key in words() if not key.startswith(PUT_TOGETHER)} <= asked() | CHOSEN | tables


@pytest.mark.parametrize("key", sorted(words()))
def test_the_page_fills_in_every_place_of_a_text(key):
    places = set(re.findall(r"\{(\w+)\}", words()[key]["vi"]))
    assert all(re.search(rf"\b{place}\b", PROGRAM_TEXT) for place in places)


def test_every_element_that_the_program_looks_for_is_there():
    named = set(re.findall(r'\bat\("([\w-]+)"\)', PROGRAM_TEXT)) - {"slider-0"}
    assert named <= set(re.findall(r'id="([\w-]+)"', MARKUP))


def test_every_field_has_a_label():
    fields = re.findall(r'<(?:input|select|textarea) id="([\w-]+)"', MARKUP)
    assert fields and set(fields) <= set(re.findall(r'<label for="([\w-]+)"', MARKUP))


def test_colours_of_words_can_be_read_by_everyone():
    """WCAG 2.2: at least 4.5 to 1 on white."""
    dark = [one for one in re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", STYLE)]
    assert dark and all(contrast(one) >= 4.5 for one in dark)


def contrast(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
