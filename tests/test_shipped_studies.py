"""The studies that ship, seven of them published: no error, nothing unexplained, and the figures their limits speak of."""

import pandas as pd
import pytest
from conftest import SHIPPED

from analysis import reproduction
from analysis.forms.catalogue import stopping
from analysis.problems import Problem, errors
from analysis.run import check


def totals(here, block):
    own = here.scores[(here.scores["node"] == "total") & (here.scores["block"] == block)]
    return own.set_index("unit_code")


PUBLISHED = [name for name in SHIPPED if not name.startswith("known-answer")]


def test_the_eleven_studies_are_there():
    assert SHIPPED == [
        "binh-duong-2017", "hoa-binh-2022", "known-answer-2024", "known-answer-2025",
        "papi-2019", "papi-2022", "papi-2023", "par-index-2012-2023", "tay-ninh-2023", "tien-giang-2020",
        "vinh-phuc-2019",
    ]  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_study_has_no_error(shipped, name):
    here = shipped(name)
    found = [Problem(**row) for row in here.issues.to_dict("records")]
    assert stopping(found) == [] and (here.study.has_forms or errors(found) == [])
    assert reproduction.problems(here.reproduced) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_study_keeps_codes_and_prints_as_text(shipped, name):
    here = shipped(name)
    assert here.submitted["printed"].map(type).eq(str).all() and here.points["unit_code"].map(type).eq(str).all()
    assert (here.assessed.loc[here.assessed["missing"] == "", "printed"] != "").all()


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_shipped_study_is_published_and_says_what_limits_it(shipped, name):
    study = shipped(name).study
    assert study.status == "published" and study.limits and study.draws == 8192


def test_check_agrees_with_the_rooms(shipped):
    assert errors(check(shipped("tay-ninh-2023").study)) == []


def test_tien_giang_has_one_likely_misprint_and_five_units_it_displaces(shipped):
    found = shipped("tien-giang-2020").reproduced["explanation"].value_counts()
    assert (found["likely_misprint"], found["displaced_by_misprint"]) == (1, 5)


def test_the_misprint_of_tien_giang_is_the_department_of_agriculture(shipped):
    rows = shipped("tien-giang-2020").reproduced
    own = rows[rows["explanation"] == "likely_misprint"].iloc[0]
    assert (own["unit_code"], own["published"]) == ("82-so-nong-nghiep-va-phat-trien-nong-thon", "7")


def test_tien_giang_has_points_but_no_per_cents(shipped):
    assert totals(shipped("tien-giang-2020"), "so")["percent"].isna().all()


def test_tay_ninh_has_the_maxima_of_its_table(shipped):
    found = totals(shipped("tay-ninh-2023"), "so")["applicable_max"].value_counts()
    assert set(found.index) == {71.5, 96.5, 100.0} and found[71.5] == 3


def test_the_three_units_of_tay_ninh_with_the_smallest_maximum_came_1st_2nd_and_13th(shipped):
    own = totals(shipped("tay-ninh-2023"), "so")
    assert sorted(own.loc[own["applicable_max"] == 71.5, "rank"]) == [1, 2, 13]


def test_districts_of_tay_ninh_carry_their_published_ranks(shipped):
    own = totals(shipped("tay-ninh-2023"), "huyen")
    assert sorted(own["rank"]) == [1, 2, 3, 4, 5, 6] and set(own["rank_source"]) == {"published"}


def test_the_mean_of_binh_duong_is_the_one_its_source_prints(shipped):
    assert round(totals(shipped("binh-duong-2017"), "huyen")["points"].mean(), 2) == 78.39


def test_papi_totals_are_the_published_ones_to_four_decimals(shipped):
    here = shipped("papi-2019")
    own = here.reproduced[here.reproduced["measure"] == "published_points"]
    assert len(own) == 63 * 9 and own["difference"].abs().max() < 1e-4


def test_par_index_has_141_totals_of_3_to_23_provinces_a_year(shipped):
    points = shipped("par-index-2012-2023").points
    known = points[points["points"].notna()].groupby("year").size()
    assert (known.sum(), known.min(), known.max()) == (141, 3, 23)


def test_of_vinh_phuc_17_departments_and_5_agencies_are_known(shipped):
    here = shipped("vinh-phuc-2019")
    assert (len(totals(here, "so")), len(totals(here, "nganh_doc"))) == (17, 5)


def test_only_the_listed_corrections_are_applied(shipped):
    applied = {name: list(shipped(name).corrected["action"]) for name in SHIPPED if len(shipped(name).corrected)}
    assert applied == {"tien-giang-2020": ["flag"], "par-index-2012-2023": ["keep_source"] * 5}


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - set(PUBLISHED)))
def test_a_simulated_study_says_that_it_is(shipped, name):
    study = shipped(name).study
    assert study.synthetic and study.limits and study.has_forms and not study.provisional


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - set(PUBLISHED)))
def test_a_simulated_study_differs_from_its_truth_only_where_a_mistake_was_planted(shipped, name):
    here = shipped(name)
    key = ["unit_code", "criterion_code"]
    truth = pd.read_csv(here.study.folder / "truth" / "true_scores.csv", dtype={"criterion_code": str}).set_index(key)
    planted = pd.read_csv(here.study.folder / "truth" / "planted.csv", dtype=str).set_index(key).index
    points = here.assessed[here.assessed["measure"] == "points"].set_index(["unit_code", "node"])["value"]
    assert set(points.index) == set(truth.index)
    # A deduction that nobody entered is 0 points; what has no points is missing in both.
    difference = (points.fillna(0) - truth["in_force"].reindex(points.index).fillna(0)).abs()
    different = set(difference[difference > 1e-4].index)
    assert 0 < len(different) < len(planted) and different <= set(planted)
