"""Every published figure is reproduced, or its difference has a name, or the run stops."""

import numpy as np
import pandas as pd
import pytest
from toy_changes import with_rules

from analysis import reproduction, score


def changed(toy, unit, node, measure, year=2024, **values):
    """Return the cleaned figures with one of them changed."""
    rows = toy.assessed.copy()
    own = (rows["unit_code"] == f"00-so-gia-lap-{unit}") & (rows["node"] == node) & (rows["measure"] == measure)
    assert (own & (rows["year"] == year)).sum() == 1
    for column, value in values.items():
        rows.loc[own & (rows["year"] == year), column] = value
    return rows


def reproduced(assessed, study):
    points = score.points(assessed, study)
    return reproduction.reproduction(score.scores(points, assessed, study), assessed, study)


def explanations(found, measure, year=2024, node="total"):
    own = found[(found["measure"] == measure) & (found["year"] == year) & (found["node"] == node)]
    return {code[-1]: word for code, word in zip(own["unit_code"], own["explanation"], strict=True)}


def test_totals_ranks_and_classes_of_2024_are_reproduced(toy):
    for measure in ("published_points", "published_rank", "published_class"):
        assert set(explanations(toy.reproduced, measure).values()) == {"equal"}


def test_a_per_cent_printed_rounded_is_said_to_be_rounded(toy):
    found = explanations(toy.reproduced, "published_percent")
    assert found.pop("c") == "printed_rounding" and set(found.values()) == {"equal"}


def test_subtotals_are_compared_too(toy):
    assert set(explanations(toy.reproduced, "published_points", node="2").values()) == {"equal"}


def test_what_the_known_inputs_do_not_give_is_carried(toy):
    ranks = explanations(toy.reproduced, "published_rank", year=2025)
    assert set(ranks.values()) == {"carried"} and len(ranks) == 6
    classes = explanations(toy.reproduced, "published_class", year=2025)
    assert (classes["d"], classes["e"], classes["f"]) == ("equal", "carried", "carried")


def test_a_total_that_the_known_inputs_do_not_give_is_carried(toy):
    rows = changed(toy, "e", "total", "published_points", year=2025, value=55.0, missing="", printed="55.00")
    assert explanations(reproduced(rows, toy.study), "published_points", year=2025)["e"] == "carried"


@pytest.mark.parametrize(
    ("unit", "node", "measure", "values"),
    [
        ("a", "total", "published_points", {"value": 87.5, "printed": "87.50"}),
        ("a", "1", "published_points", {"value": 56.0, "printed": "56.00"}),
        ("c", "total", "published_percent", {"value": 73.83, "printed": "73.83"}),
        ("e", "total", "published_rank", {"value": 5.0, "printed": "5"}),
        ("a", "total", "published_rank", {"value": 4.0, "printed": "4"}),
        ("f", "total", "published_class", {"word": "Trung bình", "printed": "Trung bình"}),
    ],
)
def test_a_contradiction_is_an_error_that_names_the_unit(toy, unit, node, measure, values):
    found = reproduced(changed(toy, unit, node, measure, **values), toy.study)
    (wrong,) = reproduction.problems(found)
    assert (wrong.severity, wrong.unit_code, wrong.found) == ("error", f"00-so-gia-lap-{unit}", values["printed"])


def test_a_total_of_rounded_parts_may_differ_by_their_rounding(toy):
    rows = changed(toy, "a", "total", "published_points", value=87.02, printed="87.02")
    assert explanations(reproduced(rows, toy.study), "published_points")["a"] == "printed_rounding"


def test_units_that_tie_may_be_printed_one_after_the_other(toy):
    rows = changed(toy, "b", "total", "published_rank", value=2.0, printed="2")
    assert explanations(reproduced(rows, toy.study), "published_rank")["b"] == "tie_ranked_apart"


def test_ranks_printed_without_gaps_are_named(toy):
    rows = toy.assessed.copy()
    own = (rows["measure"] == "published_rank") & (rows["year"] == 2024)
    rows.loc[own, "value"] = rows.loc[own, "value"].map({1: 1, 3: 2, 4: 3, 5: 4, 6: 5})
    assert set(explanations(reproduced(rows, toy.study), "published_rank").values()) == {"dense_rank"}


def test_an_incomplete_block_must_order_as_published(toy):
    rows = changed(toy, "a", "total", "published_rank", year=2025, value=4.0, printed="4")
    found = explanations(reproduced(rows, toy.study), "published_rank", year=2025)
    assert found["a"] == "unexplained" and found["e"] == "carried"


def misprinted(toy, points, likely):
    """Return the 2024 figures with 1.1 of A printed as `points` and flagged as likely another value."""
    rows = changed(toy, "a", "1.1", "points", value=points, likely=likely)
    rows.loc[rows["unit_code"] == "00-so-gia-lap-c", "likely"] = np.nan
    dropped = rows["measure"].isin(["published_points", "published_percent", "published_class"])
    return rows[~(dropped & (rows["unit_code"] == "00-so-gia-lap-a") & (rows["year"] == 2024))]


def test_a_likely_misprint_explains_its_own_rank_and_those_it_displaces(toy):
    found = explanations(reproduced(misprinted(toy, 7.0, 27.0), toy.study), "published_rank")
    assert {unit: found[unit] for unit in "adc"} == {
        "a": "likely_misprint", "d": "displaced_by_misprint", "c": "displaced_by_misprint",
    }  # fmt: skip
    assert found["b"] == found["f"] == found["e"] == "equal"


def test_a_misprint_in_points_is_weighed_in_per_cents_where_ranks_compare_them(toy):
    rows = changed(toy, "b", "1.1", "points", value=7.0, likely=24.0)
    dropped = rows["measure"].isin(["published_points", "published_percent", "published_class"])
    found = reproduced(rows[~(dropped & (rows["unit_code"] == "00-so-gia-lap-b"))], toy.study)
    assert explanations(found, "published_rank")["b"] == "likely_misprint"


def test_a_flag_that_does_not_give_the_published_rank_explains_nothing(toy):
    found = explanations(reproduced(misprinted(toy, 7.0, 8.0), toy.study), "published_rank")
    assert found["a"] == "unexplained"


def test_the_difference_is_ours_minus_the_published(toy):
    row = toy.reproduced[
        (toy.reproduced["measure"] == "published_percent") & (toy.reproduced["unit_code"] == "00-so-gia-lap-c")
    ]
    assert row[row["year"] == 2024]["difference"].iloc[0] == pytest.approx(62.75 / 85 * 100 - 73.82)


def test_a_study_that_publishes_no_totals_has_an_empty_table(toy):
    rows = toy.assessed[~toy.assessed["measure"].str.startswith("published_")]
    assert len(reproduced(rows, toy.study)) == 0


def test_unstated_cut_offs_carry_the_published_classes(toy):
    study = with_rules(toy.study, classes=tuple((label, None) for label, _ in toy.study.criteria("so").classes))
    assert set(explanations(reproduced(toy.assessed, study), "published_class").values()) == {"carried"}


def test_an_unknown_explanation_counts_as_none():
    row = {"year": 2024, "unit_code": "x", "node": "total", "measure": "rank", "published": "1", "computed": "2"}
    assert len(reproduction.problems(pd.DataFrame([{**row, "explanation": "a new word", "difference": np.nan}]))) == 1
