"""What the rows of a form mean."""

import datetime
from fractions import Fraction

import pytest
from forms.sample_form import COLUMNS, CRITERIA, RIGHT, form, line_of

from analysis.forms import meaning
from analysis.forms.declared import Fault
from analysis.rules import Declared


def row(code, values=None, **more):
    typed = meaning.typed(form({code: values or {}}, **more), CRITERIA)
    return next(one for one in typed if one.code == code)


def test_every_leaf_is_a_row_in_the_order_of_the_form_and_nothing_else_is():
    typed = meaning.typed(form(), CRITERIA)
    assert [one.code for one in typed] == [code for code, one in CRITERIA.items.items() if one.leaf]
    assert all(one.criterion is CRITERIA.items[one.code] for one in typed)


def test_a_row_holds_exact_points_figures_documents_and_words():
    one = row("2.1", {"appraisal_1": "2,25", "explanation": "Theo sổ", "applicability": "Áp dụng"})
    assert (one.line, one.self_points, one.appraisal_1, one.appraisal_2) == (
        line_of("2.1"), Fraction("2.5"), Fraction("2.25"), None,
    )  # fmt: skip
    assert one.declared == Declared(Fraction(3), Fraction(4))
    assert (one.evidence[0].number, one.evidence[0].date) == ("250/BC-UBND", datetime.date(2025, 12, 5))
    assert (one.applicability, one.explanation, one.reason, one.faults) == ("applies", "Theo sổ", "", ())


@pytest.mark.parametrize("blank", ["-", "–", "…", "...", None])
def test_a_dash_or_dots_are_an_empty_cell_everywhere(blank):
    one = row(
        "2.1", dict.fromkeys(("self_points", "explanation", "applicability", "declared", "evidence_number"), blank)
    )
    assert (one.self_points, one.explanation, one.applicability, one.declared, one.faults) == (None, "", "", None, ())


def test_zero_is_a_value():
    assert row("2.1", {"self_points": 0.0}).self_points == 0 and row("2.1", {"self_points": "0"}).self_points == 0


def test_what_cannot_be_read_is_a_fault_with_field_and_content():
    one = row("2.1", {"self_points": "hai", "denominator": "1.085", "applicability": "tùy"})
    assert set(one.faults) == {
        Fault("not_a_number", "self_points", "hai"), Fault("ambiguous_number", "denominator", "1.085"),
        Fault("applicability_unknown_word", "applicability", "tùy"),
    }  # fmt: skip
    assert one.faulty("self_points") and one.faulty("declared", "denominator") and not one.faulty("appraisal_1")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Áp dụng", "applies"), ("x", "applies"), ("Không thuộc chức năng, nhiệm vụ", "not_applicable"),
        ("KHÔNG THUỘC CHỨC NĂNG, NHIỆM VỤ.", "not_applicable"), ("Không phát sinh trong kỳ", "no_case"),
        ("N/A", "not_applicable"),
        ("lúc có lúc không", ""),
    ],
)  # fmt: skip
def test_words_of_applicability_are_known_in_many_spellings(text, word):
    assert meaning.applicability_word(text) == word


def test_an_exception_in_the_cell_of_the_points_counts_only_where_there_is_no_column_for_it():
    columns = tuple(name for name in COLUMNS if name != "applicability")
    bare = row("2.1", {"self_points": "Không áp dụng"}, columns=columns)
    assert (bare.applicability, bare.self_points, bare.faults) == ("not_applicable", None, ())
    assert row("2.1", {"self_points": "Không áp dụng"}).faults == (
        Fault("not_a_number", "self_points", "Không áp dụng"),
    )


def test_the_row_as_typed_goes_with_it():
    assert row("2.1").source.values["self_points"] == RIGHT["2.1"]["self_points"]
