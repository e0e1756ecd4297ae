"""Reading a proposal: everything wrong with the file is told at once, each with its line."""

from dataclasses import FrozenInstanceError

import pytest
from toy_proposals import FEWER_PLANS, ONE_SURVEY, SWAPPED_NAMES, content_of, write

from analysis.problems import DataProblems
from analysis.proposals import proposal

SCALED = {"scale_rest_to": 100}


def faults(root, text, slug="thu"):
    """Return (rule, cell, line) of everything wrong with a proposal."""
    write(root, text, slug)
    with pytest.raises(DataProblems) as refused:
        proposal.load(root, "toy", slug)
    found = refused.value.problems
    assert all(one.file == f"data/frameworks/toy/proposals/{slug}.yml" for one in found)
    assert all(", dòng " in one.message_vi and ", line " in one.message_en for one in found)
    return [(one.rule, one.cell, int(one.message_en.split(", line ")[1].split(",")[0].split(":")[0].split(" ")[0]))
            for one in found]  # fmt: skip


def test_a_proposal_is_read_with_both_languages_and_its_lines(toy_root):
    pair = {"vi": "Bớt điểm kế hoạch", "en": "Fewer points for plans"}
    write(toy_root, content_of(FEWER_PLANS, SCALED, title=pair))
    one = proposal.load(toy_root, "toy", "thu")
    assert (one.title, one.rationale) == (pair, {"vi": "Thử", "en": "Thử"})
    assert one.changes[0].kind == "set" and one.changes[0].codes == ("1.1",) and one.changes[0].line == 9
    assert (one.slug, one.framework, one.set, one.balance) == ("thu", "toy", "", 100)


def test_a_proposal_cannot_be_changed(toy_root):
    write(toy_root, content_of(FEWER_PLANS, SCALED))
    with pytest.raises(FrozenInstanceError):
        proposal.load(toy_root, "toy", "thu").balance = 90


def test_everything_wrong_is_told_at_once_with_its_line(toy_root):
    text = """title: Thử
by: Phòng
date: 2026-02-01
base: toy
rationale: Thử
reason: Thử
changes:
  - {criterion: "1.9", set: {max_points: 20}, was: {max_points: 30}}
  - {criterion: "1.1", set: {max_points: 25}, was: {max_points: 31}}
  - {criterion: "1.2", set: {max_points: 20.0}, was: {max_points: 20}}
  - {criterion: 1.10, drop: true, was: {max_points: 15}}
  - {criterion: "2.1", delete: true}
"""
    assert faults(toy_root, text) == [
        ("unquoted", "date", 3),
        ("unknown_key", "reason", 6),
        ("unknown_criterion", "changes[1].criterion", 8),
        ("points_do_not_add_up", "changes[2]", 9),
        ("guard_differs", "changes[2].was.max_points", 9),
        ("changes_nothing", "changes[3]", 10),
        ("unquoted", "changes[4].criterion", 11),
        ("change_kind", "changes[5]", 12),
    ]


def test_points_that_do_not_add_up_name_the_change_below_the_sum(toy_root):
    text = content_of([*SWAPPED_NAMES, {"criterion": "2.2", "set": {"max_points": 14}, "was": {"max_points": 15}}])
    assert faults(toy_root, text) == [("points_do_not_add_up", "changes[3]", 21)]


def test_a_scale_other_than_the_sum_names_the_change_of_the_total(toy_root):
    change = {"criterion": "total", "set": {"max_points": 90}, "was": {"max_points": 100}}
    assert faults(toy_root, content_of([change]))[0][:2] == ("points_do_not_add_up", "changes[1]")


def test_an_empty_list_changes_nothing_and_is_refused(toy_root):
    assert faults(toy_root, content_of([])) == [("value_not_allowed", "changes", 6)]


@pytest.mark.parametrize("missing", ["title", "by", "date", "base", "rationale", "changes"])
def test_what_every_proposal_must_say(toy_root, missing):
    content = content_of(FEWER_PLANS, SCALED)
    del content[missing]
    assert ("missing_key", missing, 1) in faults(toy_root, content)


def test_without_a_guard_a_change_is_refused(toy_root):
    assert faults(toy_root, content_of([{"criterion": "1.1", "drop": True}], SCALED)) == [
        ("missing_key", "changes[1].was", 7)
    ]
    assert ("guard_missing", "changes[1].was", 9) in faults(
        toy_root, content_of([{"criterion": "1.1", "drop": True, "was": {"title_en": "Plans"}}], SCALED)
    )


@pytest.mark.parametrize("balance", ["scale", {"scale_rest_to": 0}, {"scale_to": 100}, 100, True, None])
def test_a_balance_of_another_shape_is_refused(toy_root, balance):
    assert {rule for rule, _, _ in faults(toy_root, content_of(FEWER_PLANS, balance))} & {
        "value_not_allowed", "unknown_key",
    }  # fmt: skip


def test_another_base_than_the_folder_is_refused(toy_root):
    assert faults(toy_root, content_of(FEWER_PLANS, SCALED, base="other")) == [("base_differs", "base", 4)]


def test_a_set_that_the_framework_does_not_have_is_refused(toy_root):
    assert faults(toy_root, content_of(FEWER_PLANS, SCALED, set="xa"))[0][0] == "set_unknown"


@pytest.mark.parametrize("slug", ["official", "proposals", "Có dấu", "a_b", "../toy", ""])
def test_names_that_would_hide_other_folders_are_refused(toy_root, slug):
    with pytest.raises(DataProblems) as refused:
        proposal.load(toy_root, "toy", slug)
    assert [one.rule for one in refused.value.problems] == ["slug_not_allowed"]


def test_a_proposal_that_is_not_there_is_refused_with_those_that_are(toy_root):
    write(toy_root, content_of(ONE_SURVEY), "gop")
    with pytest.raises(DataProblems, match="There are: gop"):
        proposal.load(toy_root, "toy", "khac")
    assert proposal.slugs(toy_root, "toy") == ["gop"]


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "một chữ\n", "a: [\n", "changes: x\n", "changes: [1, null]\n", "\x00", "a: 1\na: 2\n"]
)
def test_a_file_that_is_no_proposal_is_a_clear_answer(toy_root, text):
    write(toy_root, text)
    with pytest.raises(DataProblems) as refused:
        proposal.load(toy_root, "toy", "thu")
    assert refused.value.problems and all(one.message_vi for one in refused.value.problems)


def test_only_words_touch_no_point(toy_root):
    for changes, balance, words in (
        (SWAPPED_NAMES, "leave", True),
        (SWAPPED_NAMES, SCALED, False),
        (FEWER_PLANS, SCALED, False),
    ):
        write(toy_root, content_of(changes, balance))
        assert proposal.load(toy_root, "toy", "thu").only_words() is words
