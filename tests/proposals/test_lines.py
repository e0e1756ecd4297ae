"""Lines of keys in a YAML file, and problems that name them."""

from analysis.problems import problem
from analysis.proposals.lines import at_line, line_of, lines

TEXT = "title: a\nchanges:\n  - {criterion: '1.1',\n     was: {max_points: 1}}\n\n  - drop: true\n"


def test_every_key_and_item_has_its_line(tmp_path):
    path = tmp_path / "a.yml"
    path.write_text(TEXT, "utf-8")
    assert lines(path) == {
        "title": 1, "changes": 2, "changes[1]": 3, "changes[1].criterion": 3, "changes[1].was": 4,
        "changes[1].was.max_points": 4, "changes[2]": 6, "changes[2].drop": 6,
    }  # fmt: skip


def test_an_empty_file_has_no_lines(tmp_path):
    (tmp_path / "a.yml").write_text("", "utf-8")
    assert lines(tmp_path / "a.yml") == {}


def test_a_key_that_is_not_there_has_the_line_of_what_is_above_it():
    known = {"changes": 2, "changes[1]": 3}
    assert [line_of(known, key) for key in ("changes[1].was.max_points", "changes[9].was", "by")] == [3, 2, 1]


def test_the_line_stands_behind_the_file_or_in_the_place_of_a_cell():
    one = problem("unquoted", file="a.yml", cell="date", found=1)
    assert at_line(one, 7).message_en.startswith("a.yml, line 7, date:")
    assert at_line(one, 7).message_vi.startswith("a.yml, dòng 7, mục date:")
    cell = problem("parent_cycle", file="a.yml", cell="F12", found="1.1")
    assert at_line(cell, 7, "changes[1]").cell == "changes[1]"
