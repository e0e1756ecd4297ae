"""Broken studies: whatever people give, the answer is a list of problems with file and place, in both languages.

Each case breaks a copy of the toy study in one way. No other exception may come out, and nothing may be left behind.
"""

import re
import shutil

import pytest

from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import DataProblems, errors
from analysis.run import check

STUDY, RESULTS, CORRECTIONS = (f"studies/toy/{name}" for name in ("study.yml", "results.csv", "corrections.yml"))
FRAMEWORK, CRITERIA, UNITS = "frameworks/toy/framework.yml", "frameworks/toy/criteria.csv", "reference/units.csv"
INDICES, INDEX_NAMES, SOURCES = (
    f"reference/{name}.csv" for name in ("outside_indices", "outside_index_names", "sources")
)
SECOND = "00-so-gia-lap-b,Sở Giả lập B,TOY1,85,24,18,13.95,18,not_applicable,55.95,18,73.95,87.00,1,Tốt"


WORKBOOK = b"PK\x03\x04\x14\x00\xff\xfe what Excel saves"
# A fault that shows in another file than the one it was made in.
SHOWS_IN = {
    (STUDY, "not_a_number"): RESULTS,
    (RESULTS, "count_differs"): STUDY,
    (FRAMEWORK, "root_not_scale"): CRITERIA,
    (CORRECTIONS, "not_a_number"): RESULTS,
}

# What happens to the whole file: the file, its new content (None: removed), the rule that names it.
FILES = [
    (STUDY, None, "file_missing"),
    (STUDY, b"", "file_empty"),
    (STUDY, b"# nothing yet\n", "file_empty"),
    (STUDY, b"study: [toy\n", "broken_yaml"),
    (STUDY, b"\x00\x01\x02", "broken_yaml"),
    (STUDY, "study: toy\n".encode("utf-16"), "not_utf8"),
    (STUDY, WORKBOOK, "not_utf8"),
    (STUDY, b"toy\n", "value_not_allowed"),
    (RESULTS, None, "file_missing"),
    (RESULTS, b"", "table_empty"),
    (RESULTS, b"\n\n\n", "table_empty"),
    (RESULTS, b"\xff\xd8\xff\xe0 a photograph", "not_utf8"),
    (RESULTS, WORKBOOK, "not_text"),
    (RESULTS, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "not_text"),
    (RESULTS, "year,block\n2024,so\n".encode("utf-16"), "not_text"),
    (RESULTS, "năm,khối\n".encode("utf-16-le"), "not_text"),
    (RESULTS, "tô,b\n1,2\n".encode("cp1258"), "not_utf8"),
    (RESULTS, b"just one line of words\n", "table_empty"),
    (RESULTS, b"year;block;unit_code;unit_name;source_id\n2024;so;a;b;c\n", "unknown_column"),
    (CORRECTIONS, None, "file_missing"),
    (CORRECTIONS, b"", "file_empty"),
    (CORRECTIONS, b"corrections:\n", "value_not_allowed"),
    (CORRECTIONS, b"corrections: none\n", "value_not_allowed"),
    (CORRECTIONS, b"[]\n", "value_not_allowed"),
    (FRAMEWORK, None, "file_missing"),
    (FRAMEWORK, b"", "file_empty"),
    (FRAMEWORK, b"framework: toy\nframework: toy\n", "broken_yaml"),
    (CRITERIA, None, "file_missing"),
    (CRITERIA, b"", "wrong_header"),
    (CRITERIA, WORKBOOK, "not_text"),
    (CRITERIA, "tô\n".encode("cp1258"), "not_utf8"),
    (UNITS, None, "file_missing"),
    (UNITS, b"", "wrong_header"),
    (UNITS, WORKBOOK, "not_text"),
    (SOURCES, None, "file_missing"),
    (SOURCES, b"source_id\n", "wrong_header"),
    (INDEX_NAMES, None, "file_missing"),
    (INDEX_NAMES, b"\x00", "not_text"),
]

