"""Domains of a unit against the means of its block."""

from dataclasses import replace

from sheets.made_run import B, rows, words

from analysis.sheets.domains import domains
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
    assert domains(view, own).blocks[0].words == "The source has the total only, no points by domain."
