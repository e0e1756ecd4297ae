"""Unpacking within bounds: sizes as they are, not as they are said to be."""

import zlib

import pytest
from forms.sent_files import zipped

from analysis.forms import archive
from analysis.forms.archive import Refused, packed_again, unpacked


def refused(content):
    with pytest.raises(Refused) as caught:
        unpacked(content)
    return caught.value.rule


def test_xml_parts_are_unpacked_and_others_left_packed():
    parts = {"a.xml": b"<a/>" * 9, "b/c.rels": b"<r/>", "mimetype": b"m", "picture.png": b"\x89PNG"}
    assert unpacked(zipped(parts)) == {**parts, "picture.png": b""}


def test_parts_packed_again_are_the_same():
    parts = {"a.xml": "Sở".encode(), "mimetype": b"m"}
    assert unpacked(packed_again(parts)) == parts


def test_a_part_may_not_be_larger_than_said():
    content = bytearray(zipped({"a.xml": b"x" * 5000}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(content)) == "unpacks_too_large"


def test_a_part_of_the_usual_density_is_no_bomb(monkeypatch):
    row = b'<c r="A1"><v>1</v></c>'
    part = b"".join(row.replace(b"1", str(number).encode()) for number in range(20_000))
    monkeypatch.setattr(archive, "HARMLESS", 1000)
    assert len(unpacked(zipped({"a.xml": part}))["a.xml"]) == len(part)
    assert refused(zipped({"a.xml": b" " * 10**6})) == "unpacks_too_large"


def test_all_parts_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    assert (
        refused(zipped({"a.xml": bytes(range(1, 200)) * 3, "b.xml": bytes(range(1, 200)) * 3})) == "unpacks_too_large"
    )


@pytest.mark.parametrize("name", ["../x.xml", "a/../../x.xml", "..\\x.xml", "/x.xml", "C:\\x.xml", "c:x.xml"])
def test_names_that_leave_the_folder_are_refused(name):
    assert refused(zipped({"a.xml": b"<a/>", name: b"<a/>"})) == "unsafe_name"


def test_two_dots_inside_a_name_are_harmless():
    assert unpacked(zipped({"a..b.xml": b"<a/>"})) == {"a..b.xml": b"<a/>"}


def test_a_changed_byte_is_found_by_the_checksum():
    content = bytearray(zipped({"a.xml": b"<a>1</a>"}))
    place = content.index(b"PK\x01\x02") + 16
    content[place] ^= 1
    assert refused(bytes(content)) == "broken_file" and zlib.crc32(b"") == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"PK\x05\x06", b"not a zip", zipped({"a.xml": b"<a/>"})[:40]],
    ids=["nothing", "two_letters", "only_an_end", "text", "cut_off"],
)
def test_what_is_no_whole_zip_is_refused(content):
    assert refused(content) == "broken_file"


@pytest.mark.parametrize(
    "top", [b"<!DOCTYPE a>", b'<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY b "c">]>', b"<!ENTITY a 'b'>"]
)
def test_declarations_of_entities_are_refused(top):
    assert refused(zipped({"a.xml": top + b"<a/>"})) == "xml_entities"


def test_an_exclamation_mark_in_a_text_is_harmless():
    assert unpacked(zipped({"a.xml": b"<a>!DOCTYPE</a>"})) == {"a.xml": b"<a>!DOCTYPE</a>"}
