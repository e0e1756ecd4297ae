"""The whole sheet: who sees what, and that it fits."""

import pandas as pd
import pytest
from sheets.made_run import FILES, A, words

from analysis import tables
from analysis.room import Room
from analysis.sheets.fit import pages
from analysis.sheets.parts import Grid, Space
from analysis.sheets.sheet import sheet
from analysis.sheets.view import Given, Own, view


def everything(made):
    return "\n".join([made.title, *made.about, *map(words, made.sections)])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_public_reads_no_opinion_no_dispute_and_no_self_assessed_points(seen, own, language):
    said = everything(sheet(seen(language, "public"), own))
    for secret in ("Thiếu tài liệu", "Giữ nguyên", "Đã gửi bổ sung", "Khó lấy số liệu", "30,00\n27,00", "30.00\n27.00"):
        assert secret not in said


def test_the_unit_reads_what_was_said_of_itself_and_has_room_to_answer(seen, own):
    made = sheet(seen("vi", "unit"), own)
    said = everything(made)
    assert all(text in said for text in ("Thiếu tài liệu", "Đã gửi bổ sung", "Khó lấy số liệu", "Ý kiến của đơn vị"))
    assert any(isinstance(block, Space) for section in made.sections for block in section.blocks)


def test_the_public_has_no_room_to_answer(seen, own):
    made = sheet(seen("vi", "public"), own)
    assert not any(isinstance(block, Space) for section in made.sections for block in section.blocks)


@pytest.mark.parametrize("audience", ["unit", "public"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_other_unit_is_named_on_any_sheet(seen, language, audience):
    view = seen(language, audience)
    study_units = view.given.study.units()
    for own in view.given.units():
        said = everything(sheet(view, own))
        others = study_units.drop(index=own.code)
        assert not any(name in said for name in [*others["name_vi"], *others["name_en"], *others.index])


def test_a_unit_with_hundreds_of_cuts_and_endless_opinions_still_fits_two_pages(seen, own, monkeypatch):
    view = seen("vi", "internal")
    rounds = view.given.table("rounds").iloc[:0].copy()
    many = [{"year": 2025, "block": "so", "unit_code": own.code, "criterion_code": code, "self_points": 9.0,
             "points_in_force": 1.0, "file": FILES[own.code]} for code in ("1.1", "1.2", "1.10", "2.1", "2.2") * 60]  # fmt: skip
    crowded = pd.DataFrame(many).reindex(columns=rounds.columns)
    monkeypatch.setitem(view.given._by_unit, "rounds", {(2025, "so", own.code): crowded})
    monkeypatch.setitem(
        view.given._by_unit, "opinion_1", {(own.code, row["criterion_code"]): "dài " * 900 for row in many}
    )
    made = sheet(view, own)
    assert pages(made) == 2
    # Of 300 cuts of 8 points each the sheet names the first, and says of how many.
    said = everything(made)
    shown = next(len(one.blocks[1].rows) for one in made.sections if one.title == "Điểm bị giảm và lý do")
    assert 2 <= shown < 20 and f"2.400,00 điểm ở 300 tiêu chí; bảng nêu {shown} tiêu chí" in said


@pytest.fixture
def published(toy, tmp_path):
    """Return the view of a run that has left scores only, as of a published table."""
    tables.write(tmp_path, "scores", toy.scores, "synthetic")
    return lambda language, audience: view(Given(Room(toy.study, tmp_path)), language, audience)


@pytest.mark.parametrize("audience", ["internal", "unit", "public"])
def test_what_the_sources_do_not_hold_is_named_once_and_has_no_section(published, audience):
    made = sheet(published("vi", audience), Own(A, 2025, "so"))
    titles = {one.title for one in made.sections}
    assert not titles & {"Điểm bị giảm và lý do", "Điểm còn có thể giành thêm", "Nội dung còn ý kiến khác nhau"}
    assert "So với trung bình của khối" in titles
    left = made.sections[-1].blocks[-1].words
    assert "điểm còn có thể giành thêm ở từng tiêu chí" in left
    assert ("kiến nghị và giải trình" in left) == (audience != "public")


def test_no_section_and_no_column_of_a_sheet_is_empty(seen):
    for audience in ("internal", "unit", "public"):
        view_ = seen("vi", audience)
        for own in view_.given.units():
            for section in sheet(view_, own).sections:
                assert section.blocks
                for grid in (one for one in section.blocks if isinstance(one, Grid)):
                    columns = list(zip(*grid.rows, strict=True))
                    assert grid.rows and all(set(column) - {"–", ""} for column in columns)


def test_how_to_read_speaks_only_of_what_the_sheet_shows(seen, own, published):
    shown = everything(sheet(seen("en"), own))
    assert "The range from errors" in shown and "A share is per cent" in shown
    # The block is known in part, so its ranges are those among the units known.
    assert "Ranges are those among the units known." in shown
    assert "The range from errors" not in everything(sheet(published("en", "unit"), own))


def test_a_study_of_several_years_names_its_units_and_the_year_once(seen, own):
    about = sheet(seen(), own).about[0]
    assert about.count("2025") == 1 and seen().criteria(own).title["vi"] in about


def test_shuffled_tables_give_the_same_sheet(seen, own, made, tmp_path):
    before = sheet(seen("vi", "internal"), own)
    given = Given(Room(made.study, tmp_path))
    for path in (made.folder / "tables").glob("*.csv"):
        given._tables[path.stem] = tables.read(made.folder, path.stem).sample(frac=1, random_state=3)
    given.files = given._files()
    assert sheet(view(given, "vi", "internal"), own) == before
