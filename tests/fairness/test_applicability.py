"""Treatments of what does not apply, in the toy study and in Tây Ninh 2023."""

from dataclasses import replace

import numpy as np
import pytest
from toy_changes import by_unit, table_of_points, with_criteria, with_rules

from analysis import tables
from analysis.fairness.applicability import applicability, applicability_link, left_out, treated_percent


@pytest.fixture(scope="module")
def treated(toy):
    return applicability(toy.points, toy.study)


@pytest.fixture(scope="module")
def tay_ninh(shipped):
    here = shipped("tay-ninh-2023")
    return applicability(here.points, here.study)


@pytest.mark.parametrize(
    ("treatment", "ranks"),
    [
        ("per_cent", {"a": 1, "b": 1, "d": 3, "c": 4, "f": 5, "e": 6}),
        ("zero", {"a": 1, "d": 2, "b": 3, "f": 4, "c": 5, "e": 6}),
        ("full", {"b": 1, "a": 2, "c": 3, "d": 4, "f": 5, "e": 6}),
    ],
)
def test_ranks_under_each_treatment_by_hand(treated, treatment, ranks):
    assert by_unit(treated, "rank", treatment=treatment) == ranks


def test_the_official_treatment_is_marked(treated):
    assert set(treated.loc[treated["official"] == "yes", "treatment"]) == {"per_cent"}


def test_the_official_treatment_gives_the_official_ranks(tay_ninh, shipped):
    scores = shipped("tay-ninh-2023").scores
    official = scores[(scores["node"] == "total") & (scores["block"] == "so")].set_index("unit_code")["rank"]
    assert tay_ninh[tay_ninh["official"] == "yes"].set_index("unit_code")["rank"].to_dict() == official.to_dict()


def test_the_office_of_tay_ninh_by_hand(tay_ninh):
    own = tay_ninh[tay_ninh["unit_code"] == "72-so-van-phong-ubnd-tinh"].set_index("treatment")["percent"]
    assert own["per_cent"] == pytest.approx(6925 / 71.5)
    assert own["zero"] == pytest.approx(69.25)
    assert own["full"] == pytest.approx(69.25 + 28.5)


def test_the_link_of_rank_and_applicable_maximum_in_tay_ninh(tay_ninh):
    row = applicability_link(tay_ninh).set_index("treatment").loc["per_cent"]
    assert (round(row["estimate"], 2), round(row["p"], 2), row["n"]) == (-0.38, 0.11, 19)


def test_below_eight_units_the_link_is_not_given(treated):
    assert applicability_link(treated)["estimate"].isna().all()


def test_where_everything_applies_nothing_is_compared_and_the_reason_is_given(treated, toy):
    assert set(treated["year"]) == {2024}
    reasons = {
        row["year"]: row["reason_en"] for row in left_out(toy.points, toy.study) if "compared" in row["subject_en"]
    }
    assert "no unit with a smaller applicable maximum" in reasons[2025]


def test_maxima_that_are_thirds_add_up_to_everything(toy):
    study = with_criteria(toy.study, "max_points", {"1.1": 65 / 3, "1.2": 65 / 3, "1.10": 65 / 3})
    points = table_of_points([[20, 10, 5, 15, 5]] * 2, maxima=(65 / 3, 65 / 3, 65 / 3, 20, 15))
    assert len(applicability(points, study)) == 0


def test_the_treatments_that_need_more_data_are_named(toy):
    named = [row["subject_en"] for row in left_out(toy.points, toy.study) if row["year"] == 2024]
    assert len(named) == 3 and all(subject.startswith("Treatment: ") for subject in named)


def test_an_unstated_maximum_leaves_treatments_out(toy):
    study = with_criteria(toy.study, "max_points", {"total": np.nan})
    assert len(applicability(toy.points, study)) == 0
    assert {row["reason_en"] for row in left_out(toy.points, study)} == {"no source states the maxima"}


def test_an_unknown_treatment_has_no_official_row(toy):
    study = with_rules(toy.study, not_applicable="unknown")
    assert set(applicability(toy.points, study)["official"]) == {"no"}


def test_treated_per_cents_by_hand():
    points, maximum = np.array([40.0]), np.array([50.0])
    assert [treated_percent(points, maximum, 100, name)[0] for name in ("per_cent", "zero", "full")] == [80, 40, 90]


def test_a_unit_to_which_nothing_applies_does_not_stop_the_room(toy, tmp_path):
    points = table_of_points([[20, 10, 5, 15, 5], [20, 10, 5, 15, None], [None] * 5])
    found = applicability(points, replace(toy.study, years=(2024,)))
    assert len(tables.write(tmp_path, "applicability", found, "synthetic")) == 6


def test_the_tables_may_leave_their_room(treated, tmp_path):
    assert len(tables.write(tmp_path, "applicability", treated, "synthetic")) == 18
    assert len(tables.write(tmp_path, "applicability_link", applicability_link(treated), "synthetic")) == 3
