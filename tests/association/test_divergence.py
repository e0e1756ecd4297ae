"""Units whose two ranks differ, with the ranges of both."""

from dataclasses import replace

import numpy as np
import pytest
from made_pairs import paired

from analysis import tables
from analysis.association.divergence import divergent_units
from analysis.association.pairs import pairs

NO_RANGES = tables.empty("rank_intervals")


def ranges(n, width):
    rows = [{"year": 2024, "unit_code": f"{place:02d}", "block": "so", "source": "noise", "rank": n - place, "rank_median": 1,
             "rank_low": max(1, n - place - width), "rank_high": min(n, n - place + width), "mean_rank_shift": 0}
            for place in range(n)]  # fmt: skip
    return tables.from_rows("rank_intervals", rows)


def test_a_positive_gap_means_that_citizens_place_the_unit_lower(toy):
    found = divergent_units(paired(8, value=range(8), outside=[7, 1, 2, 3, 4, 5, 6, 0]), NO_RANGES, toy.study)
    gaps = dict(zip(found["unit_code"], found["rank_gap"], strict=True))
    assert gaps["07"] == 7 and gaps["00"] == -7 and gaps["03"] == 0
    assert set(found["beyond_ranges"]) == {""} and found["rank_score_low"].isna().all()


def test_nothing_below_eight_units(toy):
    assert len(divergent_units(paired(7), NO_RANGES, toy.study)) == 0


def test_two_ranges_that_do_not_meet_are_marked(toy, tmp_path):
    own = paired(10, value=np.arange(10.0), outside=[9.0, *np.arange(1, 9.0), 0.0], outside_error=0.05)
    found = divergent_units(own, ranges(10, 1), toy.study)
    marked = found.set_index("unit_code")["beyond_ranges"]
    assert marked["00"] == "yes" and marked["09"] == "yes" and set(marked.drop(["00", "09"])) == {"no"}
    assert (found["rank_outside_low"] <= found["rank_outside"]).all()
    assert (found["rank_outside"] <= found["rank_outside_high"]).all()
    assert len(tables.write(tmp_path, "divergent_units", found, "published")) == 10


def test_a_larger_error_widens_the_range(toy):
    small, large = (divergent_units(paired(12, outside_error=error), NO_RANGES, toy.study) for error in (1e-6, 2.0))
    assert (small["rank_outside_low"] == small["rank_outside"]).all()
    assert (large["rank_outside_high"] - large["rank_outside_low"]).mean() > 5


def test_a_noise_range_among_other_units_is_not_used(toy):
    found = divergent_units(paired(9, outside_error=0.1), ranges(10, 1), toy.study)
    assert found["rank_score_low"].isna().all() and set(found["beyond_ranges"]) == {""}


def test_dimensions_are_left_to_their_index(shipped):
    here = shipped("par-index-2012-2023")
    study = replace(here.study, outside=("PAPI8", "PAPI_D5"))
    found = divergent_units(pairs(here.points, here.scores, study), NO_RANGES, study)
    assert set(found["outside_index"]) == {"PAPI8"}
    of_2019 = found[found["year"] == 2019]
    assert (
        of_2019["rank_outside_low"].notna().all() and found.loc[found["year"] != 2019, "rank_outside_low"].isna().all()
    )


def test_the_order_of_rows_changes_nothing(toy):
    whole = divergent_units(paired(12, outside_error=0.5), NO_RANGES, toy.study)
    shuffled = divergent_units(paired(12, outside_error=0.5).sample(frac=1, random_state=1), NO_RANGES, toy.study)
    assert whole.equals(shuffled)


def test_the_middle_nine_tenths_of_normal_errors_is_what_two_units_show(toy):
    # Seven units far apart and one pair that stands 1 apart with errors of 1 each: P(order turned) = pnorm(-1/sqrt(2)) = 0.24
    values = [*np.arange(7) * 100.0, 601.0]
    found = divergent_units(paired(8, outside=values, outside_error=1.0), NO_RANGES, toy.study).set_index("unit_code")
    assert found.loc["07", ["rank_outside_low", "rank_outside_high"]].tolist() == [1, 2]
    assert found.loc["00", ["rank_outside_low", "rank_outside_high"]].tolist() == [8, 8]
    assert found.loc["06", "rank_outside"] == pytest.approx(2)
