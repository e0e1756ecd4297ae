"""Every change of score split by changed criterion: worked out by hand, and adding up for any proposal."""

import changed_sides as sides
import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.compare import decomposition, shifts
from analysis.proposals.proposal import Change

UNIT = ["year", "block", "unit_code"]


@pytest.fixture(scope="module")
def official(toy):
    return sides.side(toy)


def of_unit(found, unit, year=2024, column="contribution"):
    own = found[(found["year"] == year) & (found["unit_code"] == f"00-so-gia-lap-{unit}")]
    return own.set_index("criterion_code")[column].to_dict()


def gap(official, proposal, changed=(), merged=None):
    """Return by how much the parts of any unit miss its change of score."""
    shifted = shifts.proposal_shifts(official, proposal, tables.empty("rank_intervals")).set_index(UNIT)["score_change"]
    found = decomposition.proposal_sources(official, proposal, changed, merged)
    sums = found.groupby(UNIT)["contribution"].sum()
    assert len(shifted) > 0 and set(sums.index) == set(shifted.index)
    return (sums - shifted).abs().max()


def test_a_dropped_criterion_takes_its_points_and_gives_weight_to_the_rest(toy, official):
    """A has 12 of 15 there and 75 of 85 on the rest; B 13.95 of 15 and 60 of 70, with 85 applicable."""
    found = decomposition.proposal_sources(official, sides.without(toy, "1.10"), ["1.10"])
    assert of_unit(found, "a") == pytest.approx({"1.10": -12, "rest": 7500 / 85 - 75}, abs=1e-9)
    rest = 6000 / 70 - 6000 / 85
    assert of_unit(found, "b") == pytest.approx({"1.10": -1395 / 85, "rest": rest}, abs=1e-9)


def test_a_treatment_moves_the_rest_where_only_the_denominator_changes(toy, official):
    found = decomposition.proposal_sources(official, sides.treated(toy, "zero"), [])
    assert of_unit(found, "b") == pytest.approx({"rest": 73.95 - 87}, abs=1e-9)
    assert of_unit(found, "a") == {"rest": 0}


def test_points_that_a_treatment_gave_and_no_longer_gives_stand_at_their_criterion(toy):
    """Under full B is given 15 on 2.2, so that it has 88.95 of 100; in per cent 73.95 of 85."""
    found = decomposition.proposal_sources(sides.treated(toy, "full"), sides.side(toy), [])
    assert of_unit(found, "b") == pytest.approx({"2.2": -15, "rest": 87 - 73.95}, abs=1e-9)


def test_another_maximum_stands_at_its_criterion_and_the_balance_in_the_rest(toy, official):
    """2025, B: 2.1 from 20 to 40 points, the other 80 scaled to 60."""
    factors = sides.scaled_to_whole(toy, "2.1", 2.0)
    other = sides.with_maxima(toy, factors)
    points = official.points[(official.points["year"] == 2025) & official.points["unit_code"].str.endswith("-b")]
    obtained = points.set_index("criterion_code")["points"]
    found = of_unit(decomposition.proposal_sources(official, other, ["2.1"]), "b", 2025)
    rest = obtained.drop("2.1").sum()
    assert found == pytest.approx({"2.1": obtained["2.1"], "rest": 0.75 * rest - rest}, abs=1e-9)


def test_a_node_that_is_named_holds_all_below_it(toy, official):
    other = sides.with_maxima(toy, {"2.1": 2.0, "2.2": 2.0})
    whole, split = (decomposition.proposal_sources(official, other, named) for named in (["2"], ["2", "2.1", "2.2"]))
    assert set(whole["criterion_code"]) == {"2", "rest"} and set(split["criterion_code"]) == {"2.1", "2.2", "rest"}
    parts = of_unit(split, "a")
    assert of_unit(whole, "a")["2"] == pytest.approx(parts["2.1"] + parts["2.2"])


def test_merged_criteria_count_together_under_the_new_one(toy, official):
    assessed = toy.assessed.assign(node=toy.assessed["node"].replace({"2.2": "2.9"}))
    criteria = toy.study.criteria("so")
    renamed = {code if code != "2.2" else "2.9": item for code, item in criteria.items.items()}
    study = sides.with_sets(
        toy.study, lambda one: sides.replace(one, criteria=one.criteria.rename(index={"2.2": "2.9"}), items=renamed)
    )
    other = sides.side(toy, study, assessed, "renamed")
    split = decomposition.proposal_sources(official, other, ["2.2", "2.9"])
    assert of_unit(split, "a") == pytest.approx({"2.2": -12, "2.9": 12, "rest": 0})
    together = decomposition.proposal_sources(official, other, ["2.2", "2.9"], {"2.2": "2.9"})
    assert set(together["criterion_code"]) == {"rest"} and (together["contribution"].abs() < 1e-9).all()


