"""The tables of a simulated province without its forms are those that its forms give when they are read, cleaned and scored."""

import pandas as pd
import pytest
from conftest import through_the_rooms
from simulated import data_root, province

from analysis import simulate
from analysis.paths import PROJECT

NO_FORM = ["file", "sheet", "cell"]
KEYS = ("year", "block", "unit_code", "criterion_code", "node", "round_of_points", "petition_kind")


@pytest.fixture(scope="module")
def province_tables():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PROJECT / "benchmarks"))
        from calibrated import province_tables

        yield province_tables


def in_order(frame):
    keys = [one for one in KEYS if one in frame]
    return frame.drop(columns=NO_FORM, errors="ignore").sort_values(keys).reset_index(drop=True)


def test_points_rounds_and_scores_are_those_of_the_forms(province_tables, tmp_path):
    made = province(design="shared")
    folder = data_root(tmp_path) / "data" / "studies" / "one-2024"
    folder.parent.mkdir()
    simulate.write(folder, made)
    whole = through_the_rooms(folder)
    with province_tables.entered(made) as here:
        pairs = {
            "points": (whole.points, here.points), "scores": (whole.scores, here.scores),
            "rounds": (whole.cleaned["rounds"], here.rounds),
            "petition_counts": (whole.cleaned["petition_counts"], here.petition_counts),
            "round_totals": (whole.cleaned["round_totals"], here.round_totals),
        }  # fmt: skip
        written = (here.study.folder / "appraisals.csv").read_text("utf-8")
    for name, (expected, found) in pairs.items():
        expected, found = in_order(expected), in_order(found)
        pd.testing.assert_frame_equal(found[expected.columns], expected, check_dtype=False, atol=2e-6, obj=name)
    assert written == (folder / "appraisals.csv").read_text("utf-8")


def test_one_block_alone_is_that_of_the_whole_province(province_tables):
    few = province_tables.drawn("tests", "xa", 3)
    whole = province(size="large")
    for unit in few.assessed:
        points = {code: row.in_force for code, row in few.rows[unit.code].items()}
        assert points == {code: row.in_force for code, row in whole.rows[unit.code].items()}
    assert len(few.assessed) == 3


def test_the_body_asked_for_is_the_harsh_one(province_tables):
    made = province_tables.drawn("tests", "so", 2, "shared", ("harsh_body",), harsh="mp-so-tu-phap")
    plain = province_tables.drawn("tests", "so", 2, "shared")
    harsher = {body for body, value in made.severities.items() if value > plain.severities[body]}
    assert harsher == {"mp-so-tu-phap"} == {made.planted["so"].harsh_body}
