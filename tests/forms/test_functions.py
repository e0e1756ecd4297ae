"""The list of what lies outside the functions of each unit."""

import pytest
import small_study

from analysis import run
from analysis import study as studies
from analysis.forms.functions import outside_functions


def study(tmp_path, *rows):
    return studies.load(small_study.write(tmp_path, functions=[list(row) for row in rows]))


def test_the_list_names_criteria_by_unit_with_the_reason(tmp_path):
    found, problems = outside_functions(study(tmp_path, ("tt-so-hai", "1.2", "Không tiếp nhận hồ sơ")))
    assert found == {"tt-so-hai": {"1.2": "Không tiếp nhận hồ sơ"}} and problems == []


def test_a_study_without_the_list_has_no_decided_exceptions(tmp_path):
    assert outside_functions(studies.load(small_study.write(tmp_path))) == ({}, [])


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [(("tt-so-ba", "1.2", "x"), "function_unit", "A2"), (("tt-so-hai", "1.9", "x"), "function_criterion", "B2")],
)
def test_a_row_that_fits_nothing_is_named_and_stops_the_study(tmp_path, row, rule, cell):
    one = study(tmp_path, row)
    (found,) = [problem for problem in run.stopping(run.check(one)) if problem.rule == rule]
    assert (
        found.cell == cell and found.file.endswith("functions.csv") and row[0 if cell[0] == "A" else 1] in found.found
    )
