"""Drawn weights: what is allowed, what stays fixed, and the distributions they are said to have."""

import numpy as np
import pytest
from scipy.stats import qmc
from toy_changes import with_criteria
from varied import REASON

from analysis.sensitivity import weights
from analysis.sensitivity.choices import Choice
from analysis.sensitivity.tree import of_criteria

OFFICIAL = np.array([30.0, 20.0, 15.0])


def cube(draws=4096, dimensions=3):
    return qmc.Sobol(dimensions, rng=np.random.default_rng(1)).random_base2(draws.bit_length() - 1)


def drawn(kind, official=OFFICIAL, **fields):
    return weights.group_factors(official, cube(dimensions=len(official)), Choice("weights", REASON, kind, **fields))


KINDS = [("spread", {"spread": 0.25}), ("dirichlet", {"concentration": 50}), ("all", {})]


@pytest.mark.parametrize(("kind", "fields"), KINDS)
def test_weights_under_one_parent_always_add_up_to_the_official_sum(kind, fields):
    assert np.allclose(drawn(kind, **fields) @ OFFICIAL, OFFICIAL.sum())


def test_a_spread_leaves_its_bounds_by_no_more_than_scaling_back_allows():
    found = drawn("spread", spread=0.25)
    assert found.min() >= 0.75 / 1.25 and found.max() <= 1.25 / 0.75 and (found.std(axis=0) > 0.05).all()


def test_dirichlet_shares_have_the_official_mean_and_the_variance_of_their_concentration():
    shares = drawn("dirichlet", concentration=50) * OFFICIAL / OFFICIAL.sum()
    mean = OFFICIAL / OFFICIAL.sum()
    assert np.allclose(shares.mean(axis=0), mean, atol=1e-3)
    assert np.allclose(shares.var(axis=0), mean * (1 - mean) / 51, rtol=0.05)


def test_all_admissible_shares_are_equally_likely():
    # Of three shares that are uniform on the simplex, one is above t with probability (1 - t)^2.
    shares = drawn("all") * OFFICIAL / OFFICIAL.sum()
    for t in (0.1, 0.5, 0.8):
        assert np.allclose((shares > t).mean(axis=0), (1 - t) ** 2, atol=0.01)


def test_unstated_weights_are_multiplied_and_not_scaled_back():
    found = drawn("spread", np.array([np.nan, np.nan]), spread=0.1)
    assert 0.9 <= found.min() < 0.901 and 1.099 < found.max() <= 1.1
    assert np.std(found.sum(axis=1)) > 0.05


def groups(study, **fields):
    criteria = study.criteria("so")
    tree = of_criteria(criteria)
    return tree, weights.groups(tree, weights.official(tree, criteria), Choice("weights", REASON, **fields))


def test_the_weights_under_each_parent_are_one_group(toy):
    tree, found = groups(toy.study, kind="all")
    named = {name: {tree.nodes[place] for place in places} for name, places in found.items()}
    assert named == {"weights/total": {"1", "2"}, "weights/1": {"1.1", "1.2", "1.10"}, "weights/2": {"2.1", "2.2"}}


def test_a_weight_of_zero_does_not_vary(toy):
    tree, found = groups(with_criteria(toy.study, "max_points", {"1.10": 0.0, "2.1": 0.0}), kind="spread", spread=0.2)
    assert {name: len(places) for name, places in found.items()} == {"weights/total": 2, "weights/1": 2}


def test_only_a_spread_can_do_without_stated_weights(toy):
    unknown = with_criteria(toy.study, "max_points", {"2.1": np.nan})
    assert "weights/2" in groups(unknown, kind="spread", spread=0.2)[1]
    assert "weights/2" not in groups(unknown, kind="all")[1]


def test_a_leaf_is_multiplied_by_its_own_factor_and_that_of_its_parent(toy):
    tree, found = groups(toy.study, kind="all")
    factors = {name: np.full((1, len(places)), 1.0) for name, places in found.items()}
    factors["weights/total"][0, [tree.nodes[place] for place in found["weights/total"]].index("1")] = 1.5
    factors["weights/1"][0, [tree.nodes[place] for place in found["weights/1"]].index("1.2")] = 2.0
    assert weights.leaf_factors(tree, found, factors, 1).tolist() == [[1.5, 3.0, 1.5, 1.0, 1.0]]


def test_a_node_weighs_what_its_leaves_weigh_together(toy):
    tree = of_criteria(toy.study.criteria("so"))
    found = dict(zip(tree.nodes, weights.node_weights(tree, np.array([[30.0, 20, 15, 20, 15]]))[0], strict=True))
    assert (found["1"], found["2"], found["1.10"]) == (65, 35, 15)
