"""Domains of a unit against the means of its block."""

from dataclasses import replace

from sheets.made_run import B, rows, words

from analysis.sheets.domains import domains
from analysis.sheets.parts import Missing
from analysis.sheets.view import Own


def test_every_domain_has_points_share_mean_and_difference(seen, own):
    # Part 1: 52, 57, 41, 50, 42 of 65, mean 48.4 / 65 = 74.46%; part 2: 28, 19, 25, 24 of 35, mean 24 / 35 = 68.57%.
    assert rows(domains(seen(), own)) == (
        ("1 Điểm thẩm định", "57,00", "65,00", "87,69%", "74,46%", "+13,23"),
        ("2 Điểm điều tra xã hội học", "19,00", "35,00", "54,29%", "68,57%", "-14,29"),
    )


def test_criteria_that_do_not_count_are_named_by_number_and_kind(seen):
    # B in 2024 had no function in 2.2, which left 85 points as its maximum.
    said = words(domains(seen(), Own(B, 2024, "so")))
    assert "Không thuộc chức năng, nhiệm vụ của đơn vị (1 tiêu chí): 2.2." in said


def test_a_source_with_one_column_of_points_has_no_domains(seen, own, monkeypatch):
    view = seen("en")
    criteria = view.criteria(own)
    single = replace(criteria, criteria=criteria.criteria.loc[["total"]], items={})
    monkeypatch.setattr(type(view), "criteria", lambda self, own: single)
    assert domains(view, own) == Missing("points by domain")


def changed(view, monkeypatch, change):
    monkeypatch.setitem(view.given._tables, "scores", change(view.given.table("scores").copy()))
    monkeypatch.setattr(view.given, "_by_unit", {})


def test_without_maxima_points_stand_beside_mean_points_and_no_column_is_empty(seen, own, monkeypatch):
    view = seen()
    changed(
        view, monkeypatch, lambda scores: scores.assign(percent=None, applicable_max=None).astype({"percent": float})
    )
    (grid,) = domains(view, own).blocks
    assert grid.header == ("Lĩnh vực", "Điểm", "Trung bình", "Chênh lệch") and abs(sum(grid.widths) - 17) < 1e-9
    # Mean points of part 1: 48.4 of 52, 57, 41, 50, 42; of part 2: 24 of 28, 19, 25, 24.
    assert grid.rows[0][1:] == ("57,00", "48,40", "+8,60") and grid.rows[1][1:] == ("19,00", "24,00", "-5,00")


def test_bonus_points_beside_shares_are_told_in_points(seen, own, monkeypatch):
    def bonus(scores):
        scores.loc[scores["node"] == "2", ["percent", "applicable_max"]] = [None, 0]
        return scores

    view = seen()
    changed(view, monkeypatch, bonus)
    grid = domains(view, own).blocks[0]
    assert grid.header[-1] == "Chênh lệch (điểm %)" and grid.rows[0][-1] == "+13,23"
    assert grid.rows[1][1:] == ("19,00", "–", "–", "24,00 điểm", "-5,00 điểm")