def test_what_a_proposal_names_is_read_from_its_changes():
    changes = [
        Change("drop", ("1.3",), True, {"max_points": 4}),
        Change("merge", ("2.1", "2.2"), {"criterion_code": "2.9"}, {"2.1": 1, "2.2": 2}),
        Change("treatment", (), "zero", "per_cent"),
    ]
    assert decomposition.named_by(changes) == ({"1.3", "2.1", "2.2", "2.9"}, {"2.1": "2.9", "2.2": "2.9"})


def test_against_the_block_is_what_is_left_when_all_gain_alike(toy, official):
    found = decomposition.proposal_sources(official, sides.without(toy, "1.10"), ["1.10"])
    means = found.groupby(["year", "criterion_code"])["against_block"].mean()
    assert (means.abs() < 1e-9).all()
    own = [of_unit(found, unit, column="against_block")["1.10"] for unit in "ab"]
    assert own[0] - own[1] == pytest.approx(1395 / 85 - 12)


def test_identical_sides_have_one_part_that_is_exactly_nothing(official):
    found = decomposition.proposal_sources(official, official, ["1.1"])
    assert set(found["criterion_code"]) == {"rest"} and (found["contribution"] == 0).all()


@pytest.mark.parametrize("treatment", ["zero", "full", "rescale_without_survey", "share_among_siblings"])
def test_parts_add_up_under_any_treatment(toy, official, treatment):
    assert gap(official, sides.treated(toy, treatment)) < 1e-9


@pytest.mark.parametrize("code", ["1.1", "1.2", "1.10", "2.1", "2.2"])
def test_parts_add_up_whatever_is_dropped(toy, official, code):
    assert gap(official, sides.without(toy, code), [code]) < 1e-9


@pytest.mark.parametrize(
    ("name", "tried"), [("toy", 4), ("papi-2019", 1), ("binh-duong-2017", 3), ("vinh-phuc-2019", 3)]
)
def test_parts_of_random_proposals_add_up(toy, shipped, name, tried):
    here = toy if name == "toy" else shipped(name)
    official, generator = sides.side(here), np.random.default_rng(12)
    leaves = sorted({leaf for block in here.study.blocks.values() for leaf in block.criteria.leaves})
    for _ in range(tried):
        chosen = generator.choice(leaves, size=min(3, len(leaves) - 1), replace=False)
        factors = dict.fromkeys(leaves, 0.9) | {code: float(generator.uniform(0, 3)) for code in chosen}
        named = chosen[: generator.integers(0, len(chosen) + 1)]
        assert gap(official, sides.with_maxima(here, factors), named) < 1e-9


def test_parts_still_add_up_after_the_table_is_written_and_read(toy, official, tmp_path):
    other = sides.with_maxima(toy, sides.scaled_to_whole(toy, "1.1", 0.1))
    shifted = shifts.proposal_shifts(official, other, tables.empty("rank_intervals"))
    tables.write(tmp_path, "shifts", shifted, "synthetic")
    tables.write(tmp_path, "shift_sources", decomposition.proposal_sources(official, other, ["1.1"]), "synthetic")
    sums = tables.read(tmp_path, "shift_sources").groupby(UNIT)["contribution"].sum()
    assert np.allclose(sums, tables.read(tmp_path, "shifts").set_index(UNIT)["score_change"], rtol=0, atol=1e-9)


def test_the_order_of_rows_changes_nothing(toy, official):
    other = sides.without(toy, "1.10")
    mixed = [one._replace(points=one.points.sample(frac=1, random_state=2)) for one in (official, other)]
    again = decomposition.proposal_sources(*mixed, ["1.10"])
    pd.testing.assert_frame_equal(again, decomposition.proposal_sources(official, other, ["1.10"]))


def test_an_empty_table_may_leave_its_room(official, tmp_path):
    nothing = official._replace(points=tables.empty("points"))
    found = decomposition.proposal_sources(nothing, nothing, [])
    assert len(tables.write(tmp_path, "shift_sources", found, "synthetic")) == 0
