"""Declared corrections: each kind does what it says, and none outlives the mistake it repairs."""

import pytest
import yaml

from analysis import corrections, read
from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import DataProblems

PLACE = {
    "year": 2024, "block": "so", "unit": "00-so-gia-lap-a", "column": "1.1", "action": "replace", "expect": "27 | 27.0",
    "value": "26", "reason": {"vi": "vì", "en": "because"}, "confirmed_by": "nobody",
}  # fmt: skip


@pytest.fixture
def apply(toy_root):
    """A function that applies the given corrections to the copied toy study."""

    def run(*entries):
        content = yaml.safe_dump({"corrections": list(entries)}, allow_unicode=True)
        (toy_root / "data/studies/toy/corrections.yml").write_text(content, "utf-8")
        study = studies.load(studies_folder(toy_root) / "toy")
        return corrections.applied(study, read.submitted(study))

    return run


def changed(**changes):
    return {name: value for name, value in {**PLACE, **changes}.items() if value is not None}


def printed(cells, unit="00-so-gia-lap-a", column="1.1", year="2024"):
    own = cells[(cells["unit_code"] == unit) & (cells["column"] == column) & (cells["year_text"] == year)]
    return dict(zip(own["source_id"], own["printed"], strict=True))


def test_the_three_corrections_of_the_toy_study_are_listed_with_what_was_decided(toy):
    listed = toy.corrected.set_index("action")[["unit_code", "column", "printed", "decided"]]
    assert listed.loc["replace"].tolist() == ["00-so-gia-lap-f", "1.1", "240", "24"]
    assert listed.loc["keep_source"].tolist() == ["00-so-gia-lap-d", "1.2", "12 | 21", "12"]
    assert listed.loc["flag"].tolist() == ["00-so-gia-lap-c", "2.2", "9.75", "9.75"]


def test_replace_puts_the_value_in_place_of_every_printed_one(apply):
    assert printed(apply(changed())[0]) == {"TOY1": "26", "TOY2": "26"}


def test_replace_does_not_speak_for_a_source_that_prints_nothing(apply):
    entry = changed(column="published_points:1", expect="57", value="56")
    assert printed(apply(entry)[0], column="published_points:1") == {"TOY1": "56", "TOY2": "not_published"}


def test_keep_source_drops_the_other_sources_of_that_cell_only(apply):
    cells = apply(changed(action="keep_source", value=None, source="TOY2"))[0]
    assert printed(cells) == {"TOY2": "27.0"}
    assert printed(cells, column="1.2") == {"TOY1": "18", "TOY2": "18.00"}


def test_a_flag_changes_no_figure(apply):
    cells = apply(changed(action="flag", value=None, likely="26"))[0]
    assert printed(cells) == {"TOY1": "27", "TOY2": "27.0"}
    assert set(cells.loc[cells["likely"] != "", "likely"]) == {"26"}


def test_the_input_is_not_changed(toy):
    before = toy.submitted.copy()
    corrections.applied(toy.study, toy.submitted)
    assert toy.submitted.equals(before)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"unit": "00-so-gia-lap-z"}, "correction_matches_nothing"),
        ({"year": 2025, "unit": "00-so-gia-lap-f"}, "correction_matches_nothing"),
        ({"column": "1.11"}, "correction_matches_nothing"),
        ({"expect": "27"}, "correction_expectation"),
        ({"expect": "27.0 | 27"}, "correction_expectation"),
        ({"action": "keep_source", "value": None, "source": "TOY3"}, "correction_source"),
        ({"action": "keep_source"}, "correction_parts"),
        ({"action": "flag", "value": None}, "correction_parts"),
        ({"likely": "26"}, "correction_parts"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error_and_does_nothing(apply, changes, rule):
    cells, listed, problems = apply(changed(**changes))
    assert [one.rule for one in problems] == [rule]
    assert printed(cells) == {"TOY1": "27", "TOY2": "27.0"} and len(listed) == 0


def test_a_second_correction_of_one_cell_is_an_error(apply):
    problems = apply(changed(), changed(expect="26 | 26", value="25"))[2]
    assert [(one.rule, one.cell) for one in problems] == [("correction_twice", "corrections[2]")]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (changed(year="2024"), "value_not_allowed"),
        (changed(value=26), "unquoted"),
        (changed(expect=27), "unquoted"),
        (changed(column=1.1), "unquoted"),
        (changed(action="guess"), "value_not_allowed"),
        (changed(reason=None), "missing_key"),
        (changed(reason={"vi": "vì"}), "missing_key"),
    ],
)
def test_a_correction_that_is_not_well_formed_stops_at_once(apply, entry, rule):
    with pytest.raises(DataProblems) as refused:
        apply(entry)
    assert rule in [one.rule for one in refused.value.problems]
