"""The last good output is there at every moment: after a kill, beside another run, with a file held open."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import publish
from analysis.paths import PROJECT

RUN_THAT_IS_KILLED = """
import sys, time
from pathlib import Path
from analysis import publish
final = Path(sys.argv[1])
with publish.locked(final):
    publish.recover(final)
    partial = publish.partial_folder(final)
    partial.mkdir(parents=True)
    for place in range(10_000):
        (partial / f"table-{place}.csv").write_text("half")
        print("writing", flush=True)
        time.sleep(0.01)
"""
SWAPS_UNTIL_KILLED = """
import sys, shutil
from pathlib import Path
from analysis import publish
final = Path(sys.argv[1])
with publish.locked(final):
    for place in range(100_000):
        publish.recover(final)
        partial = publish.partial_folder(final)
        partial.mkdir(parents=True)
        for name in ("a.csv", "b.csv", "c.csv"):
            (partial / name).write_text(str(place))
        publish.move_in(final)
        print("swapped", flush=True)
"""


@pytest.fixture
def final(tmp_path):
    return tmp_path / "outputs" / "toy" / "official"


def filled(folder, word):
    folder.mkdir(parents=True)
    (folder / "report.txt").write_text(word)


def content(folder):
    return (folder / "report.txt").read_text()


def beside(final):
    return sorted(path.name for path in final.parent.iterdir() if path.name != ".lock")


def start(program, final):
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(final)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout.readline()
    return process


def test_a_first_output_moves_into_place(final):
    filled(publish.partial_folder(final), "new")
    publish.move_in(final)
    assert content(final) == "new" and beside(final) == ["official"]


def test_a_new_output_takes_the_place_of_the_old_and_of_an_earlier_failure(final):
    filled(final, "old")
    filled(publish.failed_folder(final), "failed")
    filled(publish.partial_folder(final), "new")
    publish.move_in(final)
    assert content(final) == "new" and beside(final) == ["official"]


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ({"final": "old"}, "old"),
        ({"final": "old", "partial": "half"}, "old"),
        ({"previous": "old", "partial": "new"}, "old"),
        ({"previous": "old"}, "old"),
        ({"final": "new", "previous": "old"}, "new"),
        ({"final": "new", "previous": "old", "partial": "half"}, "new"),
        ({"partial": "half"}, None),
        ({}, None),
    ],
)
def test_whatever_was_interrupted_is_put_right(final, there, expected):
    places = {"final": final, "previous": publish.previous_folder(final), "partial": publish.partial_folder(final)}
    final.parent.mkdir(parents=True)
    for name, word in there.items():
        filled(places[name], word)
    publish.recover(final)
    assert beside(final) == (["official"] if expected else [])
    assert expected is None or content(final) == expected


def test_recovering_keeps_what_a_failed_run_left_for_reading(final):
    filled(publish.failed_folder(final), "failed")
    publish.recover(final)
    assert content(publish.failed_folder(final)) == "failed"


def test_a_failed_run_is_kept_in_place_of_an_earlier_failure(final):
    filled(publish.failed_folder(final), "first")
    filled(publish.partial_folder(final), "second")
    assert content(publish.keep_failed(final)) == "second"
    assert not publish.partial_folder(final).exists()


def test_a_second_run_of_one_study_is_refused(final):
    holder = start(RUN_THAT_IS_KILLED, final)
    try:
        with pytest.raises(publish.Busy), publish.locked(final):
            pass
    finally:
        holder.kill()
        holder.wait()


def test_two_studies_do_not_wait_for_each_other(tmp_path):
    with publish.locked(tmp_path / "a" / "official"), publish.locked(tmp_path / "b" / "official"):
        pass


def test_the_lock_is_given_back_when_the_run_ends(final):
    for _ in range(2):
        with publish.locked(final):
            pass


def test_the_lock_is_given_back_when_the_run_fails(final):
    with pytest.raises(ZeroDivisionError), publish.locked(final):
        raise ZeroDivisionError
    with publish.locked(final):
        pass


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX systems")
def test_a_run_that_is_killed_leaves_the_old_output_and_the_next_one_works(final):
    filled(final, "old")
    process = start(RUN_THAT_IS_KILLED, final)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert content(final) == "old" and publish.partial_folder(final).exists()
    with publish.locked(final):
        publish.recover(final)
        filled(publish.partial_folder(final), "new")
        publish.move_in(final)
    assert content(final) == "new" and beside(final) == ["official"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of POSIX systems")
@pytest.mark.parametrize("moment", [0.003, 0.011, 0.024, 0.041, 0.057])
def test_a_swap_that_is_killed_at_any_moment_leaves_one_whole_output(final, moment):
    process = start(SWAPS_UNTIL_KILLED, final)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    publish.recover(final)
    assert beside(final) == ["official"]
    assert len({(final / name).read_text() for name in ("a.csv", "b.csv", "c.csv")}) == 1


def held_open(monkeypatch, folder, file):
    """Let the system behave as Windows does while a program holds a file of a folder open."""
    rename, open_file = Path.rename, Path.open

    def no_rename(self, target):
        if self == folder:
            raise PermissionError(13, "in use")
        return rename(self, target)

    def no_open(self, *arguments, **settings):
        if self == file:
            raise PermissionError(13, "in use")
        return open_file(self, *arguments, **settings)

    monkeypatch.setattr(Path, "rename", no_rename)
    monkeypatch.setattr(Path, "open", no_open)


def test_a_report_that_is_open_in_another_program_is_named_and_stays(final, monkeypatch):
    filled(final, "old")
    (final / "a.txt").write_text("closed")
    filled(publish.partial_folder(final), "new")
    with monkeypatch.context() as windows:
        held_open(windows, final, final / "report.txt")
        with pytest.raises(publish.FileOpen) as held:
            publish.move_in(final)
    assert held.value.path == final / "report.txt"
    assert content(final) == "old"


def test_a_folder_that_is_open_without_an_open_file_is_named_itself(final, monkeypatch):
    filled(final, "old")
    filled(publish.partial_folder(final), "new")
    with monkeypatch.context() as windows:
        held_open(windows, final, None)
        with pytest.raises(publish.FileOpen) as held:
            publish.move_in(final)
    assert held.value.path == final


def test_an_output_that_cannot_move_in_leaves_the_old_one_in_place(final, monkeypatch):
    filled(final, "old")
    filled(publish.partial_folder(final), "new")
    with monkeypatch.context() as broken:
        held_open(broken, publish.partial_folder(final), None)
        with pytest.raises(PermissionError):
            publish.move_in(final)
    assert content(final) == "old" and not publish.previous_folder(final).exists()
