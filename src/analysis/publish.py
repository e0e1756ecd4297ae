"""Replacing a good output by a new one so that at any moment one of the two is whole.

The run writes into `official.partial`; when it is whole, `official` becomes `official.previous`, the new one moves in,
and the old one is deleted. Whatever was interrupted is put right at the next start.
"""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(Exception):
    """Another run of the same study is under way."""


class FileOpen(Exception):
    """A file of the last good output is held open by another program; carries its path."""

    def __init__(self, path: Path):
        self.path = path
        super().__init__(str(path))


def partial_folder(final: Path) -> Path:
    """Return the folder a run writes into."""
    return final.with_name(f"{final.name}.partial")


def previous_folder(final: Path) -> Path:
    """Return the folder the last good output moves to while the new one moves in."""
    return final.with_name(f"{final.name}.previous")


def failed_folder(final: Path) -> Path:
    """Return the folder that keeps what a failed run had written."""
    return final.with_name(f"{final.name}.failed")


@contextlib.contextmanager
def locked(final: Path) -> Iterator[None]:
    """Hold the study for one run; the system gives the lock back when the process ends, however it ends.

    Raises Busy if another process holds it.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(final.parent / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(final.parent.name) from None
    try:
        yield
    finally:
        lock.release()


def recover(final: Path) -> None:
    """Put right what an interrupted run left: bring the previous output back or remove it, remove the partial one."""
    previous = previous_folder(final)
    if previous.exists() and not final.exists():
        previous.rename(final)
    shutil.rmtree(previous, ignore_errors=True)
    shutil.rmtree(partial_folder(final), ignore_errors=True)


def move_in(final: Path) -> None:
    """Move the whole partial folder into place.

    Raises FileOpen, with the last good output untouched, if a file of it is open in a program that forbids moving it.
    """
    partial, previous = partial_folder(final), previous_folder(final)
    if final.exists():
        try:
            final.rename(previous)
        except PermissionError:
            raise FileOpen(open_file(final)) from None
    try:
        partial.rename(final)
    except OSError:
        if previous.exists():
            previous.rename(final)
        raise
    shutil.rmtree(previous, ignore_errors=True)
    shutil.rmtree(failed_folder(final), ignore_errors=True)


def open_file(folder: Path) -> Path:
    """Return the first file of a folder that cannot be opened for writing, or the folder itself."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        try:
            with path.open("r+b"):
                pass
        except OSError:
            return path
    return folder


def keep_failed(final: Path) -> Path:
    """Keep what a failed run had written, in place of an earlier failure; return its folder."""
    failed = failed_folder(final)
    shutil.rmtree(failed, ignore_errors=True)
    partial_folder(final).rename(failed)
    return failed
