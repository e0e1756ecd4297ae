"""Appraised part against survey: published tables, R, and the pattern of Khánh Hòa 2019."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import by_unit, table_of_points, with_rules

from analysis import tables
from analysis.reliability import parts


def of(name, shipped, block):
    here = shipped(name)
    return parts.parts(here.points, here.study).query("block == @block").set_index("part")


def test_binh_duong_2017_as_r_has_it(shipped):
    """R: R <- function(...) summary(lm(...))$r.squared; r <- rank(-(a + s)); (R(r ~ a) + R(r ~ a + s) - R(r ~ s)) / 2 /
    R(r ~ a + s); cov(a, a + s) / var(a + s); cor(a, a + s, method = "spearman")."""
    found = of("binh-duong-2017", shipped, "huyen")
    assert found["rank_share"].tolist() == pytest.approx([0.5648879, 1 - 0.5648879])
    assert found["variance_share"].tolist() == pytest.approx([0.8028536, 1 - 0.8028536])
    assert found["rank_correlation"].tolist() == pytest.approx([0.95, 0.9])


def test_ranks_by_part_in_binh_duong_2017(shipped):
    """R: rank(-appraised, ties.method = "min"), rank(-survey, ties.method = "min"), in the order of the published ranks."""
    here = shipped("binh-duong-2017")
    found = parts.part_ranks(here.points, here.study).sort_values("rank_total")
    assert found.loc[found["part"] == "appraised", "rank"].tolist() == [1, 2, 3, 4, 5, 7, 8, 6, 9]
    assert found.loc[found["part"] == "survey", "rank"].tolist() == [2, 1, 3, 4, 7, 6, 5, 9, 8]


@pytest.mark.parametrize(
    ("name", "block"), [("binh-duong-2017", "huyen"), ("vinh-phuc-2019", "so"), ("known-answer-2024", "xa")]
)
def test_shares_of_both_parts_add_up(shipped, name, block):
    found = of(name, shipped, block)
    assert found[["variance_share", "rank_share"]].sum().tolist() == pytest.approx([1, 1])


def test_a_unit_far_up_by_appraisal_and_last_by_survey_ends_in_the_middle(toy):
    """Khánh Hòa 2019 stood 12th of 63 by appraisal, 63rd by the officials' survey and 34th in all: one of 63 made-up units
    has 52 points of appraisal, half a point behind the eleventh, and 5 of the survey, where nobody else has less than 7."""
    rows = [[30, 20 - 0.25 * place, 5, 10, 5] for place in range(11)] + [[30, 17, 5, 2.5, 2.5]]
    rows += [[30, 16.8 - 0.1 * place, 5, 20 - (place >= 22) * 13, 0] for place in range(51)]
    points = table_of_points([[float(one) for one in row] for row in rows])
    points["unit_code"] = np.repeat([f"00-so-gia-lap-{place:02d}" for place in range(63)], 5)
    found = parts.part_ranks(points, toy.study).set_index(["unit_code", "part"])
    unit = found.loc["00-so-gia-lap-11"]
    assert (unit.loc["appraised", "rank"], unit.loc["survey", "rank"], unit.loc["survey", "rank_total"]) == (12, 63, 34)


def test_a_part_that_is_the_same_for_all_decides_nothing(toy):
    found = parts.parts(table_of_points([[20, 10, 10, 10, 10], [15, 10, 10, 10, 10], [5, 10, 10, 10, 10]]), toy.study)
    assert found["rank_share"].tolist() == pytest.approx([1, 0]) and np.isnan(found["rank_correlation"].iloc[1])


def test_equal_totals_leave_nothing_to_decide(toy):
    found = parts.parts(table_of_points([[20, 10, 10, 10, 10], [25, 10, 10, 5, 10]]), toy.study)
    assert found[["variance_share", "rank_share"]].isna().all(axis=None)


def test_a_unit_without_a_survey_has_no_rank_in_it(toy):
    """b: 45 of 65, nothing of the survey applies; per cents 57 and 69 by appraisal."""
    found = parts.part_ranks(table_of_points([[20, 10, 7, 10, 10], [25, 10, 10, None, None]]), toy.study)
    assert by_unit(found, "rank", part="appraised") == {"a": 2, "b": 1} and by_unit(found, "rank", part="survey") == {
        "a": 1
    }
    assert by_unit(found, "percent", part="appraised") == pytest.approx({"a": 3700 / 65, "b": 4500 / 65})


def test_where_points_are_ranked_parts_are_ranked_by_points(toy):
    study = with_rules(toy.study, not_applicable="zero")
    found = parts.part_ranks(table_of_points([[20, 10, None, 10, 10], [25, 10, 10, 9, 10]]), study)
    assert by_unit(found, "rank", part="appraised") == {"a": 2, "b": 1}


def test_more_points_for_everybody_change_no_share(shipped):
    here = shipped("vinh-phuc-2019")
    more = here.points.assign(points=here.points["points"] + 1000)
    one, other = (parts.parts(table, here.study)[["variance_share", "rank_share"]] for table in (here.points, more))
    pd.testing.assert_frame_equal(one, other, atol=1e-6)


def test_the_tables_of_parts_go_through_the_door(shipped):
    here = shipped("known-answer-2024")
    for name, found in (
        ("parts", parts.parts(here.points, here.study)),
        ("part_ranks", parts.part_ranks(here.points, here.study)),
    ):
        assert len(tables.checked(name, found.assign(status="synthetic"))) == len(found) > 0


@pytest.mark.parametrize(("name", "why"), [("tay-ninh-2023", "survey part"), ("papi-2019", "come from a survey")])
def test_a_table_with_one_part_says_why_there_is_no_comparison(shipped, name, why):
    here = shipped(name)
    assert parts.parts(here.points, here.study).empty and parts.part_ranks(here.points, here.study).empty
    assert all(why in row["reason_en"] for row in parts.left_out(here.points, here.study))
