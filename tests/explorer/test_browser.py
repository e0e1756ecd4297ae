"""The page in Chromium: its ranks are Python's, it asks for nothing, complains of nothing, and the keyboard is enough."""

import time

import pytest
from chromium import browser, found
from explorer_rooms import left

from analysis import score
from analysis.criteria_set import ROOT
from analysis.explorer.page import explorer
from analysis.proposals import applied, carry, proposal

SHOWN = """Object.fromEntries([...document.querySelectorAll('#units tbody tr')].map((row) =>
  [row.dataset.row, Number(row.querySelector('[data-cell="other_rank"]').textContent)]).filter((one) => one[1]))"""
ORDER = "[...document.querySelectorAll('#units tbody tr')].map((row) => row.dataset.row)"
FOCUS = "document.activeElement"
TYPED = {"title": "Nâng điều tra: “thử” # 1", "by": 'Phòng "CCHC"', "rationale": "Một.\nHai: ba"}
OF_2025 = (
    "const place = document.getElementById('place'); place.value = '{}'; place.dispatchEvent(new Event('change'));"
)


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    found()
    with browser(tmp_path_factory.mktemp("browser")) as page:
        yield page


@pytest.fixture(scope="module")
def file(toy, tmp_path_factory):
    """The page of the toy study in which every unit has a range of its own: from its rank to its place in the table."""
    known = toy.scores[(toy.scores["node"] == ROOT) & toy.scores["rank_among_known"].notna()]
    rank = known["rank_among_known"].astype(int)
    ranges = known[["year", "block", "unit_code"]].assign(
        source="noise",
        rank=rank,
        rank_low=rank,
        rank_median=rank.astype(float),
        rank_high=rank + 1,
        mean_rank_shift=0.0,
    )
    return explorer(left(toy, tmp_path_factory.mktemp("run"), rank_intervals=ranges))


@pytest.fixture
def page(program, file):
    """The page of the toy study, just opened; whatever a test does, it must not ask a network or complain."""
    program.requests.clear()
    program.errors.clear()
    program.open(file)
    yield program
    assert program.errors == []
    assert all(address.startswith(("file:", "data:", "blob:")) for address in program.requests)


def ranks_by_rooms(toy, root, text, year):
    """Return the ranks that the rooms give under a saved proposal."""
    folder = proposal.folder(root, "toy")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "thu.yml").write_text(text, "utf-8")
    one = proposal.load(root, "toy", "thu")
    study = applied.under(toy.study, one)
    assessed = carry.carried(toy.assessed, toy.study, study, one, toy.received).assessed
    scores = score.scores(score.points(assessed, study), assessed, study)
    totals = scores[(scores["node"] == ROOT) & (scores["year"] == year)]
    return totals.set_index("unit_code")["rank_among_known"].dropna().to_dict()


def slide(page, number, key, times=1):
    page.run(f"document.getElementById('slider-{number}').focus()")
    page.press(key, times)


def fill(page):
    for name, words in TYPED.items():
        page.run(f"document.getElementById('proposal-{name}').value = {words!r}")


def test_the_official_ranks_stand_in_the_page(page, toy):
    totals = toy.scores[(toy.scores["node"] == ROOT) & (toy.scores["year"] == 2025)]
    assert page.run(SHOWN) == totals.set_index("unit_code")["rank_among_known"].dropna().to_dict()


@pytest.mark.parametrize(
    ("number", "key", "times"), [(0, "ArrowLeft", 25), (0, "Home", 1), (1, "ArrowRight", 33), (0, "End", 1)]
)
@pytest.mark.parametrize("year", [2024, 2025])
def test_sliders_moved_by_keys_give_the_ranks_of_the_rooms(page, toy, toy_root, number, key, times, year):
    page.run(OF_2025.format(f"{year}/so"))
    slide(page, number, key, times)
    fill(page)
    text = page.run("explorer.proposalText()")
    assert page.run(SHOWN) == ranks_by_rooms(toy, toy_root, text, year)


def test_a_saved_proposal_is_a_file_that_loads(page, toy_root):
    slide(page, 0, "ArrowLeft", 10)
    fill(page)
    page.run("document.getElementById('save').focus()")
    page.press("Enter")
    file = page.saved / "nang-dieu-tra-thu-1.yml"
    end = time.monotonic() + 10
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.02)
    folder = proposal.folder(toy_root, "toy")
    folder.mkdir(parents=True)
    (folder / file.name).write_bytes(file.read_bytes())
    one = proposal.load(toy_root, "toy", file.stem)
    file.unlink()
    assert (one.title["vi"], one.by, one.rationale["vi"]) == tuple(TYPED[name] for name in ("title", "by", "rationale"))
    assert [(change.codes, change.new) for change in one.changes] == [(("1",), {"max_points": 60})]
    assert file.stem in page.run("document.getElementById('saved').textContent")


