"""Conditions against the tables of the toy study (tests/toy/README.md): A 87, B 87, C 73.82, D 75, E 49.99, F 65."""

import award_rules as made
import pandas as pd
import pytest

from analysis import study as studies
from analysis import tables
from analysis.awards import rules
from analysis.awards.conditions import asked, conditions
from analysis.paths import studies_folder

ALL = [made.GOOD, made.FIRST, made.SEVENTY, made.REGISTERED, made.IDEAS, made.VAGUE]


@pytest.fixture
def judged(toy_root, toy):
    """Results of 2024 as {letter: result} of one condition, and the reasons why results are open."""

    def one(condition, rows=None):
        made.write(toy_root, [condition], [made.award("x", condition["code"])])
        if rows is not None:
            made.facts(toy_root, rows)
        found = made.of_2024(made.awarded(toy_root, toy), "award_conditions")
        return found["result"].to_dict(), found["open_reason"].to_dict()

    return one


def test_a_class_is_one_of_those_named(judged):
    results, _ = judged(made.GOOD)
    assert results == dict.fromkeys("AB", "met") | dict.fromkeys("CDEF", "not_met")


def test_a_rank_holds_up_to_its_limit(judged):
    results, _ = judged(made.FIRST)
    assert results == dict.fromkeys("ABD", "met") | dict.fromkeys("CEF", "not_met")


@pytest.mark.parametrize(("limit", "met"), [(73.82, "ABCD"), (73.83, "ABD"), (87, "AB"), (87.01, "")])
def test_a_score_is_compared_as_printed_and_its_limit_belongs_to_it(judged, limit, met):
    results, _ = judged(made.SEVENTY | {"score": {"node": "total", "measure": "percent", "at_least": limit}})
    assert "".join(sorted(unit for unit, result in results.items() if result == "met")) == met


def test_a_criterion_is_looked_up_in_its_own_per_cent(judged):
    """1.1 out of 30 in 2024: A 27, B 24, C 21, D 30, E 21, F 24."""
    results, _ = judged(made.SEVENTY | {"score": {"node": "1.1", "measure": "percent", "at_least": 80}})
    assert results == dict.fromkeys("ABDF", "met") | dict.fromkeys("CE", "not_met")


def test_what_the_text_does_not_define_is_open_for_everyone(judged):
    results, reasons = judged(made.VAGUE)
    assert set(results.values()) == {"not_determined"} and set(reasons.values()) == {"not_defined"}


def test_a_fact_is_met_failed_or_open_with_the_reason(judged):
    cited = ["12/QĐ-UBND", "05/03/2024", 2024]
    rows = [[made.A, "", "sang-kien", 1, *cited], [made.B, "", "sang-kien", 0, *cited],
            [made.C, "", "sang-kien", 3, "", "05/03/2024", 2024], [made.D, "", "sang-kien", "", "", "", 2024],
            [made.E, "", "sang-kien", 2, *cited[:2], 2025]]  # fmt: skip
    results, reasons = judged(made.IDEAS, rows)
    assert results == {"A": "met", "B": "not_met"} | dict.fromkeys("CDEF", "not_determined")
    assert reasons == {"A": "", "B": "", "C": "no_document"} | dict.fromkeys("DEF", "no_fact")


def test_problems_are_counted_in_a_study_of_one_year_only(toy_root, toy, shipped):
    one = made.condition("loi", issues={"severity": "error", "at_most": 0})
    made.write(toy_root, [one], [made.award("x", "loi")])
    found = made.of_2024(made.awarded(toy_root, toy), "award_conditions")
    assert set(found["open_reason"]) == {"no_value"}
    here = shipped("known-answer-2025")
    own = rules.of_study(here.study)
    frame = conditions(here.scores, here.issues, tables.empty("award_facts"), own, here.study)
    counted = frame[frame["condition"] == "hai-loi"].set_index("unit_code")["found"].astype(int)
    errors = here.issues[here.issues["severity"] == "error"].groupby("unit_code").size()
    pd.testing.assert_series_equal(
        counted, errors.reindex(counted.index, fill_value=0), check_names=False, check_dtype=False
    )


def test_a_class_and_a_rank_that_no_table_has_are_open(toy_root, toy):
    made.write(toy_root, [made.GOOD, made.FIRST], [made.award("x", "tot", "hang")])
    study = studies.load(studies_folder(toy_root) / "toy")
    scores = toy.scores.assign(**{"class": "", "rank": float("nan")})
    found = conditions(scores, tables.empty("issues"), tables.empty("award_facts"), rules.of_study(study), study)
    assert set(found["open_reason"]) == {"no_value"} and set(found["result"]) == {"not_determined"}


def test_what_is_asked_is_written_in_signs(toy_root):
    found = made.write(toy_root, ALL, [made.award("x", *(one["code"] for one in ALL))])
    assert [asked(one) for one in found.conditions.values()] == ["Tốt", "≤ 3", "≥ 70", "yes", "≥ 1", ""]


def test_shuffled_rows_change_nothing(toy_root, toy):
    made.write(toy_root, ALL, [made.award("x", *(one["code"] for one in ALL))])
    study = studies.load(studies_folder(toy_root) / "toy")
    given = (tables.empty("issues"), tables.empty("award_facts"), rules.of_study(study), study)
    first, second = (conditions(one, *given) for one in (toy.scores, toy.scores.sample(frac=1, random_state=1)))
    pd.testing.assert_frame_equal(first, second)
