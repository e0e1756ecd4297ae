"""What the cells of a form let a unit enter."""

from dataclasses import replace
from fractions import Fraction

import xlsxwriter
from forms.template_case import HEAD, OUTSIDE, criteria

from analysis.forms import template_inputs as inputs
from analysis.forms.template_layout import layout


class Sheet:
    """A sheet that only remembers what it is told."""

    def __init__(self):
        self.told = {}

    def data_validation(self, row, column, last_row, last_column, options):
        self.told[row, column] = options

    def conditional_format(self, first_row, first_column, last_row, last_column, options):
        self.told[first_column, options["criteria"]] = options


def validated(some=None):
    place, sheet = layout(some or criteria(), HEAD, {}, OUTSIDE), Sheet()
    inputs.validate(sheet, place, dict.fromkeys(place.places, "danh_muc_1"))
    return {
        (code, field): sheet.told.get((one.row, column))
        for code, one in place.places.items()
        for field, column in place.columns.items()
    }


def test_points_lie_between_the_minimum_and_the_maximum_and_the_message_says_so():
    options = validated()["1.1", "self_points"]
    assert (options["criteria"], options["minimum"], options["maximum"]) == ("between", 0, 2)
    assert "từ 0 đến 2." in options["error_message"]


def test_an_endless_maximum_may_be_entered_rounded():
    assert validated()["1.14", "self_points"]["maximum"] == 0.67


def test_a_maximum_that_nobody_knows_is_no_bound():
    some = criteria()
    unknown = replace(some, items=some.items | {"1.1": replace(some.items["1.1"], maximum=None)})
    assert validated(unknown)["1.1", "self_points"]["criteria"] == ">="


def test_words_come_from_lists_and_figures_are_numbers():
    found = validated()
    assert found["1.8", "declared"]["source"] == "=danh_muc_1"
    assert found["1.1", "applicability"]["source"] == "=danh_muc_ap_dung"
    assert found["1.1", "denominator"]["error_type"] == "warning"
    assert found["1.9", "declared"]["validate"] == "any" and "05/03/2025" in found["1.9", "declared"]["input_message"]


def test_locked_rows_take_nothing():
    found = validated()
    assert not any(found[code, "self_points"] for code in ("1", "1.13", "2.1", "2.2", "4.1", "total"))


def test_texts_fit_what_a_spreadsheet_shows():
    for options in filter(None, validated().values()):
        assert len(options.get("error_title", "")) <= 32 and len(options.get("error_message", "")) <= 255
        assert len(options.get("input_message", "")) <= 255


def test_every_group_of_cells_is_coloured_for_errors_and_for_warnings(tmp_path):
    place, sheet = layout(criteria(), HEAD, {}, OUTSIDE), Sheet()
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    looks = {"E": workbook.add_format(), "W": workbook.add_format()}
    inputs.colour_faults(sheet, place, "R", looks)
    assert (place.columns["self_points"], '=ISNUMBER(FIND("EP",$R7))') in sheet.told
    assert len(sheet.told) == 2 * sum(len(fields) for fields in inputs.FAULT_COLUMNS.values())


def test_points_are_shown_as_a_vietnamese_reader_writes_them():
    assert [inputs.figure_text(value) for value in (Fraction(3, 2), 2, Fraction(10, 3))] == ["1,5", "2", "3,33"]
