"""The province's own indices: place only among enough provinces, no change across a break of the measure."""

from types import SimpleNamespace

import pandas as pd

from analysis import study as studies
from analysis.paths import PROJECT, studies_folder
from analysis.report import own_indices


def page(shipped, name):
    here = shipped(name)
    return SimpleNamespace(study=here.study, table=lambda _: here.scores)


def test_tay_ninh_has_the_values_of_its_sources(shipped):
    found = {one.index: one for one in own_indices.indices(page(shipped, "tay-ninh-2023"))}
    assert list(found) == ["PAR_INDEX", "SIPAS", "PAPI8", "PCI"]
    assert (found["PAR_INDEX"].year, found["PAR_INDEX"].value, found["PAR_INDEX"].place) == (2019, 80.05, None)
    assert (found["PCI"].year, found["PCI"].value, found["PCI"].value_before) == (2022, 62.31, 63.9)
    assert found["PCI"].known == 63 and found["PCI"].joined


def test_a_recalibrated_index_does_not_compare_with_the_year_before(shipped):
    found = {one.index: one for one in own_indices.indices(page(shipped, "binh-duong-2017"))}
    assert (found["PCI"].year, found["PCI"].joined) == (2017, False) and found["PAPI6"].joined


def test_no_index_of_a_later_year_is_used(shipped):
    assert all(one.year <= 2017 for one in own_indices.indices(page(shipped, "binh-duong-2017")))


def test_provinces_themselves_have_none(shipped):
    assert own_indices.indices(page(shipped, "par-index-2012-2023")) == []


def test_a_made_up_province_has_none(toy):
    assert own_indices.indices(SimpleNamespace(study=toy.study, table=lambda _: toy.scores)) == []


def test_the_place_counts_how_many_are_above_and_ties_share_the_better():
    values = pd.DataFrame({"year": 2020, "unit_code": list("abcd"), "value": [9.0, 7.0, 7.0, 5.0]})
    assert [own_indices._place(values, code, 2020, 4)[0] for code in "abcd"] == [1, 2, 2, 4]
    assert own_indices._place(values, "a", 2020, 5) == (None, 4)


def test_every_shipped_study_of_one_province_finds_it():
    study = studies.load(studies_folder(PROJECT) / "vinh-phuc-2019")
    units = [code for code in study.units().index if code.startswith("26-")]
    scores = pd.DataFrame({"unit_code": units})
    assert own_indices.province(SimpleNamespace(study=study, table=lambda _: scores)) == "26"
