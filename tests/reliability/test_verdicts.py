"""Verdicts on criteria: each with its number by hand, what chance does, and what is planted in a made-up province."""

import numpy as np
import pandas as pd
import pytest
import simulated
from toy_changes import table_of_points, with_criteria

from analysis import tables
from analysis.reliability.quality import criterion_quality
from analysis.reliability.verdicts import coincidence, criterion_verdicts, share_at_one_value
from analysis.simulation import plans

LEAVES = ("1.1", "1.2", "1.10", "2.1", "2.2")
# Twenty units whose points differ on every criterion and in every pair of criteria.
VARIED = [[10 + place, (7 * place) % 20, (3 * place) % 15, (11 * place) % 20, (13 * place) % 15] for place in range(20)]


def judged(toy, rows, study=None, rounds=None, petitions=None, **changes):
    """Return {criterion: {verdict: row}} of units with these rows; changes : other columns of the table `points`."""
    study = study or toy.study
    points = table_of_points(rows).assign(**changes)
    points["unit_code"] = np.repeat([f"00-so-gia-lap-{place:03d}" for place in range(len(rows))], len(LEAVES))
    found = criterion_verdicts(criterion_quality(points, study, rounds, petitions), points, study)
    return {code: own.set_index("verdict").to_dict("index") for code, own in found.groupby("criterion_code")}


def with_column(code, values):
    """Return the varied rows with other values in one criterion."""
    return [
        [*row[: LEAVES.index(code)], value, *row[LEAVES.index(code) + 1 :]]
        for row, value in zip(VARIED, values, strict=True)
    ]


def test_criteria_whose_points_differ_tell_units_apart(toy):
    found = judged(toy, VARIED)
    assert all(list(found[code]) == ["tells_apart"] for code in LEAVES)
    assert found["1.1"]["tells_apart"]["estimate"] == 1 / 20


@pytest.mark.parametrize(
    ("points", "verdict", "evidence"),
    [(20, "ceiling", "share_at_maximum"), (0, "floor", "share_at_minimum"), (7, "same_for_all", "share_at_one_value")],
)
def test_one_value_for_all_is_named_after_where_it_stands(toy, points, verdict, evidence):
    row = judged(toy, with_column("2.1", [points] * 20))["2.1"][verdict]
    assert (row["evidence"], row["estimate"], row["limit"], row["n"]) == (evidence, 1, 0.95, 20)


def test_one_unit_in_twenty_with_other_points_is_enough_to_be_told_apart(toy):
    assert list(judged(toy, with_column("2.1", [20] * 19 + [0]))["2.1"]) == ["tells_apart"]


def test_zero_is_a_floor_where_points_may_fall_below_it(toy):
    study = with_criteria(toy.study, "min_points", {"2.1": -5.0})
    row = judged(toy, with_column("2.1", [0] * 20), study)["2.1"]["floor"]
    assert row["evidence"] == "share_at_zero"


def test_a_maximum_that_no_source_states_is_no_ceiling(toy):
    study = with_criteria(toy.study, "max_points", {"2.1": np.nan})
    assert list(judged(toy, with_column("2.1", [20] * 20), study)["2.1"]) == ["same_for_all"]


def test_below_eight_units_nothing_is_said_of_spread(toy):
    row = judged(toy, [[20, 10, 10, 10, 10]] * 7)["1.1"]
    assert list(row) == ["too_few_units"] and (row["too_few_units"]["n"], row["too_few_units"]["limit"]) == (7, 8)


def test_a_criterion_that_repeats_another_is_named_with_it(toy):
    found = judged(toy, with_column("1.2", [0.5 * row[0] for row in VARIED]))
    for one, other in (("1.1", "1.2"), ("1.2", "1.1")):
        row = found[one]["repeats"]
        assert (row["other_criterion"], row["evidence"]) == (other, "correlation") and row["estimate"] == pytest.approx(
            1
        )
    assert "repeats" not in found["1.10"]


