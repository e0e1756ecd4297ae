"""Bodies stand from harsh to mild; where nothing can be told apart nothing is drawn."""

import made_up_fairness as fair
import made_up_ranges as made
import pytest

from analysis.figures import bodies

pytestmark = pytest.mark.usefixtures("made_up_names")


def test_bodies_stand_from_harsh_to_mild_with_their_number_of_appraisals(toy):
    rows = fair.severity(("shown",), bodies=("a", "b", "c"), estimates=(1.0, 3.0, 2.0))
    figure = bodies.severity(made.study(toy), "en", rows)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["b (150)", "c (150)", "a (150)"]


def test_what_cannot_be_told_apart_is_not_drawn(toy):
    assert bodies.severity(made.study(toy), "vi", fair.severity(("not_separable",))) is None


def test_a_body_that_is_no_unit_keeps_the_name_of_the_framework(toy):
    figure = bodies.severity(made.study(toy), "vi", fair.severity(("shown",), bodies=("Sở Nội vụ",)))
    assert figure.axes[0].get_yticklabels()[0].get_text() == "Sở Nội vụ (150)"
