"""Class limits: windows, rounds, verdicts and flips, on the toy, on published tables and on whole simulated provinces."""

import pandas as pd
import pytest
from toy_changes import table_of_points, with_rules

from analysis import tables
from analysis.blocks import together
from analysis.fairness import bunching, thresholds
from analysis.fairness.bunching import Window
from analysis.fairness.round_lists import round_lists
from analysis.paths import PROJECT

LIMITS = (("A", 90.0), ("B", 80.0), ("C", None))


@pytest.fixture(scope="module")
def province():
    """A function from (fault, number of communes) to what the rooms are given of a province."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PROJECT / "benchmarks"))
        from calibrated import province_tables

        yield lambda fault, n: province_tables.entered(province_tables.drawn("limits", "xa", n, faults=fault))


def of(here):
    return thresholds.thresholds(here.points, here.assessed, here.rounds, here.study)


def test_bunching_planted_in_the_explanation_round_is_found_there_and_nowhere_else(province):
    with province(("bunching",), 45) as here:
        found = of(here)
        lists = round_lists(here.points, here.assessed, here.rounds, here.study)[2024, "xa"]
    shown = found[found["verdict"] == "shown"]
    assert len(shown) and set(shown["round_of_points"]) == {"appraisal_2"} and (shown["estimate"] > 0).all()
    last = found[(found["round_of_points"] == "appraisal_2") & (found["class"] == "Tốt")].iloc[0]
    assert (last["above"], last["below"]) == bunching.sides(lists["appraisal_2"].to_numpy(), [80.0], 2.0)
    assert tables.checked("thresholds", found.assign(status="synthetic")) is not None


def test_every_test_that_shows_nothing_says_what_it_would_have_found(province):
    with province((), 20) as here:
        found = of(here)
        again = thresholds.thresholds(
            here.points.sample(frac=1, random_state=1), here.assessed.sample(frac=1, random_state=2),
            here.rounds.sample(frac=1, random_state=3), here.study,
        )  # fmt: skip
    pd.testing.assert_frame_equal(found, again)
    tested = found[found["verdict"].isin(["shown", "not_shown"])]
    assert len(tested) and (tested["detectable"] > 0).all() and (tested["p_adjusted"] >= tested["p"]).all()
    few = found[found["verdict"] == "too_few"]
    assert few[["p", "estimate", "detectable"]].isna().all(axis=None) and len(few)


def test_limits_that_no_source_states_are_not_defined(shipped):
    here = shipped("tay-ninh-2023")
    found = thresholds.thresholds(here.points, here.assessed, here.cleaned["rounds"], here.study)
    assert set(found["verdict"]) == {"not_defined"} and set(found["class"]) == {"Tốt", "Khá"}
    assert set(found["round_of_points"]) == {"appraisal_2"} and found["cut_off"].isna().all()
    assert tables.checked("thresholds", found.assign(status="published")) is not None


def test_below_eight_units_nothing_is_tested(shipped):
    here = shipped("known-answer-2024")
    found = thresholds.thresholds(here.points, here.assessed, here.cleaned["rounds"], here.study)
    assert set(found["verdict"]) == {"too_few"} and found["p"].isna().all()
    assert set(found["round_of_points"]) == {"self", "appraisal_1", "appraisal_2"}


def test_the_lowest_class_and_the_bottom_of_the_scale_are_no_limit(toy):
    study = with_rules(toy.study, classes=(("A", 90.0), ("B", None), ("C", 50.0), ("D", 0.0)))
    units = next(together(table_of_points([[27, 18, 12, 18, 12]]), study))
    assert thresholds.limits(units) == ({"A": 90.0, "C": 50.0}, ["B"])


@pytest.mark.parametrize(("classes", "width"), [(LIMITS, 2.0), ((("A", 90.0), ("B", 87.0), ("C", None)), 1.5)])
def test_the_window_is_2_per_cent_of_the_scale_and_never_overlaps_its_neighbour(toy, classes, width):
    units = next(together(table_of_points([[27, 18, 12, 18, 12]]), with_rules(toy.study, classes=classes)))
    assert thresholds.reach(units) == pytest.approx(width)


def test_only_windows_that_could_show_something_are_tested():
    """Five units that are expected in halves cannot: the exact p of 5 of 5 is 0.0625. With 12, six tests are too many."""
    five, twelve = Window(3, 2, 0.5, p=1.0), Window(7, 5, 0.5, p=0.9)
    assert thresholds.testable([five], 60) == [] and thresholds.testable([twelve], 60) == [0]
    assert thresholds.testable([twelve], 7) == [] and thresholds.testable([five, twelve], 60) == [1]
    assert thresholds.testable([Window(2, 2, 0.1, p=0.02)], 60) == []


def flips():
    """Two units of class A and one of B, of which the noise keeps 1, 0.6 and 0.9."""
    units = ("a", "b", "c")
    probability = {("a", "A"): 1.0, ("a", "B"): 0.0, ("b", "A"): 0.6, ("b", "B"): 0.4, ("c", "A"): 0.1, ("c", "B"): 0.9}
    rows = [
        {"year": 2024, "block": "so", "unit_code": unit, "source": source, "class": label, "probability": chance}
        for (unit, label), chance in probability.items()
        for source in ("noise", "method")
    ]
    scores = [
        {"year": 2024, "block": "so", "unit_code": unit, "node": "total", "class": label}
        for unit, label in zip(units, "AAB", strict=True)
    ]
    return pd.DataFrame(rows), pd.DataFrame(scores)


def test_expected_flips_are_the_chances_of_another_class_summed(toy):
    found = thresholds.class_flips(*flips(), toy.study).set_index("class")
    assert found.loc["A", ["n", "expected_flips", "units_unsure"]].tolist() == pytest.approx([2, 0.4, 1])
    assert found.loc["B", ["n", "expected_flips", "units_unsure"]].tolist() == pytest.approx([1, 0.1, 1])
    assert found.loc["all", ["n", "expected_flips", "units_unsure"]].tolist() == pytest.approx([3, 0.5, 2])
    assert tables.checked("class_flips", found.reset_index().assign(status="synthetic")) is not None


def test_flips_need_noise(toy):
    probability, scores = flips()
    found = thresholds.class_flips(probability[probability["source"] == "method"], scores, toy.study)
    assert len(found) == 0 and list(found.columns) == tables.schema("class_flips")["columns"]


def test_what_cannot_be_looked_at_is_said(toy, shipped):
    none = tables.empty("class_probability")
    subjects = [row["subject_en"] for row in thresholds.left_out(toy.points, none, with_rules(toy.study, classes=()))]
    assert any("class limits" in subject for subject in subjects)
    reasons = {row["reason_en"] for row in thresholds.left_out(toy.points, none, with_rules(toy.study, classes=LIMITS))}
    assert reasons == {"the study declares no error of the points"}
    here = shipped("tay-ninh-2023")
    assert any("cut-offs" in row["reason_en"] for row in thresholds.left_out(here.points, none, here.study))


def test_every_block_of_every_year_has_its_limits(toy):
    study = with_rules(toy.study, classes=LIMITS)
    found = thresholds.thresholds(toy.points, toy.assessed, tables.empty("rounds"), study)
    counts = {units.year: len(units.units) for units in together(toy.points, study)}
    assert found.groupby("year")["n"].unique().map(list).to_dict() == {year: [n] for year, n in counts.items()}
    assert found.groupby("year")["class"].apply(list).to_dict() == dict.fromkeys(counts, ["A", "B", "all"])
