"""Worst-case bounds over the provinces not observed: on published ranks, and against every completion drawn."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from analysis import tables
from analysis.association.bounds import association_bounds, in_order, in_places, left_out
from analysis.association.extremes import extremes
from analysis.association.pairs import indices, pairs


@pytest.fixture(scope="module")
def papi(shipped):
    here = shipped("par-index-2012-2023")
    study = replace(here.study, outside=("PAPI8", "SIPAS"))
    paired = pairs(here.points, here.scores, study)
    return here, study, paired[paired["year"] == 2023]


def test_the_bounds_of_2023_are_those_seen(papi, tmp_path):
    # Seen before: -0.15 to 0.67 around 0.40, with the place of the province without PAPI left open; over every place that
    # it may have the lower bound is -0.168.
    here, study, paired = papi
    found = association_bounds(paired, here.points, here.scores, study)
    own = found[(found["outside_index"] == "PAPI8") & (found["score"] == "published_rank")].iloc[0]
    assert [own["estimate"], own["lowest"], own["highest"]] == pytest.approx([0.40, -0.16, 0.67], abs=0.01)
    assert (own["n"], own["units_in_block"]) == (28, 63) and own["share_observed"] == pytest.approx(28 / 63)
    assert len(tables.write(tmp_path, "association_bounds", found, "published")) == len(found)


def test_no_order_that_agrees_with_the_published_ranks_lies_outside_the_bounds(papi):
    here, study, paired = papi
    found = association_bounds(paired, here.points, here.scores, study)
    own = found[(found["outside_index"] == "PAPI8") & (found["score"] == "published_rank")].iloc[0]
    scores = here.scores[(here.scores["year"] == 2023) & (here.scores["node"] == "total")].set_index("unit_code")
    ranks = scores.loc[scores["rank_source"] == "published", "rank"].astype(int)
    outside = indices(study)
    outside = outside[(outside["year"] == 2023) & (outside["index_code"] == "PAPI8")].set_index("unit_code")["value"]
    generator, rest = np.random.default_rng(1), sorted(set(range(1, 64)) - set(ranks))
    open_units = sorted(set(study.units().query("kind == 'tinh'").index) - set(ranks.index))
    for _ in range(200):
        whole = pd.concat([ranks, pd.Series(generator.permutation(rest), index=open_units)])
        assert own["lowest"] <= spearmanr(-whole[outside.index], outside).statistic <= own["highest"]


def test_an_index_of_which_hardly_any_unit_is_known_has_no_bounds_but_a_reason(papi):
    here, study, paired = papi
    found = association_bounds(paired, here.points, here.scores, study)
    assert "SIPAS" not in set(found["outside_index"])
    assert any("neither" in row["reason_en"] for row in left_out(paired, here.points, here.scores, study))


def test_a_block_that_is_observed_whole_has_no_bounds(shipped):
    here = shipped("hoa-binh-2022")
    assert (
        len(association_bounds(pairs(here.points, here.scores, here.study), here.points, here.scores, here.study)) == 0
    )


def test_what_is_known_besides_only_narrows_the_bounds():
    full = pd.Series(np.arange(8.0), index=list("abcdefgh"))
    some, more = pd.Series([5.0, 3.0], index=["b", "g"]), pd.Series([5.0, 3.0, 4.0], index=["b", "g", "a"])
    wide, narrow = (extremes(in_order(full, one)) for one in (some, more))
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
    placed = extremes(
        in_places(full, pd.Series([2, 5], index=["b", "g"]), pd.Series(dtype=float), pd.Series(dtype=float), 8)
    )
    assert wide[0] <= placed[0] <= placed[1] <= wide[1]
