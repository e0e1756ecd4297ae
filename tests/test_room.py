"""Entering a room: the study and the run folder, relative to the root, and the doors to tables."""

import pytest

from analysis import paths, room
from analysis.omissions import omission
from analysis.problems import DataProblems


@pytest.fixture
def here(toy_root, monkeypatch):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(toy_root))
    return room.enter("data/studies/toy", "outputs/toy/lab")


def test_a_room_finds_study_and_folder_below_the_root(here, toy_root):
    assert here.study.id == "toy" and here.folder == toy_root / "outputs/toy/lab"


def test_a_table_that_is_left_is_the_one_the_next_room_reads(here, toy):
    left = here.leave("points", toy.points)
    assert left.equals(here.table("points")) and set(left["status"]) == {"synthetic"}


def test_what_is_left_out_is_a_table_of_its_own(here):
    left = here.leave_out("compare", [omission("compare", 2024, "so", "equal_weights", "maxima_not_stated")])
    assert left["reason_vi"].tolist() == ["không nguồn nào nêu điểm tối đa"]


def test_a_folder_without_a_study_cannot_be_entered(toy_root, monkeypatch):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(toy_root))
    with pytest.raises(DataProblems):
        room.enter("data/studies/none", "outputs/none/lab")
