"""What the page says of units: the figures of the tables, in the order of Vietnamese lists."""

import numpy as np
import pandas as pd
import pytest
from explorer_rooms import left

from analysis import names
from analysis.explorer.unit_facts import facts, printed


@pytest.fixture
def here(toy, tmp_path):
    unit = toy.scores["unit_code"].iloc[0]
    place = {"year": 2024, "block": "so", "unit_code": unit}
    ranges = [place | {"source": source, "rank": 1, "rank_low": 1, "rank_median": 1.0, "rank_high": high, "mean_rank_shift": 0.5}
              for source, high in (("method", 2), ("noise", 4))]  # fmt: skip
    chances = [place | {"source": "noise", "class": name, "probability": share}
               for name, share in (("Khá", 0.25), ("Tốt", 0.75), ("Yếu", 0.0))]  # fmt: skip
    blank = {
        "points": 1.0,
        "applicable_max": 3.0,
        "to_win": 2.0,
        "fell": np.nan,
        "scale": "",
        "body": "",
        "in_charge": "",
    }
    to_win = [place | blank | {"criterion_code": code, "priority": order} for order, code in ((2, "1.1"), (1, "1.2"))]
    frames = {"rank_intervals": ranges, "class_probability": chances, "to_win": to_win}
    return left(toy, tmp_path, **{name: pd.DataFrame(rows) for name, rows in frames.items()})


def unit_of(here, year=2024):
    code = here.table("rank_intervals")["unit_code"].iloc[0]
    return next(one for one in facts(here)[year, "so"].units if one["code"] == code)


def test_units_stand_in_the_order_of_vietnamese_lists(here):
    codes = [one["code"] for one in facts(here)[2024, "so"].units]
    assert codes == names.ordered(here.study, codes) and len(codes) == 6


def test_a_unit_has_the_rank_and_class_of_the_tables(here, toy):
    totals = toy.scores[(toy.scores["node"] == "total") & (toy.scores["year"] == 2024)].set_index("unit_code")
    for one in facts(here)[2024, "so"].units:
        assert (one["known"], one["class"]) == (
            totals.loc[one["code"], "rank_among_known"],
            totals.loc[one["code"], "class"],
        )


def test_ranges_say_where_they_come_from_errors_first(here):
    assert unit_of(here)["ranges"] == [
        {"source": "noise", "low": 1, "high": 4},
        {"source": "method", "low": 1, "high": 2},
    ]


def test_only_classes_that_occur_have_a_chance_and_the_likeliest_stands_first(here):
    assert [(one["class"], one["share"]) for one in unit_of(here)["chances"]] == [("Tốt", "75.0"), ("Khá", "25.0")]


def test_criteria_to_be_won_follow_their_priority(here):
    assert [one["code"] for one in unit_of(here)["to_win"]] == ["1.2", "1.1"]


def test_a_domain_stands_beside_the_mean_of_its_block(here, toy):
    own = toy.scores[(toy.scores["node"] == "2") & (toy.scores["year"] == 2024)]
    found = facts(here)[2024, "so"].units
    assert {one["domains"][1]["mean"] for one in found} == {printed(own["percent"].mean())}


def test_a_run_without_ranges_has_none(toy, tmp_path):
    found = facts(left(toy, tmp_path))[2024, "so"].units
    assert all(one["ranges"] == one["chances"] == one["to_win"] == [] for one in found)


def test_scores_are_what_ranks_compare(toy, shipped, tmp_path):
    assert facts(left(toy, tmp_path / "toy"))[2024, "so"].of == "percent"
    assert facts(left(shipped("papi-2023"), tmp_path / "papi"))[2023, "tinh"].of == "points"


def test_units_of_which_only_the_rank_is_published_have_no_score(shipped, tmp_path):
    found = facts(left(shipped("hoa-binh-2022"), tmp_path))
    assert all(one["rank"] is not None or one["score"] for own in found.values() for one in own.units)


@pytest.mark.parametrize(("value", "words"), [(0.125, "0.13"), (85.3, "85.30"), (float("nan"), ""), (-0.5, "-0.50")])
def test_a_number_is_printed_as_tables_print_it(value, words):
    assert printed(value) == words
