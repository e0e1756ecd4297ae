"""`run.py new` in the shape of a study that reads forms."""

import small_study

from analysis import commands
from analysis import study as studies


def made(tmp_path):
    old = small_study.write(tmp_path, survey=[], functions=[["tt-so-hai", "1.2", "Không tiếp nhận hồ sơ"]])
    assert commands.new(tmp_path, "small-2025", "small") == 0
    return old, old.with_name("small-2025")


def test_units_and_decided_exceptions_come_along_but_no_form_and_no_survey(tmp_path):
    old, new = made(tmp_path)
    assert sorted(path.name for path in new.iterdir()) == [
        "README.md", "corrections.yml", "functions.csv", "study.yml", "submissions", "units.csv",
    ]  # fmt: skip
    assert list((new / "submissions").iterdir()) == []
    assert (new / "units.csv").read_text("utf-8") == (old / "units.csv").read_text("utf-8")


def test_the_new_study_loads_and_says_that_it_waits_for_forms(tmp_path, capsys):
    _, new = made(tmp_path)
    assert studies.load(new).has_forms
    assert commands.check_study(tmp_path, "small-2025") == 1
    assert "chưa có biểu nào" in capsys.readouterr().out


def test_its_readme_tells_the_steps_in_both_languages(tmp_path):
    _, new = made(tmp_path)
    text = (new / "README.md").read_text("utf-8")
    assert (
        "template BỘ_TIÊU_CHÍ --study small-2025 --all" in text
        and "template FRAMEWORK --study small-2025 --all" in text
    )
