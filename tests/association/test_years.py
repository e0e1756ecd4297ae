"""The association over years: within years, in changes, and never across a break."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made_pairs import paired

from analysis import reference, tables
from analysis.association import years
from analysis.association.pairs import pairs
from analysis.association.years import association_years, left_out


@pytest.fixture(scope="module")
def par(shipped):
    here = shipped("par-index-2012-2023")
    study = replace(here.study, outside=("PAPI6", "PAPI8", "PCI"))
    paired = pairs(here.points, here.scores, study)
    return study, paired, association_years(study, paired)


def test_every_index_stays_on_its_own_scale(par, tmp_path):
    _, _, found = par
    spans = found.groupby("outside_index")[["first_year", "last_year"]].agg(["min", "max"])
    assert spans.loc["PAPI6", ("last_year", "max")] == 2017 and spans.loc["PAPI8", ("first_year", "min")] == 2018
    assert spans.loc["PCI", ("last_year", "max")] == 2022
    assert len(tables.write(tmp_path, "association_years", found, "published")) == len(found)


def test_the_pooled_correlation_is_that_of_z_scores_within_years(par):
    study, paired, found = par
    own = paired[(paired["outside_index"] == "PCI") & (paired["score"] == "total")]
    z = own.groupby("year")[["value", "outside"]].transform(lambda side: (side - side.mean()) / side.std())
    row = found[(found["outside_index"] == "PCI") & (found["statistic"] == "within_years")].iloc[0]
    assert row["estimate"] == pytest.approx(np.corrcoef(z["value"], z["outside"])[0, 1])
    assert row["n"] == len(own) and row["units"] == own["unit_code"].nunique() and row["years"] == own["year"].nunique()


def test_changes_are_between_years_that_follow_each_other_and_some_without_breaks(par):
    _, _, found = par
    own = found[found["outside_index"] == "PAPI8"].set_index("statistic")
    assert own.loc["change", "years"] == 5 and own.loc["change_unbroken", "years"] == 2
    assert own.loc["change_unbroken", "first_year"] == 2021 and own.loc["change", "n"] > own.loc["change_unbroken", "n"]


def test_years_in_which_an_index_was_rebuilt_are_named(par):
    study, paired, _ = par
    reasons = [row["reason_en"] for row in left_out(study, paired)]
    assert any("2019, 2020, 2021" in reason for reason in reasons) and any(
        "2013, 2017, 2021" in reason for reason in reasons
    )
    assert any(reason.startswith("PAPI (8 dimensions) was rebuilt") for reason in reasons)


def test_nothing_is_shown_whose_interval_holds_zero(par):
    _, _, found = par
    holds = (found["low"] <= 0) & (found["high"] >= 0)
    assert holds.any() and not (holds & (found["verdict"] == "shown")).any()


def test_what_is_not_shown_stands_beside_what_would_have_been_found(par):
    _, _, found = par
    assert found.loc[found["verdict"] == "not_shown", "detectable"].notna().all()
    assert set(found["verdict"]) <= {"shown", "not_shown", "not_defined"}


def test_one_year_alone_is_not_pooled(shipped):
    here = shipped("papi-2019")
    assert len(association_years(here.study, pairs(here.points, here.scores, here.study))) == 0


def test_the_order_of_rows_and_levels_of_years_change_nothing(toy, monkeypatch):
    frame = pd.concat([paired(12, "PCI", year, seed=year) for year in (2024, 2025)])
    known = frame.rename(columns={"outside_index": "index_code", "outside": "value_outside"})
    known = known.assign(value=known["value_outside"], overlap="", standard_error=np.nan, answers=np.nan, source_id="")
    columns = ["year", "unit_code", "index_code", "value", "standard_error", "answers", "source_id", "overlap"]
    monkeypatch.setattr(reference, "outside_values", lambda *_: known[columns].reset_index(drop=True))
    whole = association_years(toy.study, frame)
    assert set(whole["statistic"]) == {
        "within_years", "within_years_ranks", "mixed_model", "change", "change_ranks",
    }  # fmt: skip
    moved = frame.assign(value=frame["value"] + 1000 * (frame["year"] - 2000)).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(association_years(toy.study, moved), whole, rtol=1e-6)


def test_ranks_change_among_units_known_in_both_years_only():
    """Two units that are missing in the second year do not lift those below them."""
    before, after = [4.0, 3.0, 2.0, 1.0], [np.nan, np.nan, 20.0, 10.0]
    values = pd.DataFrame({2020: before, 2021: after}, index=list("abcd"))
    one, other, later = years.rank_changes(values, -values)
    assert later == [2021] and np.isnan(one[:2]).all()
    assert one[2:, 0].tolist() == [0, 0] and other[2:, 0].tolist() == [0, 0]
