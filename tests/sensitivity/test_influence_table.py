"""The tables of influence, on two units whose ranks two switches decide.

Every combination of the four switches (two in each sample) stands once, so that the indices are exactly the known ones:
a switch that alone decides explains everything; of two that decide by their difference (exclusive or), each explains
nothing alone and everything with the other.
"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.sensitivity.draws import Draws, InfluenceDraws
from analysis.sensitivity.influence_table import influence, influence_convergence

pytestmark = pytest.mark.filterwarnings("error")

SWITCHES = np.array(np.unravel_index(np.arange(16), (2, 2, 2, 2))).T
STUDY = SimpleNamespace(random=lambda name: np.random.default_rng(sum(name.encode())))
LIMITS = ["first_order_low", "first_order_high", "total_order_low", "total_order_high"]
INDICES = ["first_order", "total_order", *LIMITS]


def either(one, other):
    return one ^ other


def only_first(one, _):
    return one


def only_second(_, other):
    return other


def drawn(swapped, lower_class=None, repeated=32, units=("a", "b")):
    """Return the draws of two units: swapped(x, y) turns their order, lower_class(x, y) lowers the class of the first."""
    together = SimpleNamespace(year=2023, block="so", units=list(units))
    base, other = np.tile(SWITCHES[:, :2], (repeated, 1)), np.tile(SWITCHES[:, 2:], (repeated, 1))

    def of(switches):
        turn = swapped(*switches.T)
        ranks = np.column_stack([1 + turn, 2 - turn]).astype(np.uint16)
        classes = None
        if lower_class:
            lowered = lower_class(*switches.T)
            classes = np.column_stack([lowered, np.ones_like(lowered)]).astype(np.int8)
        return Draws(together, ("x", "y"), ranks, classes, np.zeros(len(ranks), dtype=bool), {})

    mixed = {
        "x": of(np.column_stack([other[:, 0], base[:, 1]])),
        "y": of(np.column_stack([base[:, 0], other[:, 1]])),
    }
    return InfluenceDraws(together, of(base), of(other), mixed)


def failing(one, rows, within="base"):
    """Return the draws with further rows at places, of which one sample could not be computed and holds anything."""

    def widened(draws, failed):
        ranks = np.insert(draws.ranks, rows, [[7, 9]], axis=0)
        classes = None if draws.class_places is None else np.insert(draws.class_places, rows, -1, axis=0)
        return draws._replace(ranks=ranks, class_places=classes, failed=np.insert(draws.failed, rows, failed))

    samples = {"base": one.base, "other": one.other} | one.mixed
    samples = {name: widened(draws, name == within) for name, draws in samples.items()}
    return InfluenceDraws(one.units, samples.pop("base"), samples.pop("other"), samples)


def settled(table):
    return tables.checked("influence", table.assign(status="published"))


def of(table, target, which, unit=""):
    return table[(table["target"] == target) & (table["input"] == which) & (table["unit_code"] == unit)].iloc[0]


def test_a_choice_that_alone_decides_explains_everything():
    table = settled(influence([drawn(only_first)], STUDY))
    for target, unit in [("mean_rank_shift", ""), ("rank", "a"), ("rank", "b")]:
        assert list(of(table, target, "x", unit)[["first_order", "total_order"]]) == [1, 1]
        assert (of(table, target, "y", unit)[INDICES] == 0).all()


def test_choices_that_decide_only_together_explain_nothing_alone():
    table = settled(influence([drawn(either)], STUDY))
    for target, unit in [("mean_rank_shift", ""), ("rank", "a"), ("rank", "b")]:
        for which in ("x", "y"):
            assert list(of(table, target, which, unit)[["first_order", "total_order"]]) == [0, 1]


def test_intervals_hold_the_known_values():
    table = settled(influence([drawn(either)], STUDY))
    assert (table["first_order_low"] < 0).all() and (table["first_order_high"] > 0).all()
    assert (table["total_order_low"] < 1).all() and (table["total_order_high"] > 1).all()


def test_the_class_has_influences_of_its_own():
    table = settled(influence([drawn(only_first, lower_class=only_second)], STUDY))
    assert list(of(table, "class_change", "y", "a")[["first_order", "total_order"]]) == [1, 1]
    assert (of(table, "class_change", "x", "a")[INDICES] == 0).all()


def test_a_target_that_does_not_vary_is_empty_with_the_reason():
    table = settled(influence([drawn(only_first, lower_class=only_second)], STUDY))
    fixed = table[(table["target"] == "class_change") & (table["unit_code"] == "b")]
    assert len(fixed) == 2 and fixed[INDICES].isna().all(axis=None)
    assert set(fixed["reason"]) == {"target_does_not_vary"}
    assert set(table.drop(fixed.index)["reason"]) == {""}


def test_without_cut_offs_there_is_no_class_to_change():
    table = influence([drawn(only_first)], STUDY)
    assert set(table["target"]) == {"mean_rank_shift", "rank"}


def test_a_target_that_hardly_ever_changes_has_no_limits_and_says_why():
    one = drawn(only_first)
    for draws in (one.base, one.other, *one.mixed.values()):
        draws.ranks[:] = [1, 2]
    one.base.ranks[5] = [2, 1]
    table = settled(influence([one], STUDY))
    assert table["total_order"].notna().all() and table[LIMITS].isna().all(axis=None)
    assert set(table["reason"]) == {"target_varies_in_few_draws"}


@pytest.mark.parametrize("within", ["base", "other", "x", "y"])
def test_a_draw_that_failed_anywhere_is_left_out_everywhere_and_counted(within):
    plain = influence([drawn(either, lower_class=only_second)], STUDY)
    table = influence([failing(drawn(either, lower_class=only_second), [3, 100, 512], within)], STUDY)
    assert set(table["failed"]) == {3} and set(table["draws"]) == {515}
    pd.testing.assert_frame_equal(plain.drop(columns=["draws", "failed"]), table.drop(columns=["draws", "failed"]))


def test_when_every_draw_failed_nothing_is_said():
    one = drawn(either)
    one.other.failed[:] = True
    table = settled(influence([one], STUDY))
    assert table[INDICES].isna().all(axis=None) and set(table["reason"]) == {"too_few_draws"}
    assert set(table["failed"]) == {512}
    assert influence_convergence([one])[["first_order", "total_order"]].isna().all(axis=None)


def test_shuffling_the_units_changes_nothing():
    generator = np.random.default_rng(3)
    order = generator.permutation(40)
    codes = np.array([f"u{place:02d}" for place in range(40)])

    def of(units, places):
        own = np.random.default_rng(3)
        together = SimpleNamespace(year=2023, block="so", units=list(units))
        ranks = [np.argsort(own.normal(size=(256, 40)), axis=1).astype(np.uint16)[:, places] + 1 for _ in range(4)]
        draws = [
            Draws(together, ("x", "y"), one, (one // 20).astype(np.int8), np.zeros(256, bool), {}) for one in ranks
        ]
        return InfluenceDraws(together, draws[0], draws[1], {"x": draws[2], "y": draws[3]})

    plain, shuffled = influence([of(codes, np.arange(40))], STUDY), influence([of(codes[order], order)], STUDY)
    pd.testing.assert_frame_equal(settled(plain), settled(shuffled))


def test_the_shift_is_the_mean_distance_from_the_official_ranks():
    # Many units, so that ranks below the official one, unsigned, would wrap around.
    generator = np.random.default_rng(8)
    together = SimpleNamespace(year=2023, block="so", units=list("abcdefg"))
    samples = [np.argsort(generator.random((512, 7)), axis=1).astype(np.uint16) + np.uint16(1) for _ in range(3)]
    draws = [Draws(together, ("x",), ranks, None, np.zeros(512, dtype=bool), {}) for ranks in samples]
    found = influence([InfluenceDraws(together, draws[0], draws[1], {"x": draws[2]})], STUDY).iloc[0]
    base, other, mixed = (np.abs(ranks.astype(float) - samples[0][0]).mean(axis=1) for ranks in samples)
    both = np.concatenate([base, other])
    assert found["target"] == "mean_rank_shift" and found["unit_code"] == ""
    assert found["total_order"] == pytest.approx(((mixed - base) ** 2).mean() / 2 / both.var())
    assert found["first_order"] == pytest.approx(((other - both.mean()) * (mixed - base)).mean() / both.var())


def test_above_five_hundred_units_only_the_mean_shift_is_explained():
    generator = np.random.default_rng(1)
    together = SimpleNamespace(year=2023, block="xa", units=[f"u{place:03d}" for place in range(501)])
    ranks = [np.argsort(generator.random((8, 501)), axis=1).astype(np.uint16) + 1 for _ in range(3)]
    draws = [Draws(together, ("x",), one, (one // 100).astype(np.int8), np.zeros(8, dtype=bool), {}) for one in ranks]
    table = influence([InfluenceDraws(together, draws[0], draws[1], {"x": draws[2]})], STUDY)
    assert list(table["target"]) == ["mean_rank_shift"]


def test_a_block_in_which_nothing_varies_has_no_rows():
    nothing = drawn(either)._replace(mixed={})
    for table, name in [
        (influence([nothing], STUDY), "influence"),
        (influence_convergence([nothing]), "influence_convergence"),
    ]:
        assert len(tables.checked(name, table.assign(status="published"))) == 0
    assert len(influence([], STUDY)) == 0 and len(influence_convergence([])) == 0


def test_convergence_shows_a_quarter_a_half_and_all_of_the_draws():
    table = influence_convergence([drawn(either)])
    table = tables.checked("influence_convergence", table.assign(status="published"))
    assert [sorted(set(rows["draws"])) for _, rows in table.groupby("input")] == [[128, 256, 512]] * 2
    assert (table["first_order"] == 0).all() and (table["total_order"] == 1).all()


def test_the_last_step_of_convergence_is_the_estimate():
    one = failing(drawn(either), [3, 100, 512])
    last = influence_convergence([one]).query("draws == 515").set_index("input")
    table = influence([one], STUDY).query("target == 'mean_rank_shift'").set_index("input")
    pd.testing.assert_frame_equal(last[["first_order", "total_order"]], table[["first_order", "total_order"]])


@pytest.mark.parametrize(("draws", "stages"), [(1, [1]), (2, [1, 2]), (3, [1, 3]), (10, [2, 5, 10])])
def test_any_number_of_draws_has_its_stages(draws, stages):
    one = drawn(either)
    cut = [
        own._replace(ranks=own.ranks[:draws], failed=own.failed[:draws])
        for own in (one.base, one.other, *one.mixed.values())
    ]
    table = influence_convergence([InfluenceDraws(one.units, cut[0], cut[1], {"x": cut[2], "y": cut[3]})])
    table = tables.checked("influence_convergence", table.assign(status="published"))
    assert sorted(set(table["draws"])) == stages


def test_every_year_and_block_has_its_own_rows():
    one = drawn(either)
    later = one._replace(units=SimpleNamespace(year=2024, block="so", units=["a", "b"]))
    table = settled(influence([one, later], STUDY))
    assert list(table.groupby("year").size()) == [6, 6]
