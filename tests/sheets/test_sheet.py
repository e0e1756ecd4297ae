"""The whole sheet: who sees what, and that it fits."""

import pandas as pd
import pytest
from sheets.made_run import FILES, words

from analysis import tables
from analysis.sheets.layout import ROOM
from analysis.sheets.parts import Space, Text
from analysis.sheets.sheet import height, sheet


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
    assert height(sheet(view, own)) <= ROOM


def test_more_text_is_higher(seen, own):
    made = sheet(seen(), own)
    longer = made.sections[0]._replace(blocks=(*made.sections[0].blocks, Text("một hai ba " * 60)))
    assert height(made._replace(sections=(longer, *made.sections[1:]))) > height(made) + 1


def test_shuffled_tables_give_the_same_sheet(seen, own, made, tmp_path):
    from analysis.room import Room
    from analysis.sheets.view import Given, view

    before = sheet(seen("vi", "internal"), own)
    given = Given(Room(made.study, tmp_path))
    for path in (made.folder / "tables").glob("*.csv"):
        given._tables[path.stem] = tables.read(made.folder, path.stem).sample(frac=1, random_state=3)
    given.files = given._files()
    assert sheet(view(given, "vi", "internal"), own) == before
