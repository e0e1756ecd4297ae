"""The commands, their help and what a wrong call says."""

import pytest

from analysis import command_line

COMMANDS = ("study", "check", "template", "framework", "new", "screen", "verify", "test", "lab")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_in_both_languages(command, capsys):
    with pytest.raises(SystemExit) as left:
        command_line.parser().parse_args([command, "--help"])
    printed = capsys.readouterr().out
    assert left.value.code == 0
    assert all(line in printed for line in command_line.TEXTS[command])


@pytest.mark.parametrize(
    ("arguments", "vietnamese"),
    [
        ([], "thiếu COMMAND"),
        (["nosuch"], "không có lệnh 'nosuch'"),
        (["check"], "thiếu ID"),
        (["new", "next-year"], "thiếu --like"),
        (["new", "next-year", "--like"], "thiếu giá trị sau --like"),
        (["template", "x", "--study", "y"], "cần một trong các tham số --all --unit"),
        (["framework"], "thiếu COMMAND"),
        (["study", "--misspelt"], "không hiểu tham số: --misspelt"),
        (["verify", "one", "two"], "không hiểu tham số: two"),
        (["study", "--audience", "all"], "--audience không nhận 'all'; chọn một trong: internal, unit, public"),
    ],
)
def test_a_wrong_call_is_explained_and_ends_with_2(arguments, vietnamese, capsys):
    with pytest.raises(SystemExit) as left:
        command_line.parser().parse_args(arguments)
    printed = capsys.readouterr().err
    assert left.value.code == 2
    assert vietnamese in printed and "Wrong call:" in printed


def test_parsed_commands():
    parse = command_line.parser().parse_args
    assert parse(["study"]).study_ids == []
    assert parse(["study", "a", "b"]).study_ids == ["a", "b"]
    assert parse(["study", "a"]).cluster == "" and parse(["study", "a"]).audience == "unit"
    assert parse(["study", "a", "--audience", "public"]).audience == "public"
    assert parse(["verify", "a"]).proposal == "" and parse(["verify", "a", "--proposal", "s"]).proposal == "s"
    with_cluster = parse(["study", "a", "--cluster", "tcp://host:8786"])
    assert (with_cluster.study_ids, with_cluster.cluster) == (["a"], "tcp://host:8786")
    assert parse(["check", "a"]).study_id == "a"
    new = parse(["new", "b", "--like", "a"])
    assert (new.command, new.study_id, new.like) == ("new", "b", "a")
    assert parse(["lab"]).command == "lab"


@pytest.mark.parametrize("tail", [[], ["-k", "score and not slow"], ["tests/a.py", "-x", "--", "-q"]])
def test_all_that_follows_test_goes_to_pytest(tail):
    assert command_line.parser().parse_args(["test", *tail]).pytest_arguments == tail
