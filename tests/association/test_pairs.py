"""Scores and outside figures of the same units, year and block; what of an index is part of the total is named."""

from dataclasses import replace

import pandas as pd
import pytest
from toy_changes import by_unit

from analysis import study as studies
from analysis.association.pairs import COLUMNS, overlapping, pairs, without
from analysis.blocks import together


def row(overlap, part_of_total="no"):
    return pd.DataFrame({"overlap": [overlap], "part_of_total": [part_of_total]})


def test_units_are_paired_within_their_year(toy):
    found = pairs(toy.points, toy.scores, toy.study)
    assert list(found.columns) == COLUMNS
    assert by_unit(found, "outside", year=2025, score="total") == {"a": 90, "b": 89}
    assert by_unit(found, "value", year=2024)["a"] == 87


def test_published_ranks_are_paired_where_they_reach_further_than_totals(toy):
    found = pairs(toy.points, toy.scores, toy.study)
    assert by_unit(found, "value", year=2025, score="published_rank") == {"a": -1, "b": -2}
    assert not ((found["year"] == 2024) & (found["score"] == "published_rank")).any()


def test_without_an_outside_index_there_are_no_pairs(toy):
    found = pairs(toy.points, toy.scores, replace(toy.study, outside=()))
    assert list(found.columns) == COLUMNS and len(found) == 0


def test_what_a_row_says_of_overlap_goes_before_what_is_known_of_the_index(toy):
    criteria = toy.study.criteria("so")
    leaf = criteria.leaves[0]
    assert overlapping(row("", "yes"), criteria) == ("yes", [])
    assert overlapping(row("unknown", "yes"), criteria) == ("unknown", [])
    assert overlapping(row(f"{leaf};", "no"), criteria) == ("yes", [leaf])
    assert overlapping(row("total"), criteria) == ("yes", criteria.leaves)


def test_a_code_that_is_no_criterion_is_never_taken_for_no_overlap(toy):
    assert overlapping(row("9.9.9"), toy.study.criteria("so"))[0] == "unknown"


def test_the_total_without_the_overlap_is_the_sum_of_the_other_criteria(toy):
    units = next(iter(together(toy.points, toy.study)))
    leaf = units.criteria.leaves[0]
    rest = without(units, [leaf])
    kept = [one for one in units.criteria.leaves if one != leaf]
    expected = units.points[kept].sum(axis=1)
    expected = 100 * expected / units.maxima[kept].sum(axis=1) if units.by_percent else expected
    pd.testing.assert_series_equal(rest, expected)
    assert without(units, []) is None and without(units, units.criteria.leaves) is None


def test_an_outside_file_with_error_and_overlap_adds_the_total_without_the_part(toy, toy_root):
    folder = toy_root / "data" / "studies" / "toy"
    leaf = toy.study.criteria("so").leaves[0]
    lines = ["year,unit_code,index_code,value,standard_error,answers,source_id,overlap"]
    reference = toy_root / "data" / "reference" / "outside_indices.csv"
    shared = reference.read_text("utf-8").splitlines()[1:]
    lines += [f"{','.join(line.split(',')[:4])},1.5,200,TOY1,{leaf}" for line in shared]
    reference.write_text("year,unit_code,index_code,value,source_id\n", "utf-8")
    (folder / "outside.csv").write_text("\n".join(lines) + "\n", "utf-8")
    found = pairs(toy.points, toy.scores, studies.load(folder))
    own = found[found["score"] == "total_without_overlap"]
    assert len(own) == (found["score"] == "total").sum() > 0 and set(own["overlap"]) == {"no"}
    assert set(found.loc[found["score"] == "total", "overlap"]) == {"yes"}
    assert set(found["outside_error"]) == {1.5}


@pytest.mark.parametrize(("study", "index", "overlap"), [
    ("par-index-2012-2023", "SIPAS", "yes"), ("par-index-2012-2023", "PAPI8", "no"), ("hoa-binh-2022", "SIPAS", "unknown"),
])  # fmt: skip
def test_the_overlap_of_shipped_indices_is_named(shipped, study, index, overlap):
    here = shipped(study)
    found = pairs(here.points, here.scores, replace(here.study, outside=(index,)))
    assert set(found["overlap"]) == {overlap} and "total_without_overlap" not in set(found["score"])


def test_the_published_errors_of_papi_stand_beside_its_total(shipped):
    here = shipped("papi-2019")
    found = pairs(here.points, here.scores, here.study)
    hanoi = found[(found["unit_code"] == "01") & (found["outside_index"] == "PCI")].iloc[0]
    assert hanoi["value_error"] == pytest.approx(0.256748) and hanoi["outside"] == pytest.approx(68.803558)