def test_official_weights_are_no_proposal_and_an_empty_field_is_named(page):
    page.run("document.getElementById('save').click()")
    assert "chưa có gì để đề xuất" in page.run("document.getElementById('saved').textContent")
    slide(page, 0, "ArrowLeft")
    page.run("document.getElementById('save').click()")
    assert page.run(f"{FOCUS}.id") == "proposal-title" and page.run(f"{FOCUS}.getAttribute('aria-invalid')") == "true"


def test_the_last_domain_takes_what_is_left_and_can_be_released(page):
    slide(page, 0, "ArrowLeft", 2)
    assert page.run("document.getElementById('slider-1').disabled")
    assert "phần còn lại" in page.run("document.getElementById('slider-1').getAttribute('aria-valuetext')")
    page.run("document.querySelector('[data-reset=\"1\"]').click()")
    assert not page.run("document.getElementById('slider-1').disabled") and page.run(f"{FOCUS}.id") == "slider-0"


def test_the_tab_key_reaches_everything_in_the_order_of_the_page(page):
    seen = []
    for _ in range(60):
        page.press("Tab")
        seen.append(page.run(f"{FOCUS}.id || Object.values({FOCUS}.dataset)[0] || {FOCUS}.tagName"))
    first = [
        seen.index(one) for one in ("en", "place", "slider-0", "slider-1", "rank", "shift", "proposal-title", "save")
    ]
    assert first == sorted(first)


def test_units_are_sorted_in_vietnamese_order_and_back(page):
    official = page.run(ORDER)
    page.run("document.querySelector('[data-sort=unit]').focus()")
    page.press("Enter")
    names = page.run("page.held.places[0].units.map((unit) => unit.code)")
    assert page.run(ORDER) == names
    page.press("Enter")
    assert page.run(ORDER) == names[::-1] and page.run(f"{FOCUS}.dataset.sort") == "unit"
    assert page.run(f"{FOCUS}.parentElement.getAttribute('aria-sort')") == "descending"
    page.run("document.querySelector('[data-sort=rank]').click()")
    assert page.run(ORDER) == official


def test_every_column_can_be_sorted_and_units_without_a_value_stand_last(page):
    for key in page.run("[...document.querySelectorAll('[data-sort]')].map((one) => one.dataset.sort)"):
        page.run(f"document.querySelector('[data-sort={key}]').click()")
        assert sorted(page.run(ORDER)) == sorted(page.run("page.state.place.units.map((unit) => unit.code)"))


def test_a_range_is_shown_on_focus_and_hidden_by_escape(page):
    page.run("document.querySelector('[data-range]').focus()")
    tip = f"document.getElementById({FOCUS}.getAttribute('aria-describedby'))"
    assert page.run(f"!{tip}.hidden && {tip}.textContent") == "khoảng thứ hạng do sai số: 1–2"
    page.press("Escape")
    assert page.run(f"{tip}.hidden")


