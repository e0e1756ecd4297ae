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
    assert report.issuer == "Sở Nội vụ (mô phỏng)" and report.above == decision.issuer.replace(
        "Ủy ban nhân dân", "UBND"
    )
    assert decision.authority.startswith("Chủ tịch") and decision.symbol == "UBND" and decision.synthetic