# What happens inside a file: the file, what stands there, what stands there instead, the rule, the place.
CHANGES = [
    (STUDY, "study: toy", "study: toy\nstudy: toy", "broken_yaml", "2"),
    (STUDY, "study: toy", "study: 2024", "unquoted", "study"),
    (STUDY, "study: toy", "study:", "value_not_allowed", "study"),
    (STUDY, "status:", "Status:", "unknown_key", "Status"),
    (STUDY, "status: synthetic\n", "", "missing_key", "status"),
    (STUDY, '"2026-01-15"', "2026-01-15", "unquoted", "as_of"),
    (STUDY, '"2026-01-15"', "2026-13-15", "broken_yaml", "1"),
    (STUDY, '"2026-01-15"', '"2026-02-30"', "value_not_allowed", "as_of"),
    (STUDY, "draws: 1024", "draws: 1e3", "value_not_allowed", "sensitivity.draws"),
    (STUDY, "draws: 1024", "draws: 4194304", "value_not_allowed", "sensitivity.draws"),
    (STUDY, "spread: 0.25", "spread: 25%", "value_not_allowed", "sensitivity.choices.weights.spread"),
    (STUDY, "spread: 0.25", "spread: -0.1", "value_not_allowed", "sensitivity.choices.weights.spread"),
    (STUDY, "units_in_block: 6", "units_in_block: six", "value_not_allowed", "blocks.so.units_in_block"),
    (STUDY, "units_in_block: 6", "units_in_block: 4", "value_not_allowed", "blocks.so.units_known"),
    (STUDY, "framework: toy, set: so", "framework: toy, set: tinh", "value_not_allowed", "blocks.so.set"),
    (STUDY, "\n  so: {", "\n  01: {", "unquoted", "blocks.1"),
    (STUDY, "years: [2024, 2025]", "years: 2024", "value_not_allowed", "years"),
    (STUDY, "years: [2024, 2025]", "years: [2024, 2025, 2026]", "years_of_count", "blocks.so.units_known"),
    (STUDY, "[TOYX]", "[PAPI]", "value_not_allowed", "association.outside[1]"),
    (STUDY, 'decimal_mark: "."', 'decimal_mark: ","', "not_a_number", "I4"),
    (RESULTS, "year,block,", "year;block;", "row_length", "A2"),
    (RESULTS, ",1.10,", ",1.1,", "column_twice", "I1"),
    (RESULTS, ",1.10,", ",1.100,", "unknown_column", "I1"),
    (RESULTS, ",1.10,", ",1.100,", "missing_column", "A1"),
    (RESULTS, "source_id,", "source,", "missing_column", "A1"),
    (RESULTS, ",published_rank,", ",,", "unknown_column", "P1"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,24,", "row_length", "A4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,,18,", "cell_empty", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85, ,18,", "cell_empty", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,twenty,18,", "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", 'TOY1,85,"24,0",18,', "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,24..0,18,", "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,NaN,18,", "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", f"TOY1,85,{'9' * 400},18,", "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,=24,18,", "not_a_number", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,31,18,", "above_maximum", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,-1,18,", "below_minimum", "G4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,73,24,18,", "above_applicable", "F4"),
    (RESULTS, "TOY1,85,24,18,", "TOY1,85,Not_applicable,18,", "not_a_number", "G4"),
    (RESULTS, f"2024,so,{SECOND}", f"2024,so,{SECOND}\n2024,so,{SECOND}", "unit_twice", "F5"),
    (RESULTS, "00-so-gia-lap-c,Sở", "00-so-gia-lap-b,Sở", "unit_name_differs", "F5"),
    (RESULTS, "00-so-gia-lap-b,Sở", "00-so-gia-lap-g,Sở", "unit_unknown", "F4"),
    (RESULTS, "00-so-gia-lap-b,Sở", ",Sở", "unit_unknown", "F4"),
    (RESULTS, "Sở Giả lập B,TOY1,85", ",TOY1,85", "unit_name_differs", "F4"),
    (RESULTS, "Sở Giả lập B,TOY1,85", "Sở Giả lập B,,85", "source_unknown", "F4"),
    (RESULTS, "Sở Giả lập B,TOY1,85", "Sở Giả lập B,TOY3,85", "source_unknown", "F4"),
    (RESULTS, "2024,so,00-so-gia-lap-b", "2024 ,so,00-so-gia-lap-b", "year_not_in_study", "F4"),
    (RESULTS, "2024,so,00-so-gia-lap-b", "2024,SO,00-so-gia-lap-b", "block_not_in_study", "F4"),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,1,Xuất sắc", "class_unknown", "Q4"),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,7,Tốt", "rank_above_block", "P4"),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,0,Tốt", "not_a_rank", "P4"),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,first,Tốt", "not_a_number", "P4"),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,5,Tốt", "not_reproduced", ""),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.01,1,Tốt", "not_reproduced", ""),
    (RESULTS, "73.95,87.00,1,Tốt", "73.95,87.00,1,Khá", "not_reproduced", ""),
    (RESULTS, "TOY2,100,27.0,", "TOY2,100,27.5,", "sources_disagree", "G2"),
    (RESULTS, f"2024,so,{SECOND}\n", "", "count_differs", "blocks.so.units_known"),
    (CRITERIA, "Kế hoạch,Plans,30", "Kế hoạch,Plans,35", "children_sum", "F3"),
    (CRITERIA, "so,1,total,", "so,1,1.2,", "parent_cycle", ""),
    (CRITERIA, "so,1.10,", "so,1.1,", "code_not_unique", "B4"),
    (CRITERIA, "so,2.2,2,", "so,2.2,3,", "parent_missing", "B9"),
    (CRITERIA, "so,2.2,2,", "so,2.2,2", "row_length", "A9"),
    (CRITERIA, "so,2.2,2,", "tinh,2.2,2,", "value_not_allowed", "A9"),
    (CRITERIA, "so,total,,", "so,all,,", "one_root", ""),
    (CRITERIA, "Firms,15", "Firms,fifteen", "value_not_allowed", "B9"),
    (CRITERIA, "Firms,15", "Firms,", "value_not_allowed", "B9"),
    (FRAMEWORK, "lower: 65", "lower: 45", "cut_offs_order", ""),
    (FRAMEWORK, "lower: 65", 'lower: "65"', "value_not_allowed", "sets.so.classes[2].lower"),
    (FRAMEWORK, "scale: 100", "scale: 110", "root_not_scale", ""),
    (FRAMEWORK, "not_applicable: per_cent", "not_applicable: leave_out", "value_not_allowed", "sets.so.not_applicable"),
    (FRAMEWORK, "rank_rule: competition", "rank_rule: average", "value_not_allowed", "sets.so.rank_rule"),
    (CORRECTIONS, 'expect: "240"', 'expect: "24"', "correction_expectation", "corrections[1]"),
    (CORRECTIONS, 'expect: "240"', "expect: 240", "unquoted", "corrections[1].expect"),
    (CORRECTIONS, 'column: "1.1"', "column: 1.1", "unquoted", "corrections[1].column"),
    (CORRECTIONS, 'column: "1.1"', 'column: "1.11"', "correction_matches_nothing", "corrections[1]"),
    (CORRECTIONS, "unit: 00-so-gia-lap-f", "unit: 00-so-gia-lap-z", "correction_matches_nothing", "corrections[1]"),
    (CORRECTIONS, 'value: "24"', 'value: "24a"', "not_a_number", "G9"),
    (CORRECTIONS, "source: TOY1", "source: TOY9", "correction_source", "corrections[2]"),
    (CORRECTIONS, "source: TOY1", 'value: "12"', "correction_parts", "corrections[2]"),
    (CORRECTIONS, 'likely: "9.57"', 'likely: "nine"', "not_a_number", "K5"),
    (UNITS, "00-so-gia-lap-b,Sở", "00-so-gia-lap-a,Sở", "row_twice", "A3"),
    (UNITS, "unit_code,name_vi", "code,name_vi", "wrong_header", ""),
    (UNITS, "Sở Giả lập B", "Sở Giả lập, B", "row_length", "A3"),
    (INDICES, "2024,", "2024,2024,", "row_length", "A2"),
]


