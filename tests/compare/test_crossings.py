"""Who changes class, and how firm that is: by hand on the toy study, where only B changes, from Tốt to Khá."""

import changed_sides as sides
import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.compare.crossings import class_crossings
from analysis.compare.shifts import proposal_shifts

B = "00-so-gia-lap-b"


@pytest.fixture(scope="module")
def shifted(toy):
    return proposal_shifts(sides.side(toy), sides.treated(toy, "zero"), tables.empty("rank_intervals"))


def chances(source="noise", unit=B, year=2024, **probability):
    place = {"year": year, "block": "so", "unit_code": unit, "source": source}
    return pd.DataFrame([place | {"class": name, "probability": chance} for name, chance in probability.items()])


@pytest.mark.parametrize(
    ("given", "probability", "firm"),
    [({"Tốt": 0.97, "Khá": 0.03}, 0.03, "yes"), ({"Tốt": 0.95, "Khá": 0.05}, 0.05, "no"), ({"Tốt": 1.0}, 0.0, "yes")],
)
def test_a_change_is_firm_where_the_other_class_was_unlikely(shifted, given, probability, firm):
    (row,) = class_crossings(shifted, chances(**given)).to_dict("records")
    assert (row["unit_code"], row["class_base"], row["class_other"], row["year"]) == (B, "Tốt", "Khá", 2024)
    assert row["probability"] == pytest.approx(probability) and row["firm"] == firm


def test_errors_go_before_other_choices_and_are_never_mixed_with_them(shifted):
    both = pd.concat([chances("method", Khá=0.6), chances("noise", Khá=0.01)])
    found = class_crossings(shifted, both).iloc[0]
    assert (found["source"], found["firm"]) == ("noise", "yes")
    assert class_crossings(shifted, chances("method", Khá=0.6)).iloc[0][["source", "firm"]].tolist() == ["method", "no"]


@pytest.mark.parametrize("others", [{"unit": "00-so-gia-lap-a"}, {"year": 2025}])
def test_what_is_known_of_others_says_nothing(shifted, others):
    found = class_crossings(shifted, chances(**others, Khá=0.5)).iloc[0]
    assert found["firm"] == "unknown" and np.isnan(found["probability"])


def test_a_class_that_is_not_known_is_not_crossed(shifted):
    assert class_crossings(shifted.assign(class_other=""), tables.empty("class_probability")).empty


def test_the_table_may_leave_its_room(shifted, tmp_path):
    found = class_crossings(shifted, tables.empty("class_probability"))
    assert len(tables.write(tmp_path, "class_crossings", found, "synthetic")) == 1
    assert len(tables.write(tmp_path / "none", "class_crossings", found[:0], "synthetic")) == 0


def test_the_order_of_rows_changes_nothing(shifted):
    given = chances(Tốt=0.8, Khá=0.2)
    again = class_crossings(shifted.sample(frac=1, random_state=1), given.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(again, class_crossings(shifted, given))