def test_a_range_is_shown_under_the_pointer(page):
    place = page.run(
        "(({ x, y }) => ({ x: x + 5, y: y + 5 }))(document.querySelector('[data-range]').getBoundingClientRect())"
    )
    page.run("scrollTo(0, 0)")
    page.ask("Input.dispatchMouseEvent", type="mouseMoved", **place)
    assert not page.run("document.querySelector('.tip').hidden")
    page.ask("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)
    assert page.run("document.querySelector('.tip').hidden")


def test_a_unit_opens_its_sheet_and_the_focus_comes_back(page):
    code = page.run("document.querySelector('[data-unit]').focus(), document.activeElement.dataset.unit")
    page.press("Enter")
    text = page.run("document.getElementById('sheet').open && document.getElementById('sheet').innerText")
    others = page.run(
        f"page.held.places[0].units.filter((one) => one.code !== '{code}').map((one) => page.unitName(one.code))"
    )
    assert page.run(f"page.unitName('{code}')") in text and "DỮ LIỆU MÔ PHỎNG" in text
    assert not [name for name in others if name in text]
    page.press("Escape")
    assert page.run(f"{FOCUS}.dataset.unit") == code and not page.run("document.getElementById('sheet').open")


def test_the_language_is_switched_everywhere(page):
    page.run("document.querySelector('[data-language=en]').click()")
    slide(page, 0, "ArrowLeft")
    assert (
        page.run("document.documentElement.lang") == "en"
        and page.run("document.getElementById('mark').textContent") == "SYNTHETIC DATA"
    )
    page.until("document.getElementById('status').textContent.length > 0")
    text = page.run("document.body.innerText").replace("Tiếng Việt", "")
    classes = page.run("page.set().classes")
    for name in classes:
        text = text.replace(name, "")
    assert not [letter for letter in text if letter in "ăâđêôơưạảấầậắằặẹẻếềểệịỉọỏốồộớờợụủứừựỳỹ"]


def test_what_changes_is_told_to_those_who_cannot_see_it(page):
    slide(page, 0, "Home")
    status = "document.getElementById('status')"
    page.until(f"{status}.textContent.length > 0 && !{status}.textContent.startsWith('Đang dùng')")
    assert "đơn vị" in page.run(f"{status}.textContent") and page.run(f"{status}.getAttribute('aria-live')") == "polite"


def test_everything_that_can_be_used_has_a_name_for_screen_readers(page):
    slide(page, 0, "ArrowLeft")
    nodes = page.ask("Accessibility.getFullAXTree")["nodes"]
    used = [
        one for one in nodes if one.get("role", {}).get("value") in ("button", "slider", "textbox", "combobox", "Date")
    ]
    assert len(used) > 20 and [one["role"] for one in used if not one.get("name", {}).get("value")] == []


def test_ranks_among_those_known_are_not_called_official(program, shipped, tmp_path):
    program.errors.clear()
    program.open(explorer(left(shipped("papi-2023"), tmp_path)))
    heads = program.run("[...document.querySelectorAll('[data-sort]')].map((one) => one.dataset.sort)")
    assert heads[:2] == ["known", "unit"] and "rank" not in heads
    program.run("document.querySelector('[data-unit]').click()")
    text = program.run("document.getElementById('sheet').innerText")
    assert "Hạng trong số đơn vị có số liệu: 1" in text and "chính thức" not in text
    assert (
        program.run("document.getElementById('ranges-how').textContent").startswith("Chưa có") and program.errors == []
    )


def test_a_study_without_weights_has_no_slider_and_says_why(program, shipped, tmp_path):
    program.errors.clear()
    program.open(explorer(left(shipped("vinh-phuc-2019"), tmp_path)))
    assert "nguồn không nêu điểm tối đa" in program.run("document.getElementById('why').textContent")
    assert (
        program.run("document.querySelectorAll('#sliders input').length") == 0 and program.run("explorer.ranks()") == {}
    )
    assert program.run("document.getElementById('saving').hidden && document.getElementById('mark').hidden")
    assert program.errors == []


@pytest.mark.parametrize("name", ["vinh-phuc-2019", "papi-2023"])
def test_on_a_telephone_nothing_is_wider_than_the_screen_and_no_column_of_a_sheet_is_empty(
    program, shipped, tmp_path, name
):
    program.ask("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    try:
        program.open(explorer(left(shipped(name), tmp_path)))
        program.run("document.querySelector('[data-unit]').click()")
        assert program.run("document.documentElement.scrollWidth") <= 390
        columns = program.run(
            "[...document.querySelectorAll('#sheet table')].flatMap((table) => [...table.tHead.rows[0].cells].map((_, place)"
            " => [...table.tBodies[0].rows].map((row) => row.cells[place].textContent)))"
        )
        assert columns and all(set(column) != {"–"} for column in columns)
        regions = program.run(
            "[...document.querySelectorAll('#sheet .wide')].map((one) => one.ariaLabel && one.tabIndex)"
        )
        assert set(regions) == {0}
    finally:
        program.ask("Emulation.clearDeviceMetricsOverride")


def test_a_single_column_of_points_is_not_told_a_second_time_as_its_only_domain(program, shipped, tmp_path):
    program.open(explorer(left(shipped("tay-ninh-2023"), tmp_path)))
    program.run("document.querySelector('[data-unit]').click()")
    assert program.run("document.querySelectorAll('#sheet table').length") == 0


def test_a_range_of_one_rank_is_told_as_one_number(page):
    said = page.run("page.range({ source: 'noise', low: 3, high: 3 })")
    assert said == "khoảng thứ hạng do sai số: 3"
