"""Units that appraise against units that do not: worked standings, what each contrast tells, and what tables do not print."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import tables
from analysis.fairness import appraisers
from analysis.fairness.appraisers import standings
from analysis.paths import PROJECT

PATTERN = {"others": "others", "own": "own", "survey": "survey"}


@pytest.fixture(scope="module")
def departments():
    """A function from a design to what the rooms are given of nineteen departments."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PROJECT / "benchmarks"))
        from calibrated import province_tables

        made = {design: province_tables.drawn("appraisers", "so", 19, design) for design in ("separate", "shared")}
        yield lambda design: province_tables.entered(made[design])


def of(here, points=None):
    found = appraisers.appraiser_contrast(here.points if points is None else points, here.study)
    return found.set_index("comparison")


def given(here, wanted):
    """Return the points with a tenth of the maximum more for the rows of appraising departments that are `wanted`."""
    attributes, criteria = here.study.units(), here.study.criteria("so")
    appraises = here.points["unit_code"].map(attributes["appraises"]) == "yes"
    source = here.points["criterion_code"].map(criteria.criteria["points_from"])
    body = here.points["criterion_code"].map(lambda code: criteria.items[code].appraised_by)
    kinds = {
        "survey": source == "survey",
        "own": source.isin(["appraisal", "mixed"]) & (body == here.points["unit_code"]),
        "others": source.isin(["appraisal", "mixed"]) & (body != here.points["unit_code"]),
    }
    more = 0.1 * here.points["applicable_max"] * (appraises & kinds[wanted])
    return here.points.assign(points=here.points["points"] + more)


def test_standings_are_those_worked_by_hand():
    """Three criteria, of weights 1, 1, 2. Unit 0 appraises the first itself. The other two have means 60, 80, 50."""
    scores = np.array([[80.0, 90, 40], [60, 90, 60], [60, 70, 40]])
    weights = np.tile([1.0, 1, 2], (3, 1))
    appraises, own = np.array([True, False, False]), np.zeros((3, 3), dtype=bool)
    own[0, 0] = True
    assert standings(scores, weights, own, appraises)[:, 0] == pytest.approx([20, 0, 0])
    assert standings(scores, weights, ~own, appraises)[:, 0] == pytest.approx([(10 - 20) / 3, 10, -10])


def test_what_does_not_apply_has_no_weight():
    scores, weights = np.array([[80.0, 0], [60, 50], [70, 90]]), np.array([[1.0, 0], [1, 1], [1, 1]])
    found = standings(scores, weights, np.ones((3, 2), dtype=bool), np.array([True, False, False]))
    assert found[0, 0] == pytest.approx(15)
    alone = standings(scores, weights, np.array([[False, True]] * 3), np.array([True, False, False]))
    assert np.isnan(alone[0, 0]) and np.isfinite(alone[1:, 0]).all()


@pytest.mark.parametrize("wanted", ["others", "own", "survey"])
def test_what_is_added_to_one_kind_of_rows_shows_there_alone(departments, wanted):
    """Ten per cent of the maximum of the appraisers' rows of a kind raises that comparison by ten, and its contrasts."""
    with departments("separate") as here:
        before, after = of(here), of(here, given(here, wanted))
    step = (after["estimate"] - before["estimate"]).round(6)
    added = {name: 10.0 * (name == wanted) for name in PATTERN}
    assert step[list(PATTERN)].to_dict() == pytest.approx(added, abs=1e-6)
    assert step["others_minus_survey"] == pytest.approx(added["others"] - added["survey"], abs=1e-6)
    assert step["own_minus_others"] == pytest.approx(added["own"] - added["others"], abs=1e-6)


def test_the_table_may_leave_its_room_and_every_not_shown_says_what_it_would_have_found(departments):
    for design in ("separate", "shared"):
        with departments(design) as here:
            found = appraisers.appraiser_contrast(here.points, here.study)
        assert tables.checked("appraiser_contrast", found.assign(status="synthetic")) is not None
        assert (found.loc[found["verdict"] == "not_shown", "detectable"] > 0).all()
        assert set(found["basis"]) == {"framework"} and set(found["block"]) == {"so"}


def test_nobody_appraises_itself_where_panels_share_the_criteria(departments):
    """Panels leave out the unit itself, whatever the criteria name as lead body."""
    with departments("shared") as here:
        found = of(here)
    assert found.loc["own", "verdict"] == "not_defined" and found.loc["own", "n"] == 0
    assert found.loc["others", "n"] == 6 and found.loc["others", "n_reference"] == 13


def test_the_order_of_rows_changes_nothing(departments):
    with departments("separate") as here:
        pd.testing.assert_frame_equal(of(here), of(here, here.points.sample(frac=1, random_state=5)))


def test_a_table_that_prints_two_parts_is_compared_in_both(shipped):
    """Vĩnh Phúc 2019: departments that appraise stand higher in the survey too, and the difference of both is not shown."""
    here = shipped("vinh-phuc-2019")
    found = of(here)
    wide = here.points[here.points["block"] == "so"].pivot(index="unit_code", columns="criterion_code", values="points")
    yes = here.study.units().loc[wide.index, "appraises"] == "yes"
    for part in ("appraised", "survey"):
        expected = wide.loc[yes, part].mean() - wide.loc[~yes, part].mean()
        assert found.loc[part, "estimate"] == pytest.approx(expected) and expected > 0
    inner = {part: wide[part] - wide[part].groupby(yes).transform("mean") for part in ("appraised", "survey")}
    scaled = {part: wide[part] / np.sqrt((own**2).sum() / (len(own) - 2)) for part, own in inner.items()}
    gap = scaled["appraised"] - scaled["survey"]
    both = found.loc["appraised_minus_survey"]
    assert both["estimate"] == pytest.approx(gap[yes].mean() - gap[~yes].mean())
    assert both["p"] == pytest.approx(stats.ttest_ind(gap[yes], gap[~yes], equal_var=False).pvalue, abs=0.06)
    assert both["verdict"] == "not_shown" and set(found["basis"]) == {"assumed"} and (found["n"] == 6).all()


def test_a_table_that_prints_one_part_is_no_contrast(shipped):
    here = shipped("tay-ninh-2023")
    assert list(of(here).index) == ["appraised"]
    reasons = {row["block"]: row["reason_en"] for row in appraisers.left_out(here.points, here.study)}
    assert "two parts" in reasons["so"] and "appraise others" in reasons["huyen"]


def test_a_table_that_does_not_say_where_points_come_from_has_the_total(shipped):
    assert list(of(shipped("hoa-binh-2022")).index) == ["total"]


def test_a_study_without_appraisers_has_no_row_and_a_reason(shipped):
    here = shipped("binh-duong-2017")
    assert len(appraisers.appraiser_contrast(here.points, here.study)) == 0
    assert "appraise others" in appraisers.left_out(here.points, here.study)[0]["reason_en"]


def test_renaming_the_groups_turns_the_sign(shipped, monkeypatch):
    here = shipped("vinh-phuc-2019")
    plain = of(here)
    turned = here.study.units()
    turned["appraises"] = turned["appraises"].map({"yes": "no", "no": "yes"}).fillna("")
    monkeypatch.setattr(type(here.study), "units", lambda study: turned)
    found = of(here)
    assert found["estimate"].to_dict() == pytest.approx((-plain["estimate"]).to_dict())
    assert found["low"].to_dict() == pytest.approx((-plain["high"]).to_dict())
