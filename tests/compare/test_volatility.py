"""Places over the years: steps between neighbouring years of blocks of the same size only."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.compare.volatility import left_out, places, volatility


def ranked(toy, ranks, sizes):
    """Return a study and its scores; ranks : {unit: {year: rank}}."""
    years = tuple(sorted({year for own in ranks.values() for year in own}))
    block = replace(toy.study.blocks["so"], units_in_block=sizes, units_known=sizes)
    rows = [
        {"year": year, "block": "so", "unit_code": unit, "node": "total", "rank": rank}
        for unit, own in ranks.items() for year, rank in own.items()
    ]  # fmt: skip
    return pd.DataFrame(rows), replace(toy.study, years=years, blocks={"so": block})


def test_volatility_by_hand(toy):
    """Places 2, 5, 4: steps 3 and 1; mean 11 / 3, squares 25/9 + 16/9 + 1/9 = 42/9, deviation root of 21/9."""
    scores, study = ranked(toy, {"a": {2021: 2, 2022: 5, 2023: 4}}, dict.fromkeys((2021, 2022, 2023), 11))
    placed = places(scores, study).set_index("year")
    assert placed["change"].fillna(0).to_dict() == {2021: 0, 2022: -3, 2023: 1}
    assert placed["percentile"].to_dict() == {2021: 90, 2022: 60, 2023: 70}
    row = volatility(placed.reset_index()).iloc[0]
    assert row["mean_rank"] == pytest.approx(11 / 3) and row["standard_deviation"] == pytest.approx(np.sqrt(21 / 9))
    assert (row["best_rank"], row["worst_rank"], row["steps"], row["mean_step"], row["largest_step"]) == (2, 5, 2, 2, 3)


def test_ranks_of_63_are_never_put_beside_ranks_of_34(toy):
    sizes = {2022: 63, 2023: 63, 2024: 63, 2025: 34}
    scores, study = ranked(toy, {"a": {2022: 60, 2023: 61, 2024: 62, 2025: 34}}, sizes)
    placed = places(scores, study).set_index("year")
    assert np.isnan(placed.loc[2025, "change"]) and placed.loc[2024, "change"] == -1
    assert volatility(placed.reset_index()).empty
    assert "3 years" in left_out(placed.reset_index(), study)[0]["reason_en"]


def test_a_year_without_a_rank_breaks_the_chain(toy):
    scores, study = ranked(toy, {"a": {2020: 1, 2022: 9, 2023: 9}}, dict.fromkeys(range(2020, 2024), 11))
    row = volatility(places(scores, study)).iloc[0]
    assert (row["steps"], row["largest_step"], row["years"]) == (1, 0, 3)


def test_blocks_of_unknown_size_and_studies_of_one_year_have_no_places(toy):
    scores, study = ranked(toy, {"a": {2021: 2, 2022: 5}}, {2021: None, 2022: None})
    assert places(scores, study).empty
    scores, study = ranked(toy, {"a": {2021: 2}}, {2021: 3})
    assert places(scores, study).empty and left_out(places(scores, study), study) == []


def test_the_published_places_of_par_index_move_as_printed(shipped):
    here = shipped("par-index-2012-2023")
    placed = places(here.scores, here.study)
    own = placed[placed["unit_code"] == "49"].set_index("year")
    assert own.loc[2017, "change"] == -20
    found = volatility(placed)
    assert (found["best_rank"] <= found["mean_rank"]).all() and (found["mean_rank"] <= found["worst_rank"]).all()
    for name, frame in (("places", placed), ("volatility", found)):
        assert len(tables.checked(name, frame.assign(status="published")))


def test_the_order_of_rows_changes_nothing(toy):
    ranks = {"a": {2021: 2, 2022: 5, 2023: 4}, "b": {2021: 1, 2022: 1, 2023: 3}}
    scores, study = ranked(toy, ranks, dict.fromkeys(range(2021, 2024), 5))
    shuffled = scores.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(places(scores, study), places(shuffled, study))
    assert len(volatility(places(scores, study))) == 2
