"""What the page holds: the same for shuffled tables, nothing of appraisers, every text in both languages."""

import json

import pytest
from explorer_rooms import left

from analysis.explorer.content import content, words

FORBIDDEN = ("opinion", "appraiser", "petition", "dispute")


@pytest.fixture
def held(toy, tmp_path):
    return content(left(toy, tmp_path))


def test_the_latest_year_stands_first(held):
    assert [place["key"] for place in held["places"]] == ["2025/so", "2024/so"]


def test_years_of_one_decision_share_its_sliders(held):
    assert {place["set"] for place in held["places"]} == {"toy/so"} == set(held["sets"])


def test_shuffled_tables_give_the_same_page(toy, tmp_path, held):
    mixed = {name: getattr(toy, name).sample(frac=1, random_state=3) for name in ("assessed", "points", "scores")}
    assert content(left(toy, tmp_path / "mixed", **mixed)) == held


def test_everything_fits_into_json(held):
    assert json.loads(json.dumps(held)) == json.loads(json.dumps(held, sort_keys=True))


def test_every_unit_is_named_in_both_languages(held):
    codes = {unit["code"] for place in held["places"] for unit in place["units"]}
    assert set(held["names"]) == codes and all(set(name) == {"vi", "en"} for name in held["names"].values())


def test_made_up_figures_are_marked(held):
    assert held["synthetic"] and held["mark"]["vi"] == "DỮ LIỆU MÔ PHỎNG"


def test_what_appraisers_thought_is_not_in_the_page(held):
    places = json.dumps(held["places"])
    assert not [word for word in FORBIDDEN if word in places]


@pytest.mark.parametrize(
    ("study", "why"), [("vinh-phuc-2019", "why_maxima_not_stated"), ("hoa-binh-2022", "why_one_domain")]
)
def test_a_place_without_weights_gives_the_reason(shipped, tmp_path, study, why):
    places = content(left(shipped(study), tmp_path))["places"]
    assert {(place["weighing"], place["why"]) for place in places} == {(None, why)} and why in words()
