"""The entrance: which command is carried out for what was called."""

import pytest

from analysis import __main__ as entrance


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSX", "folder/biểu.ods", "x.csv", "old.xls", "x.docx", "x.xlsm"])
def test_a_file_with_the_ending_of_a_form_is_checked_as_a_form(name):
    assert entrance.is_form(name)


@pytest.mark.parametrize("name", ["tay-ninh-2023", "known-answer-2025", "x"])
def test_the_name_of_a_study_is_no_form(name):
    assert not entrance.is_form(name)


def test_a_file_without_an_ending_is_a_form_if_it_is_there(tmp_path):
    (tmp_path / "form").write_text("x", "utf-8")
    assert entrance.is_form(str(tmp_path / "form")) and not entrance.is_form(str(tmp_path / "other"))


@pytest.mark.parametrize(
    ("words", "module", "function", "given"),
    [
        (["template", "f", "--study", "s", "--all"], "forms.template_command", "write_templates", ("f", "s", "")),
        (
            ["template", "f", "--study", "s", "--unit", "u"],
            "forms.template_command",
            "write_templates",
            ("f", "s", "u"),
        ),
        (["framework", "show", "f"], "framework_commands", "show", ("f",)),
        (["check", "some-study"], "commands", "check_study", ("some-study",)),
        (["check", "form.xlsx"], "forms.single_command", "check_form", ("form.xlsx",)),
    ],
)
def test_each_command_reaches_its_function_with_its_arguments(monkeypatch, words, module, function, given):
    called = []
    monkeypatch.setattr(f"analysis.{module}.{function}", lambda *arguments: called.append(arguments) or 0)
    monkeypatch.setattr("sys.argv", ["analysis", *words])
    assert entrance.main() == 0
    assert called[0][-len(given) :] == given


@pytest.mark.parametrize(
    "words", [["template", "f", "--study", "s"], ["template", "f", "--all"], ["framework"], ["framework", "import"]]
)
def test_a_call_without_what_it_needs_is_answered_with_status_two(monkeypatch, capsys, words):
    monkeypatch.setattr("sys.argv", ["analysis", *words])
    with pytest.raises(SystemExit) as left:
        entrance.main()
    assert left.value.code == 2 and "Gọi sai" in capsys.readouterr().err
