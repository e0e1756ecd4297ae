"""The facts around a document."""

import dataclasses
import datetime

import pytest
from documents.sample import DETAILS, KINDS

from analysis.documents.contents import DocumentError
from analysis.documents.details import DOTS, Details, check, initials, of


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("Sở Nội vụ", "SNV"), ("SỞ NỘI VỤ", "SNV"), ("Sở Kế hoạch và Đầu tư", "SKHĐT"), ("Sở Nội vụ (mô phỏng)", "SNV"),
        ("Ủy ban nhân dân\ntỉnh An Giang", "UBND"), ("UBND huyện A", "UBND"), ("Uỷ ban nhân dân xã B", "UBND"), (DOTS, "…"),
    ],
)  # fmt: skip
def test_initials_are_made_from_the_name_of_the_issuer(issuer, expected):
    assert initials(dataclasses.replace(DETAILS, issuer=issuer)) == expected


def test_initials_that_are_stated_are_taken():
    assert initials(dataclasses.replace(DETAILS, symbol="SNV1")) == "SNV1"


def test_what_a_study_states_about_its_letters_is_taken_and_the_rest_stays_open(shipped):
    found = of(shipped("known-answer-2024").study, "kết quả", above="UBND tỉnh")
    assert (found.issuer, found.place) == ("Sở Nội vụ (mô phỏng)", "Tỉnh Mô phỏng")
    assert found.date == datetime.date(2025, 1, 12) and found.synthetic and found.above == "UBND tỉnh"


def test_a_study_that_states_nothing_leaves_dots(toy):
    found = of(toy.study, "kết quả")
    assert (found.issuer, found.place) == (DOTS, DOTS) and found.date.isoformat() == toy.study.as_of


@pytest.mark.parametrize("kind", KINDS)
def test_complete_details_are_accepted(kind):
    assert check(kind, DETAILS) is None


def test_everything_that_is_missing_is_named_together():
    with pytest.raises(DocumentError, match="subject, place, bases, authority"):
        check("quyet_dinh", Details("", datetime.date(2025, 1, 1), place=""))
    with pytest.raises(DocumentError, match="cong_van: not stated: to"):
        check("cong_van", dataclasses.replace(DETAILS, to=()))


def test_an_unknown_kind_is_named_with_those_that_are_known():
    with pytest.raises(DocumentError, match="thong_bao.*bao_cao, to_trinh, quyet_dinh, cong_van"):
        check("thong_bao", DETAILS)
