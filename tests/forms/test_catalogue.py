"""The catalogue, the code and the texts hold together."""

import re
from pathlib import Path

import pytest

from analysis.forms import catalogue
from analysis.forms.checks import (
    evidence,
    exceptions,
    figures,
    identity,
    points,
    rounds,
    structure,
    study_level,
    totals,
)
from analysis.language import texts
from analysis.paths import SOURCE
from analysis.problems import problem

FAMILIES = (points, figures, exceptions, evidence, structure, totals, identity, rounds, study_level)
# What only the reading of a file can see.
BY_READING = {"code_recovered", "formula_values", "personal_data_dropped"}
IDS = list(catalogue.checks())


def raised_in(folder):
    """Return every id of the catalogue that stands in the code of a folder as a text."""
    code = "\n".join(path.read_text("utf-8") for path in Path(folder).glob("*.py"))
    return {check for check in IDS if f'"{check}"' in code}


def test_every_id_is_raised_by_one_family_or_by_reading_and_by_nothing_else():
    named = [check for family in FAMILIES for check in family.IDS]
    assert set(named) | BY_READING == set(IDS)
    assert set(named) & BY_READING == set()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: one.__name__.rpartition(".")[2])
def test_a_family_names_in_its_code_every_id_it_lists(family):
    code = Path(family.__file__).read_text("utf-8")
    shared = (SOURCE / "forms/checks/standing.py").read_text("utf-8") + (SOURCE / "forms/meaning.py").read_text("utf-8")
    readers = (SOURCE / "forms/checks/rounds.py").read_text("utf-8") + (SOURCE / "forms/numbers.py").read_text("utf-8")
    listed = code.index("IDS = ")
    body = code[:listed] + code[code.index(")", listed) :] + shared + readers
    assert [check for check in family.IDS if f'"{check}"' not in body] == []


def test_what_reading_finds_is_raised_by_reading():
    assert raised_in(SOURCE / "forms") >= BY_READING


def test_every_check_that_the_code_raises_is_in_the_catalogue():
    code = "\n".join(path.read_text("utf-8") for path in (SOURCE / "forms/checks").glob("*.py"))
    raised = set(re.findall(r"(?:found|at|stated|_at_date|_at_head)\(\s*\"(\w+)\"", code))
    assert raised and raised <= set(IDS)


@pytest.mark.parametrize("check", IDS)
def test_every_check_has_its_message_and_says_what_why_and_what_to_do_in_both_languages(check):
    known = texts()["checks"]
    for key in (check, f"{check}_what", f"{check}_why", f"{check}_do"):
        assert set(known[key]) == {"vi", "en"} and all(known[key].values())
    assert "{place}" in known[check]["vi"] and "{do}" in known[check]["vi"]
    assert re.findall(r"{\w+}", known[f"{check}_do"]["vi"]) == []


def test_both_languages_of_a_message_name_the_same_values():
    def values(text):
        return sorted(re.findall(r"{(\w+)", text))

    unequal = [key for key, text in texts()["checks"].items() if values(text["vi"]) != values(text["en"])]
    assert unequal == []


def test_a_check_that_stops_is_an_error():
    assert {one.severity for one in catalogue.checks().values() if one.stops} == {"error"}
    assert {one.severity for one in catalogue.checks().values()} == {"error", "warning", "note"}


def made(rule, severity="error"):
    facts = {"place": "x", "do": "y", "file": "a.xlsx", "found": "1", "expected": "2", "criterion_code": "1.1"}
    return problem(rule, severity, "checks", **facts)


def test_what_stops_a_study_are_errors_that_stop_and_errors_of_reading():
    unread = problem("no_rows", texts="reading", file="a.xlsx", sheet="x")
    found = [made("above_maximum"), made("off_step"), made("unit_sent_nothing", "warning"), unread]
    assert [one.rule for one in catalogue.stopping(found)] == ["above_maximum", "no_rows"]


def test_a_statement_leaves_out_where_it_is_and_what_to_do():
    place, to_do = catalogue.place("a.xlsx", "Biểu", "F7", "vi"), catalogue.to_do("row_empty", "vi")
    one = problem(
        "row_empty", texts="checks", file="a.xlsx", sheet="Biểu", cell="F7", place=place, do=to_do, criterion_code="1.1"
    )
    assert one.message_vi.startswith("a.xlsx, trang tính “Biểu”, ô F7: ") and one.message_vi.endswith(to_do)
    assert catalogue.statement(one, "vi") == "Tiêu chí 1.1 chưa có điểm tự đánh giá."


def test_problems_of_reading_have_a_title_and_nothing_more():
    assert catalogue.title("no_rows", "vi") == "Không đọc được tệp hoặc ô"
    assert catalogue.to_do("no_rows", "vi") == catalogue.reason("no_rows", "vi") == ""


def test_a_reason_names_the_article_of_the_criterion():
    assert catalogue.reason("off_step", "vi", "Điều 5").endswith("Căn cứ: Điều 5.")
    assert "4361/QĐ-BNV" in catalogue.reason("survey_row_self_scored", "vi")


def test_only_what_a_source_supports_is_cited():
    cited = {one.article for one in catalogue.checks().values()} - {""}
    assert cited == {"4361/QĐ-BNV"}
    for text in texts()["checks"].values():
        assert set(re.findall(r"\d+/[A-ZĐ]{2}-\w+", text["vi"])) <= {"4361/QĐ-BNV", "45/KH-UBND"}
