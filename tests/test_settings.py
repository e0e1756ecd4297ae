"""The YAML files that people write: every fault is named with file, key, what was found and what is allowed."""

import pytest

from analysis import settings
from analysis.problems import DataProblems
from analysis.settings import Keys, ListOf, MapOf, choice, either, iso_date, real, text, whole

RULE = Keys(
    {
        "code": text(),
        "count": whole(0, 10),
        "share": either(real(0, 1), choice("unknown")),
        "date": iso_date(),
        "names": ListOf(text(), least=1),
        "blocks": MapOf(text(), Keys({"size": whole(1, 9)})),
        "selected": choice(True, False),
    },
    optional=("blocks",),
)
GOOD = 'code: "01"\ncount: 0\nshare: 0.5\ndate: "2024-02-29"\nnames: [a]\nselected: false\n'


def loaded(tmp_path, content):
    path = tmp_path / "data" / "some.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return settings.load(path, RULE)


def faults(tmp_path, content):
    with pytest.raises(DataProblems) as refused:
        loaded(tmp_path, content)
    return refused.value.problems


def test_a_good_file_is_returned_as_it_is(tmp_path):
    content = loaded(tmp_path, GOOD)
    assert content["code"] == "01" and content["count"] == 0 and content["selected"] is False


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert loaded(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())["code"] == "01"


@pytest.mark.parametrize(
    ("old", "new", "rule", "cell"),
    [
        ('"01"', "01", "unquoted", "code"),
        ('"2024-02-29"', "2024-02-29", "unquoted", "date"),
        ('"2024-02-29"', '"2023-02-29"', "value_not_allowed", "date"),
        ('"2024-02-29"', '"20240229"', "value_not_allowed", "date"),
        ("count: 0", "count: 11", "value_not_allowed", "count"),
        ("count: 0", "count: -1", "value_not_allowed", "count"),
        ("count: 0", "count: true", "value_not_allowed", "count"),
        ("count: 0", "count: 1.0", "value_not_allowed", "count"),
        ("share: 0.5", "share: .nan", "value_not_allowed", "share"),
        ("share: 0.5", "share: .inf", "value_not_allowed", "share"),
        ("share: 0.5", "share:", "value_not_allowed", "share"),
        ("share: 0.5", "share: Unknown", "value_not_allowed", "share"),
        ("names: [a]", "names: []", "value_not_allowed", "names"),
        ("names: [a]", "names: a", "value_not_allowed", "names"),
        ("names: [a]", 'names: [a, ""]', "value_not_allowed", "names[2]"),
        ("selected: false", "selected: 0", "value_not_allowed", "selected"),
        ("selected: false", "selected: false\nblocks: {}", "value_not_allowed", "blocks"),
        ("selected: false", "selected: false\nblocks: {a: {size: 0}}", "value_not_allowed", "blocks.a.size"),
        ("selected: false", "selected: false\nblocks: {1: {size: 2}}", "unquoted", "blocks.1"),
        ("selected: false", "selected: false\nblocks: {a: {size: 1, more: 2}}", "unknown_key", "blocks.a.more"),
        ("count: 0", "cuont: 0", "missing_key", "count"),
        ("count: 0", "count: 0\ncuont: 0", "unknown_key", "cuont"),
    ],
)
def test_a_fault_is_named_with_its_key(tmp_path, old, new, rule, cell):
    found = faults(tmp_path, GOOD.replace(old, new))
    assert (rule, cell) in [(one.rule, one.cell) for one in found]
    assert {one.file for one in found} == {"data/some.yml"}


def test_all_faults_are_named_at_once(tmp_path):
    found = faults(tmp_path, "code: 1\ncount: x\n")
    assert {one.cell for one in found} == {"code", "count", "share", "date", "names", "selected"}


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        ("", "file_empty", ""),
        ("# only a comment\n", "file_empty", ""),
        ("code: [a\ncount: 1\n", "broken_yaml", "2"),
        ('code: "a"\ncode: "b"\n', "broken_yaml", "2"),
        ("code: a\n\tcount: 1\n", "broken_yaml", "2"),
        ("date: 2023-13-45\n", "broken_yaml", "1"),
        ("? [a, b]\n: c\n", "broken_yaml", "1"),
        ("? {a: b}\n: c\n", "broken_yaml", "1"),
        ("code: !!python/object:os.system x\n", "broken_yaml", "1"),
        ("code: !!int abc\n", "broken_yaml", "1"),
        ("code: a\x01b\n", "broken_yaml", "1"),
        ("[" * 3000, "broken_yaml", "1"),
    ],
)
def test_what_is_not_a_mapping_of_yaml_is_refused_with_its_line(tmp_path, content, rule, line):
    (found,) = faults(tmp_path, content)
    assert (found.rule, found.cell) == (rule, line)


@pytest.mark.parametrize("content", ["- a\n- b\n", "just words\n", "7\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path, content):
    assert faults(tmp_path, content)[0].rule in ("value_not_allowed", "unquoted")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    assert faults(tmp_path, GOOD.encode("utf-16"))[0].rule == "not_utf8"


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DataProblems) as refused:
        settings.load(tmp_path / "data" / "none.yml", RULE)
    assert refused.value.problems[0].rule == "file_missing"


def test_a_folder_in_place_of_the_file_is_refused(tmp_path):
    with pytest.raises(DataProblems) as refused:
        settings.load(tmp_path, RULE)
    assert refused.value.problems[0].rule == "file_unreadable"
