"""From the forms of a small study to points in force, worked out by hand."""

import pytest
import small_study

from analysis import clean, read, run, score
from analysis import study as studies

NAMES = dict(small_study.UNITS)
ANSWERS = [[2024, code, "2", "công chức", 60, 50, 50, 25, 15, 5, 5] for code in NAMES]


def tables(folder):
    study = studies.load(folder)
    return study, clean.tables_of(study, read.tables_of(study))


def rules(found, severity=None):
    issues = found["issues"]
    return sorted(issues.loc[issues["severity"] == severity if severity else slice(None), "rule"])


def totals(study, found):
    points = score.points(found["assessed"], study)
    scores = score.scores(points, found["assessed"], study)
    return scores[scores["node"] == "total"].set_index("unit_code")[["points", "percent", "rank"]]


def test_a_clean_study_has_no_error_and_the_points_of_the_hand(tmp_path):
    # 2 of 2 and 45/50 of 4 = 3.6; the survey: (25 x 100 + 15 x 60 + 5 x 20) / 50 = 70 per cent of 4 = 2.8. Together 8.4.
    study, found = tables(small_study.write(tmp_path, survey=ANSWERS))
    assert rules(found, "error") == [] and rules(found, "warning") == []
    assert totals(study, found)["points"].tolist() == pytest.approx([8.4, 8.4])
    assert totals(study, found)["rank"].tolist() == [1, 1]


def test_survey_points_carry_their_standard_error(tmp_path):
    # 50 answers worth 1, 0.6, 0.2, 0: mean 0.7, sum of squares 25 x 0.09 + 15 x 0.01 + 5 x 0.25 + 5 x 0.49 = 6.1;
    # the error of the mean is the root of 6.1 / 49 / 50, times the maximum 4.
    _, found = tables(small_study.write(tmp_path, survey=ANSWERS))
    row = found["survey_points"].iloc[0]
    assert row["points"] == pytest.approx(2.8) and row["standard_error"] == pytest.approx(4 * (6.1 / 49 / 50) ** 0.5)
    errors = found["assessed"].query("measure == 'standard_error'")
    assert len(errors) == 2 and set(errors["node"]) == {"2"}


def test_before_the_survey_a_study_is_provisional_and_counts_the_appraised_part(tmp_path):
    study, found = tables(small_study.write(tmp_path))
    assert study.provisional
    # 5.6 of 6 that can be had so far: 93.33 per cent.
    assert totals(study, found)["percent"].tolist() == pytest.approx([5.6 / 6 * 100] * 2)
    assert run.check(study) is not None and not [one for one in run.check(study) if one.severity == "error"]


def two(**second):
    name, other = small_study.UNITS[0][1], small_study.UNITS[1][1]
    filled = {code: row | second.get(code, {}) for code, row in small_study.of_unit(1).items()}
    return {"a.xlsx": (name, small_study.FULL, ""), "b.xlsx": (other, filled, "")}


def test_the_last_round_is_in_force_and_each_round_is_kept(tmp_path):
    forms = two(
        **{
            "1.1": {"appraisal_1": 0, "opinion_1": "Ban hành muộn", "appraisal_2": 2},
            "1.2": {"appraisal_1": 3, "opinion_1": "Thiếu hồ sơ"},
        }
    )
    _, found = tables(small_study.write(tmp_path, forms, ANSWERS))
    own = found["rounds"].query("unit_code == 'tt-so-hai'").set_index("criterion_code")
    assert own["points_in_force"].tolist() == pytest.approx([2, 3, 2.8])
    assert own["round_in_force"].tolist() == ["appraisal_2", "appraisal_1", "survey"]
    assert own.loc["1.1", ["changed_by_appraisal_1", "changed_by_appraisal_2"]].tolist() == [-2, 2]
    totals_by_round = found["round_totals"].query("unit_code == 'tt-so-hai'").set_index("round_of_points")["points"]
    assert totals_by_round.to_dict() == pytest.approx({"self": 5.6, "appraisal_1": 3, "appraisal_2": 5})


def test_a_form_of_a_later_round_adds_to_the_first(tmp_path):
    later = {code: row | {"appraisal_1": 1, "opinion_1": "Thiếu trang"} for code, row in small_study.FULL.items()}
    name = small_study.UNITS[0][1]
    forms = two() | {"a-tham-dinh.xlsx": (name, later, "Vòng: Thẩm định lần 1")}
    _, found = tables(small_study.write(tmp_path, forms, ANSWERS))
    own = found["rounds"].query("unit_code == 'tt-so-mot'").set_index("criterion_code")
    assert own["points_in_force"].tolist() == pytest.approx([1, 1, 2.8])
    assert own["self_points"].tolist()[:2] == [2, 3.6]
    assert "unit_twice" not in rules(found)