def test_a_criterion_that_goes_the_other_way_repeats_nothing(toy):
    found = judged(toy, with_column("1.2", [20 - 0.5 * row[0] for row in VARIED]))
    assert list(found["1.2"]) == ["tells_apart"]


def test_one_unit_far_off_on_two_criteria_makes_no_repetition(toy):
    rows = [list(row) for row in VARIED]
    rows[3] = [3000, 2000, 10, 10, 10]
    assert "repeats" not in judged(toy, rows)["1.1"]


def test_the_same_rare_failure_twice_is_a_coincidence(toy):
    """Two of 20 units fail on both: 190 ways to hand out two failures, and chance does that to some pair of many."""
    failed = [20.0] * 18 + [0.0] * 2
    assert coincidence(pd.DataFrame({"one": failed, "other": failed}), 1.0, 100)
    assert not coincidence(pd.DataFrame({"one": range(20), "other": range(20)}), 1.0, 100)


def test_a_correlation_that_many_pairs_reach_is_a_coincidence():
    """Fisher's z of 0.93 against 0.7 is 0.791: times sqrt(17) it is 3.26, p 0.0006; among 100 pairs that is not rare."""
    both = pd.DataFrame({"one": range(20), "other": range(20)})
    assert coincidence(both, 0.93, 100) and not coincidence(both, 0.93, 50)


def test_a_criterion_outside_the_functions_of_half_the_units_applies_to_few(toy):
    rows = with_column("2.2", [None] * 10 + [row[4] for row in VARIED[10:]])
    row = judged(toy, rows)["2.2"]["applies_to_few"]
    assert (row["evidence"], row["estimate"], row["limit"], row["n"]) == ("share_outside", 0.5, 0.5, 20)
    assert "applies_to_few" not in judged(toy, with_column("2.2", [None] * 9 + [row[4] for row in VARIED[9:]]))["2.2"]


def test_a_bonus_that_nobody_gets_applies_to_few(shipped):
    here = shipped("known-answer-2024")
    criteria = here.study.criteria("xa")
    bonus = next(code for code in criteria.leaves if criteria.parts[code] == "bonus")
    points = pd.concat([here.points.assign(unit_code=here.points["unit_code"] + str(turn)) for turn in range(2)])
    points.loc[points["criterion_code"] == bonus, "points"] = 0.0
    found = criterion_verdicts(criterion_quality(points, here.study), points, here.study).query("block == 'xa'")
    row = found.set_index("criterion_code").loc[bonus]
    assert (row["verdict"], row["evidence"]) == ("applies_to_few", "share_at_zero")


def petitions_against(n):
    return pd.DataFrame(
        [(2024, "so", "1.1", "proposal", n)], columns=["year", "block", "criterion_code", "petition_kind", "n"]
    )


@pytest.mark.parametrize(("n", "units", "disputed"), [(3, 20, True), (2, 20, False), (3, 40, False), (4, 40, True)])
def test_a_tenth_of_the_units_and_at_least_three_make_a_dispute(toy, n, units, disputed):
    row = judged(toy, (VARIED * 2)[:units], petitions=petitions_against(n))["1.1"]
    assert ("disputed" in row) == disputed and "tells_apart" in row


def test_a_quarter_of_the_maximum_cut_on_average_makes_a_dispute(toy):
    rounds = pd.DataFrame({
        "year": 2024, "block": "so", "unit_code": [f"00-so-gia-lap-{place:03d}" for place in range(20)], "criterion_code": "1.2",
        "self_points": 15.0, "appraisal_1": 10.0, "appraisal_2": np.nan, "points_in_force": 10.0, "survey_points": np.nan,
    })  # fmt: skip
    row = judged(toy, VARIED, rounds=rounds)["1.2"]["disputed"]
    assert (row["evidence"], row["estimate"], row["limit"]) == ("gap_appraisal", -5, -5)
    less = rounds.assign(appraisal_1=11.0, points_in_force=11.0)
    assert "disputed" not in judged(toy, VARIED, rounds=less)["1.2"]


