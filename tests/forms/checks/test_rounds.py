"""Points of the later rounds."""

from forms.sample_form import CRITERIA, cell, form, problems, said

from analysis.forms import meaning
from analysis.forms.checks.rounds import changed


def test_appraised_points_above_the_maximum_are_an_error_at_their_cell():
    given = {"1.1.3": {"appraisal_1": 3.0, "opinion_1": "x"}}
    assert said(given) == [("appraisal_above_maximum", cell("appraisal_1", "1.1.3"))]
    assert said({"3.1": {"survey_points": 4.5}}) == [("appraisal_above_maximum", cell("survey_points", "3.1"))]
    assert said({"1.1.3": {"appraisal_1": 2.0}, "3.1": {"survey_points": 4.0}}) == []
    assert said({"2.1": {"appraisal_2": "3,33"}}) == []


def test_a_cut_without_an_opinion_is_a_warning_at_the_cell_of_the_opinion():
    (found,) = problems({"1.1.3": {"appraisal_1": 1.0}})
    assert (found.rule, found.severity, found.cell) == (
        "appraisal_without_opinion",
        "warning",
        cell("opinion_1", "1.1.3"),
    )
    assert said({"1.1.3": {"appraisal_1": 1.0, "opinion_1": "Thiếu tài liệu"}}) == []


def test_a_second_appraisal_that_leaves_the_first_needs_no_further_opinion():
    first = {"appraisal_1": 1.0, "opinion_1": "Thiếu tài liệu"}
    assert said({"1.1.3": first | {"appraisal_2": 1.0}}) == said({"1.1.3": first | {"appraisal_2": 2.0}}) == []
    assert said({"1.1.3": first | {"appraisal_2": 0.0}}) == [("appraisal_without_opinion", cell("opinion_2", "1.1.3"))]


def test_self_points_that_a_later_form_changes_are_a_warning_that_names_the_first():
    first, later = form(file="dau.xlsx"), form({"1.1.3": {"self_points": 1.0}}, file="sau.xlsx")
    pairs = [(one, meaning.typed(one, CRITERIA)) for one in (first, later)]
    (found,) = changed(*pairs, "00-xa-binh-an")
    assert (found.rule, found.severity, found.cell) == (
        "self_points_changed_after_sending", "warning", cell("self_points", "1.1.3"),
    )  # fmt: skip
    assert "dau.xlsx" in found.message_vi and found.file == "sau.xlsx" and (found.found, found.expected) == ("1", "2")
    assert list(changed(pairs[0], pairs[0], "x")) == []
