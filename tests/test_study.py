"""study.yml: what a study states, what it leaves unknown, and what may not stand there."""

import numpy as np
import pytest

from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import DataProblems


def load(root):
    return studies.load(studies_folder(root) / "toy")


def faults(root):
    with pytest.raises(DataProblems) as refused:
        load(root)
    return [(one.rule, one.cell) for one in refused.value.problems]


def test_counts_may_differ_by_year(toy):
    block = toy.study.blocks["so"]
    assert block.units_in_block == {2024: 6, 2025: 6} and block.units_known == {2024: 6, 2025: 5}


def test_a_block_is_complete_when_all_its_units_are_known(toy):
    block = toy.study.blocks["so"]
    assert block.complete(2024) and not block.complete(2025)


def test_a_block_of_unknown_size_is_never_complete(toy_root, edit):
    edit("studies/toy/study.yml", "units_in_block: 6", "units_in_block: unknown")
    assert not load(toy_root).blocks["so"].complete(2024)


def test_two_purposes_share_no_draws(toy):
    one, other = toy.study.random("weights/so/2024"), toy.study.random("weights/so/2025")
    assert not np.array_equal(one.random(8), other.random(8))


def test_the_same_purpose_draws_the_same_again(toy):
    assert np.array_equal(toy.study.random("x").random(8), toy.study.random("x").random(8))


def test_another_study_draws_otherwise(toy, toy_root, edit):
    (toy_root / "data/studies/toy").rename(toy_root / "data/studies/toy-two")
    edit("studies/toy-two/study.yml", "study: toy", "study: toy-two")
    other = studies.load(studies_folder(toy_root) / "toy-two")
    assert not np.array_equal(other.random("x").random(8), toy.study.random("x").random(8))


def test_a_synthetic_study_says_so(toy, shipped):
    assert toy.study.synthetic and not shipped("tay-ninh-2023").study.synthetic


def test_fairness_may_be_left_out(toy_root, edit):
    edit("studies/toy/study.yml", 'fairness:\n  groupings:\n    appraises: {reference: "no"}\n', "")
    assert load(toy_root).groupings == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("study: toy", "study: toi", ("study_not_folder", "study")),
        ("draws: 1024", "draws: 1000", ("not_power_of_two", "sensitivity.draws")),
        ("draws: 1024", "draws: 0", ("value_not_allowed", "sensitivity.draws")),
        ("draws: 1024", "draws: 1", ("value_not_allowed", "sensitivity.draws")),
        ("[2024, 2025]", "[2025, 2024]", ("years_order", "years")),
        ("[2024, 2025]", "[2024, 2024]", ("years_order", "years")),
        ("[2024, 2025]", '["2024", 2025]', ("value_not_allowed", "years[1]")),
        ("2025: 5}", "2026: 5}", ("years_of_count", "blocks.so.units_known")),
        ("2025: 5}", "2025: 7}", ("value_not_allowed", "blocks.so.units_known")),
        ("{2024: 6, 2025: 5}", "unknown", ("value_not_allowed", "blocks.so.units_known")),
        ("{2024: 6, 2025: 5}", "-1", ("value_not_allowed", "blocks.so.units_known")),
        ("set: so", "set: huyen", ("value_not_allowed", "blocks.so.set")),
        ("framework: toy", "framework: none", ("file_missing", "")),
        ("spread: 0.25", "spread: 1.5", ("value_not_allowed", "sensitivity.choices.weights.spread")),
        ("spread: 0.25", 'spread: "0,25"', ("value_not_allowed", "sensitivity.choices.weights.spread")),
        ('"2026-01-15"', "2026-01-15", ("unquoted", "as_of")),
        ('"2026-01-15"', '"15/01/2026"', ("value_not_allowed", "as_of")),
        ("status: synthetic", "status: real", ("value_not_allowed", "status")),
        ('decimal_mark: "."', 'decimal_mark: ";"', ("value_not_allowed", "decimal_mark")),
        ("appraises:", "altitude:", ("value_not_allowed", "fairness.groupings.altitude")),
        ("appraises:", "size:", ("no_labels", "fairness.groupings.size.reference")),
        ('reference: "no"', "reference: no", ("unquoted", "fairness.groupings.appraises.reference")),
        ('reference: "no"', 'reference: "maybe"', ("value_not_allowed", "fairness.groupings.appraises.reference")),
        ("[TOYX]", "[TOYY]", ("value_not_allowed", "association.outside[1]")),
        ("[TOYX]", "[TOYX, TOYX]", ("value_not_allowed", "association.outside[2]")),
        ("sample: {selected: false}\n", "", ("missing_key", "sample")),
    ],
)
def test_a_fault_is_named_with_its_key(toy_root, edit, old, new, fault):
    edit("studies/toy/study.yml", old, new)
    assert fault in faults(toy_root)


def test_a_folder_without_a_study_is_refused(toy_root):
    (toy_root / "data/studies/toy/study.yml").unlink()
    assert faults(toy_root) == [("file_missing", "")]