def test_what_the_study_puts_outside_the_functions_leaves_the_maximum(tmp_path):
    forms = two(**{"1.2": {"declared": "", "self_points": "", "evidence": "", "applicability": "Không thuộc chức năng, nhiệm vụ",
                           "explanation": "Không tiếp nhận hồ sơ"}})  # fmt: skip
    folder = small_study.write(tmp_path, forms, ANSWERS, functions=[["tt-so-hai", "1.2", "Không tiếp nhận hồ sơ"]])
    study, found = tables(folder)
    assert rules(found, "error") == []
    # 2 + 2.8 = 4.8 of 10 - 4 = 6: 80 per cent; the other unit has 84.
    assert totals(study, found)["percent"].to_dict() == pytest.approx({"tt-so-hai": 80, "tt-so-mot": 84})


def correction(**changes):
    entry = {"unit": "tt-so-hai", "criterion": "1.2", "field": "self_points", "expect": "9", "value": "3,6",
             "reason": {"vi": "Gõ nhầm", "en": "Typing slip"}, "confirmed_by": "Sở Nội vụ", "date": "2025-01-20"}  # fmt: skip
    return entry | changes


def test_a_declared_correction_mends_the_cell_and_is_listed(tmp_path):
    forms = two(**{"1.2": {"self_points": 9}})
    study, found = tables(small_study.write(tmp_path, forms, ANSWERS, corrections=[correction()]))
    assert rules(found, "error") == []
    assert totals(study, found)["points"].tolist() == pytest.approx([8.4, 8.4])
    row = found["corrections_applied"].iloc[0]
    assert row[["unit_code", "column", "printed", "decided", "confirmed_on"]].tolist() == [
        "tt-so-hai", "1.2:self_points", "9", "3,6", "2025-01-20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"expect": "8"}, "form_correction_expectation"),
        ({"criterion": "1.9"}, "form_correction_nothing"),
        ({"field": "appraisal_2"}, "form_correction_nothing"),
        ({"unit": "tt-so-ba"}, "form_correction_nothing"),
    ],
)
def test_a_correction_that_does_not_find_what_it_expects_is_an_error(tmp_path, change, rule):
    forms = two(**{"1.2": {"self_points": 9}})
    study, found = tables(small_study.write(tmp_path, forms, ANSWERS, corrections=[correction(**change)]))
    assert rule in rules(found, "error") and found["corrections_applied"].empty
    assert run.stopping(run.check(study))


def test_two_corrections_of_one_cell_are_an_error(tmp_path):
    forms = two(**{"1.2": {"self_points": 9}})
    _, found = tables(small_study.write(tmp_path, forms, ANSWERS, corrections=[correction(), correction(value="2")]))
    assert "form_correction_twice" in rules(found, "error")


def test_a_slip_that_the_appraisal_settled_does_not_stop_the_study(tmp_path):
    forms = two(**{"1.2": {"self_points": 9, "appraisal_1": 3.6, "opinion_1": "Tính lại theo hồ sơ"}})
    study, found = tables(small_study.write(tmp_path, forms, ANSWERS))
    assert "above_maximum" in rules(found, "warning") and not run.stopping(run.check(study))


def test_points_above_the_maximum_stop_a_study_and_name_the_cell(tmp_path):
    study = studies.load(small_study.write(tmp_path, two(**{"1.2": {"self_points": 9}}), ANSWERS))
    (one,) = run.stopping(run.check(study))
    assert (one.rule, one.unit_code, one.criterion_code, one.cell) == ("above_maximum", "tt-so-hai", "1.2", "E7")
    assert one.file.endswith("b.xlsx") and "9" in one.message_vi and "4" in one.message_vi


def test_a_unit_that_sent_nothing_is_named_and_stops_the_study(tmp_path):
    forms = {"a.xlsx": (small_study.UNITS[0][1], small_study.FULL, "")}
    study = studies.load(small_study.write(tmp_path, forms, ANSWERS))
    found = run.stopping(run.check(study))
    assert "unit_sent_nothing" in {one.rule for one in found}


def test_no_form_at_all_is_said_with_the_folder(tmp_path):
    study = studies.load(small_study.write(tmp_path, {}, ANSWERS))
    assert "no_forms" in {one.rule for one in run.stopping(run.check(study))}


def test_the_order_and_the_names_of_the_files_do_not_matter(tmp_path):
    first = tables(small_study.write(tmp_path / "one", two(), ANSWERS))
    renamed = {f"z{3 - place}.xlsx": one for place, one in enumerate(two().values())}
    second = tables(small_study.write(tmp_path / "two", renamed, ANSWERS))
    assert totals(*first).equals(totals(*second))
