"""Treatments of what does not apply, in the toy study, in Tây Ninh 2023 and in forms with every kind of gap."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from toy_changes import by_unit, with_criteria, with_rules
from varied import SIX, block

from analysis import tables
from analysis.fairness.applicability import applicability, applicability_link, detectable_rank_correlation, left_out
from analysis.framework import TREATMENTS


@pytest.fixture(scope="module")
def treated(toy):
    return applicability(toy.points, toy.assessed, toy.study)


@pytest.fixture(scope="module")
def tay_ninh(shipped):
    here = shipped("tay-ninh-2023")
    return applicability(here.points, here.assessed, here.study)


@pytest.mark.parametrize(
    ("treatment", "ranks"),
    [
        ("per_cent", {"a": 1, "b": 1, "d": 3, "c": 4, "f": 5, "e": 6}),
        ("zero", {"a": 1, "d": 2, "b": 3, "f": 4, "c": 5, "e": 6}),
        ("full", {"b": 1, "a": 2, "d": 3, "f": 4, "c": 5, "e": 6}),
        ("share_among_siblings", {"b": 1, "a": 2, "d": 3, "f": 4, "c": 5, "e": 6}),
        ("rescale_without_survey", {"a": 1, "b": 1, "d": 3, "f": 4, "c": 5, "e": 6}),
    ],
)
def test_ranks_under_each_treatment_by_hand(treated, treatment, ranks):
    assert by_unit(treated, "rank", treatment=treatment) == ranks


def test_the_applicable_maximum_is_the_same_under_every_treatment(treated):
    assert treated.groupby("unit_code")["applicable_max"].nunique().eq(1).all()
    assert by_unit(treated, "applicable_max", treatment="full")["b"] == 85


def test_the_official_treatment_is_marked(treated):
    assert set(treated.loc[treated["official"] == "yes", "treatment"]) == {"per_cent"}


@pytest.mark.parametrize("treatment", TREATMENTS[:3] + TREATMENTS[5:])
def test_each_treatment_gives_the_ranks_that_it_gives_as_the_official_one(toy, treatment):
    official = block(with_rules(toy.study, not_applicable=treatment, rank_on="unrounded"), SIX)
    under = applicability(official.points, official.assessed, official.study)
    own = under[under["treatment"] == treatment].set_index("unit_code")
    scores = official.scores[official.scores["node"] == "total"].set_index("unit_code")
    assert own["rank"].to_dict() == scores["rank_among_known"].astype(int).to_dict()
    assert set(own["official"]) == {"yes"}


def test_ranks_under_a_treatment_do_not_hang_on_the_official_one(toy):
    by_official = []
    for official in ("per_cent", "zero", "full", "unknown"):
        here = block(with_rules(toy.study, not_applicable=official), SIX)
        found = applicability(here.points, here.assessed, here.study)
        by_official.append(found[found["treatment"] == "full"].set_index("unit_code")["rank"].to_dict())
    assert all(one == by_official[0] for one in by_official) and len(by_official[0]) == len(SIX)


def test_the_official_treatment_gives_the_official_ranks(tay_ninh, shipped):
    scores = shipped("tay-ninh-2023").scores
    official = scores[(scores["node"] == "total") & (scores["block"] == "so")].set_index("unit_code")["rank"]
    assert tay_ninh[tay_ninh["official"] == "yes"].set_index("unit_code")["rank"].to_dict() == official.to_dict()


def test_the_office_of_tay_ninh_by_hand(tay_ninh):
    own = tay_ninh[tay_ninh["unit_code"] == "72-so-van-phong-ubnd-tinh"].set_index("treatment")
    assert own.loc["per_cent", "percent"] == pytest.approx(6925 / 71.5)
    assert own.loc["zero", "percent"] == pytest.approx(69.25)
    assert own.loc["full", "percent"] == pytest.approx(69.25 + 28.5)
    assert own["applicable_max"].tolist() == [71.5] * 3


# R 4.2: x <- maxima; y <- appraised points of the 19 departments
# for (v in list(100 * y / x, y, y + 100 - x)) cor.test(x, v, method = "spearman", exact = FALSE)
R_ON_TAY_NINH = {"per_cent": (-0.3781026, 0.1105), "zero": (0.3791245, 0.1094), "full": (-0.5119713, 0.02503)}


@pytest.mark.parametrize("treatment", R_ON_TAY_NINH)
def test_the_link_of_rank_and_applicable_maximum_in_tay_ninh_is_that_of_r(tay_ninh, treatment):
    row = applicability_link(tay_ninh).set_index("treatment").loc[treatment]
    rho, p = R_ON_TAY_NINH[treatment]
    assert row["estimate"] == pytest.approx(rho, abs=1e-6) and row["n"] == 19
    assert row["p"] == pytest.approx(p, abs=0.01)


def test_in_tay_ninh_the_link_is_suggestive_and_not_shown(tay_ninh):
    link = applicability_link(tay_ninh).set_index("treatment")
    assert set(link["verdict"]) == {"not_shown"}
    assert link["detectable"].between(0.6, 0.7).all() and link["detectable"].nunique() == 1
    assert link["least_dependent"].to_dict() == {"per_cent": "yes", "zero": "no", "full": "no"}


def test_below_eight_units_the_link_is_a_value_only(treated):
    link = applicability_link(treated)
    assert set(link["verdict"]) == {"too_few"} and link["estimate"].notna().all()
    assert link[["low", "high", "p", "detectable"]].isna().all(axis=None)


def test_a_tie_of_the_least_dependent_treatments_marks_all_of_them():
    link = applicability_link(_table({"zero": [1, 2, 3, 4], "full": [4, 3, 2, 1], "per_cent": [1, 3, 2, 4]}))
    assert by_treatment(link, "least_dependent") == {"zero": "no", "full": "no", "per_cent": "yes"}
    link = applicability_link(_table({"zero": [1, 2, 3, 4], "full": [4, 3, 2, 1]}))
    assert set(link["least_dependent"]) == {"yes"} and sorted(link["estimate"].round(9)) == [-1, 1]


def test_below_zero_means_that_units_to_which_less_applies_stand_higher():
    link = applicability_link(_table({"zero": [1, 2, 3, 4]}))
    assert link["estimate"].tolist() == pytest.approx([-1])


def test_ranks_that_are_all_tied_have_no_link():
    link = applicability_link(_table({"zero": [1, 1, 1, 1], "full": [1, 2, 3, 4]}))
    assert by_treatment(link, "verdict") == {"zero": "not_defined", "full": "too_few"}
    assert by_treatment(link, "least_dependent") == {"zero": "no", "full": "yes"}


def test_where_everything_applies_nothing_is_compared_and_the_reason_is_given(treated, toy):
    assert set(treated["year"]) == {2024}
    rows = left_out(toy.points, toy.assessed, toy.study)
    reasons = {row["year"]: row["reason_en"] for row in rows if "compared" in row["subject_en"]}
    assert "no unit with a smaller applicable maximum" in reasons[2025]


def test_the_treatments_that_need_more_data_are_named(shipped, toy):
    here = shipped("tay-ninh-2023")
    rows = left_out(here.points, here.assessed, here.study)
    named = [row["subject_en"] for row in rows if row["block"] == "so"]
    assert len(named) == 3 and all(subject.startswith("Treatment: ") for subject in named)
    own = [row for row in left_out(toy.points, toy.assessed, toy.study) if row["year"] == 2024]
    assert len(own) == 1 and "appraised part rescaled" in own[0]["subject_en"]


def test_a_unit_to_which_nothing_is_left_takes_a_treatment_out_with_the_reason(toy):
    study = with_rules(toy.study, not_applicable="zero")
    here = block(study, [[27, 18, 12, 18, 12], [None] * 5, [21, 16, 10, 16, 9]])
    reasons = [row["reason_en"] for row in left_out(here.points, here.assessed, here.study)]
    treatments = set(applicability(here.points, here.assessed, here.study)["treatment"])
    assert treatments == {"zero", "full"} and sum("nothing is left" in reason for reason in reasons) >= 1


def test_an_unstated_maximum_leaves_treatments_out(toy):
    study = with_criteria(toy.study, "max_points", {"total": np.nan})
    assert len(applicability(toy.points, toy.assessed, study)) == 0
    assert {row["reason_en"] for row in left_out(toy.points, toy.assessed, study)} == {"no source states the maxima"}


def test_an_unknown_treatment_has_no_official_row_but_every_unit(toy):
    here = block(with_rules(toy.study, not_applicable="unknown"), SIX)
    found = applicability(here.points, here.assessed, here.study)
    assert set(found["official"]) == {"no"} and (found.groupby("treatment").size() == len(SIX)).all()


def test_the_order_of_rows_changes_nothing(toy, treated):
    points, assessed = (frame.sample(frac=1, random_state=3) for frame in (toy.points, toy.assessed))
    pd.testing.assert_frame_equal(applicability(points, assessed, toy.study), treated)
    pd.testing.assert_frame_equal(
        applicability_link(treated.sample(frac=1, random_state=4)), applicability_link(treated)
    )


def test_a_unit_to_which_nothing_applies_does_not_stop_the_room(toy, tmp_path):
    here = block(toy.study, [[20, 10, 5, 15, 5], [20, 10, 5, 15, None], [None] * 5])
    found = applicability(here.points, here.assessed, here.study)
    assert len(tables.write(tmp_path, "applicability", found, "synthetic")) % 2 == 0 and len(found) > 0


def test_the_tables_may_leave_their_room(treated, tmp_path):
    assert len(tables.write(tmp_path, "applicability", treated, "synthetic")) == 30
    assert len(tables.write(tmp_path, "applicability_link", applicability_link(treated), "synthetic")) == 5
    empty = applicability_link(treated.iloc[:0])
    assert len(tables.write(tmp_path, "applicability_link", empty, "synthetic")) == 0


def _table(ranks):
    """Return a table `applicability` of one block of four units, to which more and more applies, by treatment."""
    rows = [
        {"year": 2024, "unit_code": f"u{place}", "block": "so", "treatment": treatment, "official": "no",
         "applicable_max": 60.0 + 10 * place, "percent": 50.0, "rank": rank}
        for treatment, own in ranks.items()
        for place, rank in enumerate(own)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def by_treatment(link, column):
    return dict(zip(link["treatment"], link[column], strict=True))


@pytest.mark.parametrize("n", [12, 25, 136])
def test_the_smallest_rank_correlation_is_found_four_times_in_five(n):
    """Normal variables with Pearson's 2 sin(pi r / 6) have the rank correlation r (Pearson 1907)."""
    smallest, source = detectable_rank_correlation(n), np.random.default_rng(n)
    pearson = 2 * np.sin(np.pi * smallest / 6)
    one, noise = source.normal(size=(2, 400, n))
    pairs = zip(one, pearson * one + np.sqrt(1 - pearson**2) * noise, strict=True)
    assert 0.74 < np.mean([stats.spearmanr(*pair).pvalue < 0.05 for pair in pairs]) < 0.86
    assert detectable_rank_correlation(n, tests=3) > smallest
