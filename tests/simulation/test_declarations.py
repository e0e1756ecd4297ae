"""What units of a synthetic province declare for emulation and commendation."""

import shutil

from simulated import province

from analysis.simulation import declarations, study_folder


def test_facts_are_written_where_the_criteria_have_award_rules_and_nowhere_else(tmp_path):
    for year, files in ((2024, []), (2025, ["emulation_groups.csv", "facts.xlsx"])):
        folder = tmp_path / f"tests-{year}"
        study_folder.write(folder, province(year, "small", "shared"), previous="a-study-that-is-not-there")
        assert (
            sorted(path.name for path in folder.iterdir() if path.name in ("emulation_groups.csv", "facts.xlsx"))
            == files
        )


def test_writing_again_gives_the_same_bytes_and_leaves_the_settings(tmp_path):
    folder, again = tmp_path / "tests-2025", tmp_path / "again" / "tests-2025"
    study_folder.write(folder, province(2025, "small", "shared"), previous="tests-2024")
    shutil.copytree(folder, again)
    written = declarations.write(again)
    assert [path.name for path in written] == ["facts.xlsx", "emulation_groups.csv"]
    assert all(path.read_bytes() == (folder / path.name).read_bytes() for path in written)
    assert "previous: tests-2024" in (again / "study.yml").read_text("utf-8")
