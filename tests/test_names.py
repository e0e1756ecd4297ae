"""Names as readers see them, and lists in Vietnamese order."""

import pytest

from analysis import names
from analysis.study import OUTSIDE_FUNCTIONS


def in_order(*words):
    return list(words) == sorted(reversed(words), key=names.sorting)


@pytest.mark.parametrize(
    "words",
    [
        ("An", "Ăn", "Ân", "Bà"),
        ("Dân", "Đan"),
        ("Duy", "Đa"),
        ("Cà Mau", "Cao Bằng", "Cần Thơ"),
        ("Hà Nam", "Hà Nội", "Hải Dương", "Hậu Giang"),
        ("Hòa Bình", "Hưng Yên"),
        ("Mo", "Mô", "Mơ"),
        ("Tế", "Tý"),
        ("Tu", "Tư", "Tý"),
        ("An Giang", "Bà Rịa - Vũng Tàu", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Gia Lai"),
    ],
)
def test_vietnamese_names_stand_in_vietnamese_order(words):
    assert in_order(*words)


def test_both_writings_of_unicode_sort_alike():
    assert names.sorting("Ho\u0300a") == names.sorting("Hòa")


@pytest.mark.parametrize("prefix", ["Sở ", "UBND ", "Huyện ", "Thị xã ", "TP ", "Thành phố ", "Phường ", "xã "])
def test_lists_sort_without_the_kind_of_unit(prefix):
    assert names.PREFIX.sub("", f"{prefix}An Bình") == "An Bình"


def test_a_name_that_only_begins_like_a_prefix_is_kept():
    assert names.PREFIX.sub("", "Bana") == "Bana" and names.PREFIX.sub("", "Xãnh") == "Xãnh"


def test_departments_of_tay_ninh_stand_in_order(shipped):
    study = shipped("tay-ninh-2023").study
    codes = ["72-so-tu-phap", "72-so-noi-vu", "72-so-cong-thuong", "72-so-tai-chinh"]
    shown = [names.unit(study, code, "vi") for code in names.ordered(study, codes)]
    assert shown == ["Sở Công Thương", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]


def test_a_unit_has_a_name_in_each_language(toy):
    code = "00-so-gia-lap-a"
    assert (names.unit(toy.study, code, "vi"), names.unit(toy.study, code, "en")) == (
        "Sở Giả lập A",
        "Invented Department A",
    )


def test_a_criterion_has_its_title_and_the_root_is_called_total(toy):
    criteria = toy.study.criteria("so")
    assert (names.node(criteria, "1.10", "en"), names.node(criteria, "total", "en")) == ("Finance", "Total")


def test_a_criterion_has_one_number_that_of_its_title_or_else_its_code(toy, shipped):
    papi, own = shipped("papi-2019").study.criteria("tinh"), toy.study.criteria("so")
    assert names.criterion(papi, "D1_ELECT", "en") == "1.3 Quality of (village head) elections"
    assert names.criterion(papi, "D1", "en") == "D1 Participation at Local Levels"
    assert names.criterion(own, "1.10", "en") == "1.10 Finance" and names.criterion(own, "total", "en") == "Total"
    assert [names.criterion_number(papi, code, "vi") for code in ("D1_ELECT", "D1")] == ["1.3", "D1"]


def test_a_count_at_the_start_of_a_title_is_no_number():
    assert not names.NUMBERED.match("5 dịch vụ công") and not names.NUMBERED.match("100% hồ sơ")
    assert names.NUMBERED.match("4. Kiểm soát")[1] == "4" and names.NUMBERED.match("1.10 Tài chính")[1] == "1.10"


def test_a_heading_is_as_short_as_the_study_allows(toy, shipped):
    assert names.heading(toy.study, 2024, "so", "en") == "2024"
    tay_ninh = shipped("tay-ninh-2023").study
    assert names.heading(tay_ninh, 2023, "huyen", "en") == "District-level people's committees"
    papi = shipped("papi-2019").study
    assert names.heading(papi, 2019, "tinh", "en") == "Provinces and centrally run cities"


def test_every_group_of_every_shipped_study_has_a_label_in_each_language(shipped_units):
    for grouping, value, block in shipped_units:
        assert names.group(grouping, value, block, "vi") and names.group(grouping, value, block, "en")


@pytest.fixture(scope="module")
def shipped_units(shipped):
    """Return each (grouping, value, block) that occurs in a shipped study."""
    from conftest import SHIPPED

    found = set()
    for name in SHIPPED:
        here = shipped(name)
        units = here.study.units()
        for _, block, code in here.points[["year", "block", "unit_code"]].drop_duplicates().itertuples(index=False):
            found |= {(one, units.loc[code, one], block) for one in here.study.groupings if one in units}
            if "outside_functions" in here.study.groupings:
                found |= {("outside_functions", value, block) for value in OUTSIDE_FUNCTIONS}
    return sorted(one for one in found if one[1])


@pytest.mark.parametrize(
    ("name", "vietnamese", "english"),
    [
        ("treatment", "Cách xử lý nội dung không áp dụng", "Treatment of what does not apply"),
        ("weights/1", "Trọng số trong mục “Điểm thẩm định”", "Weights within “Appraised part”"),
        ("weights/total", "Trọng số trong mục “Tổng điểm”", "Weights within “Total”"),
        ("aggregation/2", "Cách tổng hợp điểm, cấp 2 từ dưới lên", "Aggregation, level 2 from below"),
    ],
)
def test_what_varies_is_called_by_its_kind_and_its_part(toy, name, vietnamese, english):
    criteria = toy.study.criteria("so")
    assert (names.varied(criteria, name, "vi"), names.varied(criteria, name, "en")) == (vietnamese, english)


def test_an_index_is_called_as_readers_know_it(toy):
    assert names.called(toy.study, "PAPI_D1") == {"vi": "PAPI 1 (tham gia)", "en": "PAPI 1 (participation)"}
    assert names.called(toy.study, "PCI") == {"vi": "PCI", "en": "PCI"}
