"""The decisions that ship: they load, add up, and say what they do not know."""

from fractions import Fraction

import pytest
import yaml

from analysis import framework, reference, rules
from analysis.framework_commands import framework_ids
from analysis.paths import PROJECT, frameworks_folder

REAL = [one for one in framework_ids(PROJECT) if not one.startswith("illustrative")]
PARTIAL = {
    "bnv-1149-2020", "bnv-1150-2019", "bnv-1294-2012", "bnv-2948-2017", "bnv-876-2022", "ca-mau-2013", "hanoi-phong",
    "hue-2021", "khanh-hoa-2021", "nam-dinh-2020", "thanh-hoa-2023",
}  # fmt: skip


def maxima(criteria, parent):
    return [criteria.items[code].maximum for code in criteria.children(parent)]


@pytest.mark.parametrize("name", REAL)
def test_every_framework_loads_and_its_sources_are_described(name):
    assert framework.load(PROJECT, name)
    stated = yaml.safe_load((frameworks_folder(PROJECT) / name / "framework.yml").read_text("utf-8"))["sources"]
    assert set(stated) <= set(reference.table(PROJECT, "sources")["source_id"])


@pytest.mark.parametrize("name", REAL)
def test_exactly_the_partial_sets_may_not_score(name):
    usable = {one.usable for one in framework.load(PROJECT, name).values()}
    assert usable == {name not in PARTIAL}


def test_test_data_of_a_developer_do_not_ship_as_a_decision():
    assert not [name for name in REAL if "phu-tho" in name]


@pytest.mark.parametrize("code", ["bo", "tinh", "xa"])
def test_the_six_groups_of_766_add_up_to_a_hundred(code):
    criteria = framework.load(PROJECT, "ttg-766-2022")[code]
    assert maxima(criteria, "total") == [18, 20, 12, 10, 22, 18] and criteria.items["total"].maximum == 100
    assert len(criteria.leaves) == 21


def test_766_computes_only_where_confidence_is_stated():
    for criteria in framework.load(PROJECT, "ttg-766-2022").values():
        leaves = [criteria.items[code] for code in criteria.leaves]
        assert all(bool(one.confidence) == (one.rule.kind != "unknown") for one in leaves)
        assert [one.code for one in leaves if one.rule.kind == "unknown"] == ["5.1", "5.3", "5.5", "5.6", "5.7"]


def test_766_leaves_out_what_is_not_for_communes_and_gives_them_full_points():
    sets = framework.load(PROJECT, "ttg-766-2022")
    outside = {
        code: [one.code for one in criteria.items.values() if not one.applies] for code, criteria in sets.items()
    }
    assert outside == {"bo": ["5.6", "5.7"], "tinh": [], "xa": ["3.1", "3.2", "5.6", "5.7"]}
    assert sets["xa"].not_applicable == "full"


def commune(code, value, denominator):
    item = framework.load(PROJECT, "ttg-766-2022")["xa"].items[code]
    declared = rules.Declared(Fraction(value), Fraction(denominator))
    return rules.points(item.rule, item.maximum, item.minimum, declared, 2025)


def test_a_commune_scored_by_hand_under_766():
    """57 of 60 procedures on time give 6 x 0.95 = 5.7; 180 of 240 dossiers on time give 20 x 0.75 = 15.

    Filed online: 30 of 100 is 0.3 of the 0.5 that gives all, so 6 x 0.6 = 3.6; 60 of 100 is more than 0.5, so 6.
    Integrated for payment: 2 of 5 is half of 0.8, so 2 x 0.5 = 1. Satisfied: 81 of 100 is 0.9 of 0.9, so 6 x 0.9 = 5.4.
    """
    assert commune("1.1", 57, 60) == Fraction("5.7") and commune("2.1", 180, 240) == 15
    assert commune("3.3", 30, 100) == Fraction("3.6") and commune("3.3", 60, 100) == 6 and commune("3.3", 50, 100) == 6
    assert commune("4.3", 2, 5) == 1 and commune("6.3", 81, 100) == Fraction("5.4") and commune("6.3", 90, 100) == 6


def test_a_commune_without_a_case_gets_what_each_rule_states():
    items = framework.load(PROJECT, "ttg-766-2022")["xa"].items
    assert commune("6.1", 0, 0) is None and commune("4.1", 0, 0) is None
    stated = {code: items[code].on_no_case for code in ("1.4", "2.1", "4.1", "4.2", "4.3", "6.1", "6.2", "6.3")}
    assert stated == {
        "1.4": "zero",
        "2.1": "unknown",
        "4.1": "zero",
        "4.2": "zero",
        "4.3": "zero",
        "6.1": "full",
        "6.2": "full",
        "6.3": "zero",
    }


def test_the_classes_of_766_are_known_only_at_both_ends():
    criteria = framework.load(PROJECT, "ttg-766-2022")["xa"]
    assert criteria.classes == (("Xuất sắc", 90), ("Tốt", None), ("Khá", None), ("Trung bình", 50), ("Yếu", 0))


def test_the_eight_domains_of_2948_add_up_to_a_hundred():
    criteria = framework.load(PROJECT, "bnv-2948-2017")["tinh"]
    points = maxima(criteria, "total")
    assert points == [10, 10, Fraction("14.5"), 11, 16, 7, 16, Fraction("15.5")] and sum(points) == 100


def test_ca_mau_has_nine_rows_and_half_of_its_first_domain():
    criteria = framework.load(PROJECT, "ca-mau-2013")["don_vi"]
    rows = [code for code in criteria.items if code not in ("total", "1")]
    assert len(rows) == 9 and criteria.items["1"].maximum == 20 and sum(maxima(criteria, "1")) == 10
    assert criteria.items["total"].maximum is None and sum(maxima(criteria, "1.1")) == 5


@pytest.mark.parametrize(("met", "points"), [(91, 2), (90, 1), (70, 1), (69, 0)])
def test_exactly_ninety_per_cent_is_the_lower_step_in_ca_mau(met, points):
    item = framework.load(PROJECT, "ca-mau-2013")["don_vi"].items["1.1.4"]
    assert (
        rules.points(item.rule, item.maximum, item.minimum, rules.Declared(Fraction(met), Fraction(100)), 2013)
        == points
    )


def test_a_late_plan_in_ca_mau_gets_half():
    item = framework.load(PROJECT, "ca-mau-2013")["don_vi"].items["1.1.1"]
    given = [
        rules.points(item.rule, item.maximum, item.minimum, rules.Declared(one), 2013)
        for one in ("on_time", "late", "none")
    ]
    assert given == [1, Fraction(1, 2), 0]


def test_one_label_has_two_limits_in_nam_dinh_and_no_maximum_is_inferred():
    sets = framework.load(PROJECT, "nam-dinh-2020")
    assert (sets["so"].classes, sets["huyen"].classes) == (
        (("Nhóm I", 90), ("Nhóm II", 80)),
        (("Nhóm I", 80), ("Nhóm II", 70)),
    )
    assert maxima(sets["so"], "total") == [None, None]
