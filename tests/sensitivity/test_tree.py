"""The tree of criteria as positions, and the share of each leaf in the root."""

import numpy as np
import pytest
from small_decisions import EVERY_RULE, load

from analysis.sensitivity import tree

SMALL = tree.of_parents([("A", ""), ("B", ""), ("A1", "A"), ("A2", "A"), ("B1", "B")])
# A 1 and B 3; below A 1 and 4.
WEIGHTS = np.array([[1.0, 3.0, 1.0, 4.0, 7.0]])


def without(code):
    """Return the small tree with one leaf removed, and the weights of what is left."""
    kept = [place for place, name in enumerate(SMALL.nodes) if name != code]
    pairs = [(SMALL.nodes[place], (*SMALL.nodes, "")[SMALL.parent[place]]) for place in kept]
    return tree.of_parents(pairs), WEIGHTS[:, kept]


def test_groups_name_every_parent_before_its_children():
    assert SMALL.groups == [(-1, [0, 1]), (0, [2, 3]), (1, [4])]
    assert SMALL.leaves == [2, 3, 4] and SMALL.levels == (1, 1, 2, 2, 2) and SMALL.depth == 2


def test_the_share_of_a_leaf_is_the_product_of_shares_down_the_tree():
    np.testing.assert_allclose(tree.leaf_shares(SMALL, WEIGHTS), [[0.25 * 0.2, 0.25 * 0.8, 0.75]])


def test_scaling_the_weights_under_a_parent_changes_nothing():
    scaled = WEIGHTS * [[8.0, 8.0, 4.0, 4.0, 2.0]]
    np.testing.assert_array_equal(tree.leaf_shares(SMALL, scaled), tree.leaf_shares(SMALL, WEIGHTS))


def test_weight_0_is_the_criterion_removed():
    zero = WEIGHTS * [[1, 1, 0, 1, 1]]
    smaller, weights = without("A1")
    np.testing.assert_array_equal(tree.leaf_shares(SMALL, zero)[:, 1:], tree.leaf_shares(smaller, weights))
    assert tree.leaf_shares(SMALL, zero)[0, 0] == 0


def test_a_domain_of_which_no_criterion_has_a_weight_leaves_the_tree():
    np.testing.assert_array_equal(tree.leaf_shares(SMALL, WEIGHTS * [[1, 1, 1, 1, 0]]), [[0.2, 0.8, 0]])
    np.testing.assert_array_equal(tree.normalised(SMALL, WEIGHTS * [[1, 1, 1, 1, 0]]), [[1, 0, 0.2, 0.8, 0]])


def test_a_draw_does_not_depend_on_the_others_in_its_block():
    generator = np.random.default_rng(0)
    wide = tree.of_parents([(str(place), "") for place in range(40)])
    weights = generator.random((50, 40))
    together = tree.leaf_shares(wide, weights)
    np.testing.assert_array_equal(together, np.concatenate([tree.leaf_shares(wide, one[None]) for one in weights]))
    np.testing.assert_allclose(together.sum(axis=1), 1)


def test_leaves_may_hang_at_different_depths():
    uneven = tree.of_parents([("A", ""), ("B", ""), ("A1", "A"), ("A2", "A"), ("A1a", "A1"), ("A1b", "A1")])
    shares = tree.leaf_shares(uneven, np.array([[1.0, 1, 1, 3, 1, 1]]))
    assert [uneven.nodes[place] for place in uneven.leaves] == ["B", "A2", "A1a", "A1b"]
    np.testing.assert_allclose(shares, [[1 / 2, 3 / 8, 1 / 16, 1 / 16]])


@pytest.mark.parametrize("weights", [[1, 1, 1, 1, -1], [1, 1, 1, 1, np.nan], [0, 0, 1, 1, 1], [1, 1, 0, 0, 0]])
def test_weights_that_share_out_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        tree.leaf_shares(SMALL, np.array([weights], dtype=float))


@pytest.mark.parametrize(("nodes", "parent"), [(("A", "B"), (1, -1)), (("A", "A"), (-1, -1)), (("A",), (-1, 0))])
def test_what_is_no_tree_is_refused(nodes, parent):
    with pytest.raises(ValueError, match="tree"):
        tree.Tree(nodes, parent)


def test_the_tree_of_criteria_has_main_points_only_and_keeps_the_order_of_the_leaves(toy):
    criteria = toy.study.criteria(next(iter(toy.study.blocks)))
    found = tree.of_criteria(criteria)
    main = [code for code in criteria.leaves if criteria.parts[code] == "main"]
    assert [found.nodes[place] for place in found.leaves] == main
    assert "total" not in found.nodes
    parents = {
        code: "total" if above < 0 else found.nodes[above]
        for code, above in zip(found.nodes, found.parent, strict=True)
    }
    assert parents == {code: criteria.parents[code] for code in found.nodes}


def test_shares_of_the_official_maxima_are_their_share_of_the_total(toy):
    criteria = toy.study.criteria(next(iter(toy.study.blocks)))
    found = tree.of_criteria(criteria)
    maxima = np.array([[criteria.maximum(code) for code in found.nodes]])
    leaves = maxima[:, found.leaves]
    np.testing.assert_allclose(tree.leaf_shares(found, maxima), leaves / leaves.sum())


def test_a_bonus_and_a_deduction_have_no_place_in_the_tree(tmp_path):
    nodes = tree.of_criteria(load(tmp_path, EVERY_RULE)).nodes
    assert {"1.1", "2", "3"} <= set(nodes) and not {"4", "4.1", "4.2", "5"} & set(nodes)
