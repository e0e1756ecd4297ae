"""What is disputed."""

from sheets.made_run import A, rows, words

from analysis import tables
from analysis.room import Room
from analysis.sheets.disputes import disputes
from analysis.sheets.parts import Missing
from analysis.sheets.view import Given, Own, view


def test_petitions_come_first_then_explanations_that_were_not_accepted(seen, own):
    assert rows(disputes(seen("vi", "internal"), own).shortened(9)) == (
        ("1.2 Thủ tục", "Khó khăn, vướng mắc", "Khó lấy số liệu <tháng>"),
        ("Cả biểu", "Kiến nghị", "Đề nghị như với Sở Giả lập A"),
        ("1.1 Kế hoạch", "Giải trình chưa được công nhận đủ điểm", "Đã gửi bổ sung"),
    )


def test_a_petition_that_names_another_unit_is_not_printed_for_the_unit(seen, own):
    assert "Sở Giả lập A" not in words(disputes(seen("vi", "unit"), own).shortened(9))


def test_a_petition_of_another_unit_is_not_this_units(seen):
    assert "no petition" in words(disputes(seen("en"), Own(A, 2025, "so")))


def test_what_finds_no_room_is_counted(seen, own):
    found = disputes(seen("en"), own).shortened(1)
    assert len(rows(found)) == 1 and found.blocks[0].words == "The unit's form has 3 such remarks; 1 are shown."
    assert len(disputes(seen("en"), own).shortened(3).blocks) == 1


def test_a_published_table_says_that_petitions_are_not_known_not_that_there_are_none(toy, tmp_path):
    tables.write(tmp_path, "scores", toy.scores, "synthetic")
    published = view(Given(Room(toy.study, tmp_path)), "en", "unit")
    assert disputes(published, Own(A, 2025, "so")) == Missing("petitions and explanations of the unit")