def test_a_cut_that_two_units_alone_suffered_makes_no_dispute(toy):
    rounds = pd.DataFrame({
        "year": 2024, "block": "so", "unit_code": [f"00-so-gia-lap-{place:03d}" for place in range(3)], "criterion_code": "1.2",
        "self_points": 15.0, "appraisal_1": 10.0, "appraisal_2": np.nan, "points_in_force": 10.0, "survey_points": np.nan,
    })  # fmt: skip
    assert judged(toy, VARIED, rounds=rounds)["1.2"]["disputed"]["n"] == 3
    assert "disputed" not in judged(toy, VARIED, rounds=rounds[:2])["1.2"]


def test_a_low_rest_correlation_alone_is_no_fault(toy):
    rows = with_column("1.10", [(place * 8) % 15 for place in range(20)])
    quality = criterion_quality(table_of_points(VARIED[:8]), toy.study)
    assert quality["item_rest_correlation"].min() < 0.3
    assert list(judged(toy, rows)["1.10"]) == ["tells_apart"]


def test_the_share_at_one_value_is_that_of_the_commonest():
    assert share_at_one_value(pd.Series([1.0, 2.0, 2.0, 3.0])) == 0.5


def test_the_order_of_the_rows_changes_no_verdict(shipped):
    here = shipped("papi-2019")
    shuffled = here.points.sample(frac=1, random_state=6)
    one, other = (
        criterion_verdicts(criterion_quality(points, here.study), points, here.study)
        for points in (here.points, shuffled)
    )
    pd.testing.assert_frame_equal(one, other)
    assert len(tables.checked("criterion_verdicts", one.assign(status="published"))) == len(one)


MADE = ("ceiling_criterion", "useless_criterion")
ROW = ("year", "block", "unit_code", "criterion_code")


@pytest.fixture(scope="module")
def communes(shipped):
    """Return {verdict: criteria} of the 124 communes of a made-up province, and what is planted; one criterion is copied."""
    made, study = simulated.province(2025, "large", "separate", MADE), shipped("known-answer-2025").study
    planted, criteria = made.planted["xa"], study.criteria("xa")
    rows = [
        (2025, "xa", unit.code, code, made.rows[unit.code][code], criteria.maximum(code))
        for unit in simulated.block_of(made, "xa") for code in criteria.leaves if code in made.rows[unit.code]
    ]  # fmt: skip
    surveyed = [
        (2025, "xa", unit.code, code, float(points), criteria.maximum(code), "")
        for unit in simulated.block_of(made, "xa") for code, points in made.survey_points[unit.code].items()
    ]  # fmt: skip
    counted = [(*place, *as_counted(row, maximum)) for *place, row, maximum in rows]
    points = pd.DataFrame(counted + surveyed, columns=[*ROW, "points", "applicable_max", "missing"])
    against = pd.Series(
        [code for unit in simulated.block_of(made, "xa") for code in petitions_of(made, unit)]
    ).value_counts()
    counts = pd.DataFrame({"year": 2025, "block": "xa", "criterion_code": against.index, "petition_kind": "proposal",
                           "n": against.to_numpy()})  # fmt: skip
    found = criterion_verdicts(criterion_quality(points, study, None, counts), points, study)
    return found.groupby("verdict")["criterion_code"].agg(set).to_dict(), planted


def as_counted(row, maximum):
    if row.status != "applies":
        return 0.0, 0.0, row.status
    return float(row.in_force or 0), float(maximum), ""


def petitions_of(made, unit):
    return [one.code for one in plans.plan(made, unit, "template").petitions]


def test_the_planted_ceiling_is_found(communes):
    found, planted = communes
    assert planted.ceiling in found["ceiling"] and planted.ceiling not in found["tells_apart"]


def test_the_planted_useless_criterion_is_disputed_and_hardly_any_other(communes):
    found, planted = communes
    assert found["disputed"] == {planted.useless}


def test_no_criterion_of_a_province_repeats_another(communes):
    found, _ = communes
    assert "repeats" not in found and len(found["tells_apart"]) > 80
