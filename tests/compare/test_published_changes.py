"""What follows from printed changes, and nothing else: two published cases worked out by hand."""

from decimal import Decimal

import pytest

from analysis import study as studies
from analysis import tables
from analysis.compare.published_changes import derived, published_changes, rest_of_parts
from analysis.paths import studies_folder
from analysis.problems import DataProblems

HEADER = "study,block,unit_code,year_base,year_other,statistic,node,value,source_id"


def of(shipped, unit):
    found = published_changes(shipped("par-index-2012-2023").study)
    own = found[(found["unit_code"] == unit) & (found["node"] == "")]
    return own.set_index("statistic")


def test_binh_thuan_2015_prints_only_what_follows(shipped):
    """85.30, +0.65, 34th, 17 places down; mean 85.11, +3.9; two of eight parts +0.75 and +1.60."""
    found = of(shipped, "60")["value"].to_dict()
    assert found == pytest.approx(
        {
            "score_other": 85.30, "score_change": 0.65, "rank_other": 34, "rank_shift": -17, "mean_other": 85.11,
            "mean_change": 3.9, "parts": 8, "score_base": 84.65, "rank_base": 17, "mean_base": 81.21,
            "change_against_mean": -3.25, "base_against_mean": 3.44, "other_against_mean": 0.19,
            "rest_change": -1.70, "rest_parts": 6,
        }
    )  # fmt: skip


def test_binh_thuan_says_which_figures_are_derived(shipped):
    found = of(shipped, "60")["origin"]
    assert set(found[found == "derived"].index) == {
        "score_base", "rank_base", "mean_base", "change_against_mean", "base_against_mean", "other_against_mean",
        "rest_change", "rest_parts",
    }  # fmt: skip


def test_quang_nam_2017_lost_20_places_with_0_39_points(shipped):
    found = of(shipped, "49")
    assert found["value"].to_dict() == pytest.approx(
        {
            "score_base": 73.66,
            "score_other": 73.27,
            "rank_base": 32,
            "rank_other": 52,
            "score_change": -0.39,
            "rank_shift": -20,
        }
    )
    assert set(found.loc[["score_change", "rank_shift"], "origin"]) == {"derived"}


def test_nothing_follows_from_one_figure():
    assert derived({"score_other": Decimal("85.30")}) == {} and derived({}) == {}


def test_parts_that_are_all_named_leave_no_rest():
    assert rest_of_parts(Decimal("1"), [Decimal("0.4"), Decimal("0.6")], 2) is None
    assert rest_of_parts(Decimal("0.65"), [Decimal("0.75"), Decimal("1.60")], 8) == (Decimal("-1.70"), 6)


def test_the_table_passes_its_door_and_other_studies_have_none(shipped):
    found = published_changes(shipped("par-index-2012-2023").study)
    assert len(tables.checked("published_changes", found.assign(status="published"))) == len(found)
    assert published_changes(shipped("tay-ninh-2023").study).empty


def with_rows(root, *rows):
    path = root / "data/reference/published_changes.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return studies.load(studies_folder(root) / "toy")


def test_unknown_statistics_and_what_is_no_number_are_named_with_their_cells(toy_root):
    study = with_rows(toy_root, "toy,so,u,2024,2025,score,,1,x", "toy,so,u,2024,2025,rank_base,,1;2,x")
    with pytest.raises(DataProblems) as raised:
        published_changes(study)
    assert [(one.rule, one.cell) for one in raised.value.problems] == [
        ("change_unknown", "F2"),
        ("change_number", "H3"),
    ]


def test_figures_that_contradict_each_other_are_refused(toy_root):
    rows = ("score_base,,84,x", "score_other,,85,x", "score_change,,2,x")
    study = with_rows(toy_root, *(f"toy,so,u,2024,2025,{row}" for row in rows))
    with pytest.raises(DataProblems) as raised:
        published_changes(study)
    assert [(one.rule, one.cell) for one in raised.value.problems] == [("change_contradicts", "H4")]
