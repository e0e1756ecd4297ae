"""Changes held against the error of a difference."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from two_rounds import lineage_of, pair_of, rounds, shares

from analysis import tables
from analysis.compare import year_changes as module
from analysis.compare import year_pairs
from analysis.compare.year_changes import error_of_change, left_out, year_changes


def with_errors(monkeypatch, before, after):
    """Let every unit of a round have the standard error given, in place of what a study declares."""
    errors = {2024: before, 2025: after}
    monkeypatch.setattr(module, "known_errors", lambda one, block, store: errors[one.year])


def test_the_error_of_a_difference_is_the_root_of_both_variances(toy, monkeypatch):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)})
    with_errors(monkeypatch, {"a": 3.0}, {"a": 4.0})
    row = year_changes([pair]).iloc[0]
    assert row["error"] == pytest.approx(5)
    assert (row["low"], row["high"]) == pytest.approx((10 - 9.799820, 10 + 9.799820), abs=1e-6)
    assert row["p_adjusted"] == pytest.approx(0.0455003, abs=1e-6) and row["beyond_error"] == "yes"


def test_among_several_units_a_change_must_stand_out_further(toy, monkeypatch):
    """Two standard errors alone are p 0.0455; Holm doubles it among two units of which the other did not change."""
    pair = pair_of(toy.study, {"a": shares(50), "b": shares(70)}, {"a": shares(60), "b": shares(70)})
    with_errors(monkeypatch, dict.fromkeys("ab", 3.0), dict.fromkeys("ab", 4.0))
    found = year_changes([pair]).set_index("unit_code")
    assert found.loc["a", "p_adjusted"] == pytest.approx(2 * 0.0455003, abs=1e-6)
    assert found["beyond_error"].to_dict() == {"a": "no", "b": "no"}


def test_combined_units_have_the_error_of_their_weighted_mean(toy, monkeypatch):
    lineage = lineage_of(("n", "a", "2025-07-01", 3), ("n", "b", "2025-07-01", 1))
    pair = pair_of(toy.study, {"a": shares(50), "b": shares(70)}, {"n": shares(60)}, lineage=lineage)
    with_errors(monkeypatch, {"a": 4.0, "b": 4.0}, {"n": 0.0})
    assert error_of_change(pair)["n"] == pytest.approx(np.sqrt(9 + 1))


def test_without_a_known_error_in_both_years_the_answer_is_unknown(toy, monkeypatch):
    pair = pair_of(toy.study, {"a": shares(50)}, {"a": shares(60)})
    with_errors(monkeypatch, {}, {"a": 1.0})
    found = year_changes([pair])
    row = found.iloc[0]
    assert row["beyond_error"] == "unknown" and np.isnan([row["error"], row["low"], row["p_adjusted"]]).all()
    assert "errors of the scores" in left_out([pair], found)[0]["reason_en"]


def test_papi_of_2019_brings_its_published_errors(shipped):
    """Hà Nội 2019 is printed with 0.256748; two equal years would differ with the root of twice its square."""
    (one,) = rounds(shipped("papi-2019"))
    block = replace(one.study.blocks["tinh"], units_in_block={2020: 63}, units_known={2020: 63})
    study = replace(one.study, id="a-year-later", years=(2020,), blocks={"tinh": block})
    frames = {name: getattr(one, name).assign(year=2020) for name in ("points", "scores", "assessed")}
    pairs = year_pairs.pairs([one._replace(study=study, year=2020, **frames)], [one])
    found = year_changes(pairs).set_index("unit_code")
    assert found.loc["01", "error"] == pytest.approx(0.256748 * np.sqrt(2), abs=1e-9)
    assert set(found["beyond_error"]) == {"no"} and left_out(pairs, found.reset_index()) == []


def test_papi_of_2022_and_2023_has_no_printed_error_and_says_so(shipped):
    pairs = year_pairs.pairs(rounds(shipped("papi-2023")), rounds(shipped("papi-2022")))
    found = year_changes(pairs)
    assert set(found["beyond_error"]) == {"unknown"} and len(left_out(pairs, found)) == 1


def test_the_simulated_forms_have_errors_of_appraisal_and_survey(shipped):
    pairs = year_pairs.pairs(rounds(shipped("known-answer-2025")), rounds(shipped("known-answer-2024")))
    found = year_changes(pairs)
    assert found["error"].gt(0).all() and set(found["beyond_error"]) <= {"yes", "no"}


def test_of_units_that_did_not_change_one_block_in_twenty_has_any_found(toy, monkeypatch):
    """Twelve units, 200 blocks drawn with known errors: the share of blocks with a false finding is at most 5 per cent."""
    generator, units = toy.study.random("compare/years/test"), [chr(97 + place) for place in range(12)]
    with_errors(monkeypatch, dict.fromkeys(units, 1.0), dict.fromkeys(units, 1.0))
    pair = pair_of(toy.study, {unit: shares(50) for unit in units}, {unit: shares(50) for unit in units})
    blocks = 200
    draws = generator.normal(size=(blocks, len(units))) * np.sqrt(2)
    any_found = 0
    for one in draws:
        monkeypatch.setattr(module, "score_other", lambda pair, one=one: pd.Series(50 + one, index=units))
        any_found += (year_changes([pair])["beyond_error"] == "yes").any()
    assert any_found / blocks <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / blocks)


def test_changes_less_their_mean_sum_to_nothing_and_the_table_passes_its_door(toy):
    pair = pair_of(toy.study, {"a": shares(50), "b": shares(70)}, {"a": shares(64), "b": shares(71)})
    found = year_changes([pair])
    assert found["against_mean"].to_list() == pytest.approx([6.5, -6.5])
    assert len(tables.checked("year_changes", found.assign(status="synthetic"))) == 2
    assert year_changes([]).empty
