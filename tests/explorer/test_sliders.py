"""How far a slider goes and in which steps: exact, and so that the official weights lie on a step."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analysis import framework
from analysis.explorer.sliders import rules, sliders
from analysis.paths import PROJECT


def with_maxima(criteria, first, second):
    """The toy set with other maxima of its two domains."""
    items = {"1": first, "2": second}
    changed = {
        code: replace(item, maximum=Fraction(items[code])) if code in items else item
        for code, item in criteria.items.items()
    }
    return replace(criteria, items=changed)


def test_a_set_has_its_scale_and_the_exact_maxima_of_its_domains(toy):
    found = sliders(toy.study.criteria("so"))
    assert (found["scale"], found["step"], found["highest"]) == ("100", "0.5", 199)
    assert [(one["code"], one["maximum"]) for one in found["domains"]] == [("1", "65"), ("2", "35")]


def test_titles_are_given_in_both_languages(toy):
    assert sliders(toy.study.criteria("so"))["domains"][0]["title"] == {
        "vi": "1 Điểm thẩm định",
        "en": "1 Appraised part",
    }


@pytest.mark.parametrize(
    ("first", "second", "step"), [("64.75", "35.25", "0.25"), ("64.9", "35.1", "0.1"), ("200/3", "100/3", "0.01")]
)
def test_the_step_is_the_largest_on_which_every_maximum_lies(toy, first, second, step):
    assert sliders(with_maxima(toy.study.criteria("so"), first, second))["step"] == step


def test_a_slider_ends_at_twice_the_largest_domain():
    found = sliders(framework.load(PROJECT, "illustrative-2025")["so"])
    assert found["highest"] * float(found["step"]) == 32


def test_maxima_that_are_no_decimals_stay_exact(toy):
    found = sliders(with_maxima(toy.study.criteria("so"), "200/3", "100/3"))
    assert (found["scale"], [one["maximum"] for one in found["domains"]]) == ("100", ["200/3", "100/3"])


def test_the_rules_of_ranks_go_with_the_set(toy):
    found = rules(toy.study.criteria("so"))
    assert (found["framework"], found["set"], found["rank_on"], found["decimals"]) == ("toy", "so", "printed", 2)
    assert found["classes"] == ["Tốt", "Khá", "Trung bình", "Yếu"]
