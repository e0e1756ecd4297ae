"""What can be wrong in survey.csv, and where it is said."""

import pytest
import small_study

from analysis import run
from analysis import study as studies

GOOD = [2024, "tt-so-mot", "2", "công chức", 60, 50, 50, 25, 15, 5, 5]
OTHER = [2024, "tt-so-hai", "2", "công chức", 60, 50, 50, 25, 15, 5, 5]


@pytest.mark.parametrize(
    ("column", "value", "rule", "cell"),
    [
        (0, 2023, "survey_year", "A2"),
        (1, "tt-so-ba", "survey_unit", "B2"),
        (2, "1.1", "survey_criterion", "C2"),
        (4, "40", "survey_order", "E2"),
        (5, "49,5", "survey_not_whole", "F2"),
        (6, "", "survey_not_whole", "G2"),
        (7, "-1", "survey_not_whole", "H2"),
        (7, "26", "survey_answers", "H2"),
        (10, "=1+1", "survey_not_whole", "K2"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path, column, value, rule, cell):
    row = [*GOOD[:column], value, *GOOD[column + 1 :]]
    study = studies.load(small_study.write(tmp_path, survey=[row, OTHER]))
    (one,) = [one for one in run.check(study) if one.rule.startswith("survey_")]
    assert (one.rule, one.cell) == (rule, cell) and one.file.endswith("survey.csv")
    assert "survey.csv" in one.message_vi and run.stopping([one])
