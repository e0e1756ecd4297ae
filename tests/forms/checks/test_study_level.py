"""What only all forms together show."""

import datetime
from typing import NamedTuple

import pytest
from forms.sample_form import COLUMNS, CRITERIA, cell, form, head

from analysis.forms import meaning
from analysis.forms.checks import study_level


class Sent(NamedTuple):
    form: object
    unit: dict | None
    rows: list


def unit(name, code=None, block="xa"):
    return {"unit_code": code or name, "name_vi": name, "kind": "xa", "block": block}


def sent(name, changes=None, file=None, own=True, **more):
    given = form(changes, file=file or f"{name}.xlsx", head=head(**{"unit_name": name, "unit_code": ""} | more))
    return Sent(given, unit(name) if own else None, meaning.typed(given, CRITERIA))


DIFFERENT = {"1.1.3": {"evidence_page": "trang 9"}}


def test_a_form_of_no_known_unit_is_an_error_that_says_what_it_names():
    (found,) = study_level.names([sent("UBND xã Lạ", own=False)], {})
    assert (found.rule, found.cell) == ("unit_unknown", "") and "UBND xã Lạ" in found.message_vi


def test_the_name_of_another_unit_is_a_warning():
    (found,) = study_level.names([sent("Xã Bình An", unit_name="Xã Hòa Lạc")], {})
    assert (found.rule, found.severity, found.expected) == ("unit_name_differs", "warning", "Xã Bình An")


@pytest.mark.parametrize("typed", ["UBND xã Hoà Bình", "ỦY BAN NHÂN DÂN XÃ HÒA BÌNH", "xã  Hòa Bình", ""])
def test_other_spellings_of_the_name_are_the_name(typed):
    assert list(study_level.names([sent("Xã Hòa Bình", unit_name=typed)], {})) == []


def test_the_name_of_a_unit_it_took_over_is_right_too():
    one = sent("Xã Bình An", unit_name="Xã Bình Minh")
    assert list(study_level.names([one], {"Xã Bình An": {"Xã Bình Minh"}})) == []


def test_a_second_form_of_a_round_is_an_error_and_one_of_a_later_round_is_not():
    first, again = sent("Xã A"), sent("Xã A", file="Xã A (2).xlsx")
    (found,) = study_level.twice([first, again])
    assert (found.rule, found.file, found.expected) == ("unit_twice", "Xã A (2).xlsx", "Xã A.xlsx")
    later = sent("Xã A", file="tham dinh.xlsx", round="appraisal_1")
    assert list(study_level.twice([first, later])) == []


def test_units_of_one_name_are_two_units():
    commune, ward = sent("Xã Bình An"), sent("Phường Bình An")
    assert list(study_level.twice([commune, ward])) == list(study_level.names([commune, ward], {})) == []


def test_equal_rows_of_two_units_are_an_error_at_both():
    groups = study_level.copies([sent("Xã A"), sent("Xã B"), sent("Xã C", DIFFERENT)])
    found = list(study_level.copied(groups))
    assert [(one.rule, one.unit_code, one.expected) for one in found] == [
        ("same_file_two_units", "Xã A", "Xã B"), ("same_file_two_units", "Xã B", "Xã A"),
    ]  # fmt: skip


def test_two_empty_forms_are_no_copies_and_neither_is_a_form_sent_twice():
    def empty(name):
        given = form(right={}, file=f"{name}.xlsx")
        return Sent(given, unit(name), [])

    assert study_level.copies([empty("Xã A"), empty("Xã B")]) == {}
    assert study_level.copies([sent("Xã A"), sent("Xã A", file="hai.xlsx")]) == {}


def test_a_unit_that_sent_nothing_is_an_error_and_in_a_block_known_to_be_incomplete_a_warning():
    expected = [unit("Xã A"), unit("Xã B"), unit("Sở C", block="so")]
    found = list(study_level.silent(expected, [sent("Xã A")], "submissions", {"so"}))
    assert [(one.rule, one.unit_code, one.severity) for one in found] == [
        ("unit_sent_nothing", "Xã B", "error"), ("unit_sent_nothing", "Sở C", "warning"),
    ]  # fmt: skip
    assert list(study_level.silent(expected[:1], [sent("Xã A")], "submissions", set())) == []


def shared(number, name="Sở Tư pháp", other="Xã A", title=None, date=datetime.date(2025, 5, 6)):
    """Return what is said of one document that two units cite, the second with a title of its own."""
    cited = {"evidence_number": number, "evidence_date": date}
    forms = [citing(name, cited), citing(other, cited | {"evidence": title})]
    return [one for one in study_level.shared_documents(forms, set()) if one.found == number]


def citing(name, cited):
    given = form({"1.1.3": cited}, columns=(*COLUMNS, "evidence"), file=f"{name}.xlsx")
    return Sent(given, unit(name), meaning.typed(given, CRITERIA))


def test_a_document_that_another_unit_issued_and_cites_is_a_warning_at_the_unit_that_borrows_it():
    (found,) = shared("45/KH-STP")
    assert (found.rule, found.severity, found.unit_code) == ("evidence_shared_by_units", "warning", "Xã A")
    assert found.cell == cell("evidence_number", "1.1.3") and found.expected == "Sở Tư pháp"


def test_the_issuer_may_be_named_beside_the_number():
    (found,) = shared("12/KH-UBND", name="Xã B", title="Kế hoạch của UBND xã B")
    assert (found.unit_code, found.expected) == ("Xã A", "Xã B")


def test_documents_of_the_province_the_ministry_and_of_a_predecessor_are_left_alone():
    assert shared("1234/QĐ-UBND") == shared("876/QĐ-BNV") == []
    assert shared("12/KH-UBND", name="Xã B") == []
    assert shared("12/KH-UBND", name="Xã B", title="Kế hoạch của UBND xã Bình Minh") == []


def test_the_same_number_of_another_day_or_without_a_day_is_another_document():
    one, other = sent("Sở Tư pháp", {"1.1.3": {"evidence_number": "45/KH-STP"}}), sent("Xã A", DIFFERENT)
    assert list(study_level.shared_documents([one, other], set())) == []
    assert shared("45/KH-STP", date=None) == []


def test_copied_forms_are_not_said_again_document_by_document():
    cited = {"1.1.3": {"evidence_number": "45/KH-STP"}}
    forms = [sent("Sở Tư pháp", cited), sent("Xã A", cited)]
    assert list(study_level.shared_documents(forms, {"Xã A.xlsx"})) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở Tư pháp", {"STP"}), ("Sở Nông nghiệp và Môi trường", {"SNNMT", "SNN&MT"}), ("Xã Bình An", set()),
        ("UBND phường Bình An", set()), ("Văn phòng UBND tỉnh", {"VPUBND"}),
    ],
)  # fmt: skip
def test_departments_sign_with_their_initials_and_communes_do_not(name, expected):
    assert study_level.initials(name) & {"STP", "SNNMT", "SNN&MT", "VPUBND"} == expected


def test_self_points_that_change_after_sending_are_found_across_the_rounds():
    first = sent("Xã A")
    later = sent("Xã A", {"1.1.3": {"self_points": 1.0}}, file="vong 2.xlsx", round="appraisal_1")
    (found,) = study_level.changed_after_sending([later, first])
    assert (found.rule, found.file, found.criterion_code) == (
        "self_points_changed_after_sending", "vong 2.xlsx", "1.1.3",
    )  # fmt: skip
    assert list(study_level.changed_after_sending([first])) == []