def problems_of(root):
    """Return the problems of the copied toy study, as `check` or DataProblems gives them."""
    try:
        return errors(check(studies.load(studies_folder(root) / "toy")))
    except DataProblems as refused:
        return refused.problems


def told(found, rule, file):
    """Return the places of one rule in one file; every problem must speak both languages and name its file."""
    for one in found:
        assert one.file and one.severity == "error" and one.message_vi != one.message_en
        assert one.message_vi and one.message_en and not re.search(r"\{[a-z_]*\}", one.message_vi + one.message_en)
    return [one.cell for one in found if one.rule == rule and file.endswith(one.file.split("/")[-1])]


@pytest.mark.parametrize(("file", "content", "rule"), FILES)
def test_a_file_that_cannot_be_used_is_named(toy_root, file, content, rule):
    path = toy_root / "data" / file
    path.unlink() if content is None else path.write_bytes(content)
    assert told(problems_of(toy_root), rule, file)


@pytest.mark.parametrize(("file", "old", "new", "rule", "cell"), CHANGES)
def test_a_fault_in_a_file_is_named_with_its_place(toy_root, edit, file, old, new, rule, cell):
    edit(file, old, new)
    assert cell in told(problems_of(toy_root), rule, SHOWS_IN.get((file, rule), file))


def test_names_that_slipped_a_row_are_all_named(toy_root):
    path = toy_root / "data" / RESULTS
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    codes = [row[2] for row in rows[9:]]
    for row, code in zip(rows[9:], [codes[-1], *codes[:-1]], strict=True):
        row[2] = code
    path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    assert [one.rule for one in problems_of(toy_root)].count("unit_name_differs") == 6


def test_a_text_code_that_lost_its_zero_is_an_unknown_unit(toy_root, edit):
    edit(RESULTS, "00-so-gia-lap-b", "0-so-gia-lap-b")
    assert ("unit_unknown", "F4") in [(one.rule, one.cell) for one in problems_of(toy_root)]


def test_a_folder_in_place_of_the_table_is_named(toy_root):
    (toy_root / "data" / RESULTS).unlink()
    (toy_root / "data" / RESULTS).mkdir()
    assert [one.rule for one in problems_of(toy_root)] == ["file_unreadable"]


def test_a_study_folder_with_nothing_in_it_is_named(toy_root):
    shutil.rmtree(toy_root / "data/studies/toy")
    (toy_root / "data/studies/toy").mkdir()
    assert [(one.rule, one.file) for one in problems_of(toy_root)] == [("file_missing", "data/studies/toy/study.yml")]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(toy_root):
    for file in (STUDY, RESULTS, CORRECTIONS, FRAMEWORK, CRITERIA, UNITS):
        path = toy_root / "data" / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert problems_of(toy_root) == []
