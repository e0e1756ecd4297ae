"""Who sends and who decides: as study.yml states it, else dots; nothing is guessed."""

from dataclasses import replace

import pytest

from analysis import study as studies
from analysis.documents import parties
from analysis.documents.details import DOTS
from analysis.paths import PROJECT, studies_folder


@pytest.fixture(scope="module")
def simulated():
    """The simulated study, which states its office and place."""
    return studies.load(studies_folder(PROJECT) / "known-answer-2025")


def test_office_and_place_are_those_of_the_letters(simulated):
    found = parties.of(simulated, "vi")
    assert found.issuer == "Sở Nội vụ (mô phỏng)" and found.administration == "Ủy ban nhân dân tỉnh Mô phỏng"
    assert found.above == "UBND tỉnh Mô phỏng" and found.chair == "Chủ tịch Ủy ban nhân dân tỉnh Mô phỏng"


def test_an_office_that_is_a_unit_has_its_english_name(simulated):
    assert parties.of(simulated, "en").issuer == "Department of Home Affairs (simulated)"


def test_what_is_not_stated_stays_open(toy):
    found = parties.of(toy.study, "vi")
    assert found.issuer == DOTS and found.administration == "Ủy ban nhân dân tỉnh …………"


def test_a_place_that_is_no_province_names_no_administration(toy):
    study = replace(toy.study, letters={"issuer": "Phòng Nội vụ", "place": "Bàu Bàng"})
    assert parties.of(study, "vi").administration == "Ủy ban nhân dân tỉnh …………"
    assert parties.of(replace(study, letters={"issuer": "Sở", "place": "Thành phố Cần Thơ"}), "vi").above == (
        "UBND thành phố Cần Thơ"
    )


def test_the_decision_is_issued_by_the_administration_and_the_report_by_the_office(simulated):
    report, decision = (make(simulated, "x", "vi") for make in (parties.from_office, parties.from_administration))
    assert report.issuer == "Sở Nội vụ (mô phỏng)" and report.above == "UBND tỉnh Mô phỏng"
    assert decision.issuer == "Ủy ban nhân dân\ntỉnh Mô phỏng"
    assert decision.authority.startswith("Chủ tịch") and decision.symbol == "UBND" and decision.synthetic


def test_english_names_the_province_in_english_and_keeps_the_vietnamese_number(simulated):
    found = parties.of(simulated, "en")
    assert found.administration == "People's Committee of Mô phỏng Province"
    assert found.head == "director of the Department of Home Affairs (simulated)"
    assert parties.from_office(simulated, "x", "en").symbol == parties.from_office(simulated, "x", "vi").symbol == "SNV"


def test_only_a_department_has_a_director(toy):
    heads = [
        parties.of(replace(toy.study, letters={"issuer": issuer, "place": "x"}), "vi").head
        for issuer in ("Sở Nội vụ", "Phòng Nội vụ")
    ]
    assert heads == ["Giám đốc Sở Nội vụ", "Thủ trưởng Phòng Nội vụ"]


def test_above_an_office_that_assesses_provinces_no_provincial_committee_is_named():
    study = studies.load(studies_folder(PROJECT) / "papi-2023")
    assert parties.of(study, "vi").administration == DOTS and "nhân dân" not in parties.of(study, "vi").chair
