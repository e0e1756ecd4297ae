"""The survey's share against the values worked out in tests/toy/README.md."""

import numpy as np
import pytest
from toy_changes import by_unit, table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.sensitivity.survey_share import left_out, survey_share


@pytest.fixture(scope="module")
def swept(toy):
    return survey_share(toy.points, toy.study)


def at(swept, year, level, column="rank"):
    return by_unit(swept[np.isclose(swept["level"], level)], column, year=year)


@pytest.mark.parametrize(
    ("year", "share", "ranks"),
    [
        (2024, 0.0, {"a": 1, "b": 2, "d": 3, "c": 4, "f": 5, "e": 6}),
        (2025, 0.0, {"b": 1, "a": 2, "d": 3, "c": 4}),
        (2025, 0.35, {"a": 1, "b": 2, "d": 3, "c": 4}),
        (2025, 0.6, {"a": 1, "d": 2, "c": 3, "b": 4}),
    ],
)
def test_ranks_by_hand(swept, year, share, ranks):
    assert at(swept, year, share) == ranks


def test_without_the_survey_the_appraised_part_stands_alone(swept):
    expected = {"a": 57 / 65, "b": 55.95 / 65, "c": 37 / 50, "d": 51 / 65, "e": 21 / 65, "f": 36 / 65}
    assert at(swept, 2024, 0, "percent") == pytest.approx({unit: 100 * value for unit, value in expected.items()})


def test_the_official_share_gives_the_official_totals_where_everything_applies(swept):
    assert at(swept, 2025, 0.35, "percent") == pytest.approx({"a": 80, "b": 76, "c": 66, "d": 74})


def test_a_unit_without_a_survey_keeps_the_per_cent_of_its_appraised_part(toy):
    points = table_of_points([[24, 16, 12, None, None], [30, 20, 15, 0, 0], [0, 0, 0, 20, 15]])
    found = survey_share(points, toy.study)
    assert by_unit(found, "percent", level=0.6)["a"] == pytest.approx(80)
    assert by_unit(found, "rank", level=0.6) == {"a": 1, "b": 3, "c": 2}


def test_a_unit_with_only_a_survey_keeps_the_per_cent_of_the_survey(toy):
    points = table_of_points([[None, None, None, 10, 7.5], [30, 20, 15, 20, 15]])
    assert set(by_unit(survey_share(points, toy.study), "percent", level=0.0).items()) == {("a", 50.0), ("b", 100.0)}


def test_printed_ties_are_ties_at_the_official_share(toy):
    points = table_of_points([[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]])
    assert by_unit(survey_share(points, toy.study), "rank", level=0.35) == {"a": 1, "b": 1}


def test_a_shipped_study_keeps_its_ranks_at_the_official_share(shipped):
    here = shipped("binh-duong-2017")
    found = survey_share(here.points, here.study)
    official = here.scores[here.scores["node"] == "total"].set_index("unit_code")["rank"]
    own = found[np.isclose(found["level"], 0.35)].set_index("unit_code")["rank"]
    assert own.to_dict() == official.to_dict()


def test_factor_one_gives_the_official_ranks(shipped):
    here = shipped("vinh-phuc-2019")
    found = survey_share(here.points, here.study)
    assert set(found["sweep"]) == {"factor"}
    own = found[np.isclose(found["level"], 1)].set_index("unit_code")["rank"]
    official = here.scores[here.scores["node"] == "total"].set_index("unit_code")["rank_among_known"]
    assert own.to_dict() == official.to_dict()


def test_factor_zero_is_the_appraised_part_alone(shipped):
    here = shipped("vinh-phuc-2019")
    found = survey_share(here.points, here.study)
    own = found[found["level"] == 0].set_index("unit_code")["points"]
    appraised = here.points[here.points["criterion_code"] == "appraised"].set_index("unit_code")["points"]
    assert own.to_dict() == pytest.approx(appraised.to_dict())


def test_a_factor_says_why_it_is_no_share(shipped):
    here = shipped("vinh-phuc-2019")
    assert {row["subject_en"] for row in left_out(here.points, here.study)} == {"Ranks by the share of the survey"}


@pytest.mark.parametrize(
    ("kind", "words"), [("appraisal", "does not show the survey"), ("survey", "all points come from a survey")]
)
def test_points_from_one_side_only_have_no_share(toy, kind, words):
    study = with_criteria(toy.study, "points_from", dict.fromkeys(toy.study.criteria("so").leaves, kind))
    assert len(survey_share(toy.points, study)) == 0
    assert words in left_out(toy.points, study)[0]["reason_en"]


def test_the_table_may_leave_its_room(swept, tmp_path):
    assert len(tables.write(tmp_path, "survey_share", swept, "synthetic")) == 13 * 10


def test_unrounded_ranks_are_kept_where_the_decision_says_so(toy):
    points = table_of_points([[20, 10, 5, 15, 5], [20.001, 10, 5, 15, 5]])
    study = with_rules(toy.study, rank_on="unrounded")
    assert by_unit(survey_share(points, study), "rank", level=0.35) == {"a": 2, "b": 1}
