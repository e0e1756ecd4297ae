"""Entering a room: the study and the folder of this run, and the doors to its tables."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import omissions, tables
from analysis import study as studies
from analysis.paths import output_folder, resolved
from analysis.study import Study


class Room(NamedTuple):
    """A study and the folder of one run of it."""

    study: Study
    folder: Path

    def table(self, name: str) -> pd.DataFrame:
        """Return a table that an earlier room left."""
        return tables.read(self.folder, name)

    def official(self) -> "Room":
        """Return the room of the last good run of this study by the official criteria."""
        study = studies.load(self.study.folder)
        return Room(study, output_folder(study.root, study.id))

    def previous(self) -> "Room | None":
        """Return the room of the last good official run of the study before this one; None where none is named."""
        if not self.study.previous:
            return None
        study = studies.load(self.study.folder.parent / self.study.previous)
        return Room(study, output_folder(study.root, study.id))

    def leave(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """Leave a table, checked and sorted; return it as the next room will read it."""
        tables.write(self.folder, name, frame, self.study.status)
        return tables.read(self.folder, name)

    def leave_all(self, frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Leave several tables, checked and sorted; return them as the next room will read them."""
        return {name: self.leave(name, frame) for name, frame in frames.items()}

    def left_by(self, room: str) -> dict[str, pd.DataFrame]:
        """Return every table that a room left in this run."""
        names = [name for name, schema in tables.schemas()["tables"].items() if schema["room"] == room]
        return {name: self.table(name) for name in names if tables.exists(self.folder, name)}

    def leave_out(self, room: str, rows: list[dict]) -> pd.DataFrame:
        """Leave the table of what this room cannot say, with reasons."""
        return self.leave(f"left_out_{room}", omissions.table(rows))


def enter(study_folder: str, run_folder: str, proposal: str = "") -> Room:
    """Return the room of a notebook; both folders are relative to the root and the study is checked again.

    proposal : slug of a proposal, whose criteria the study then has; empty for the official ones.
    """
    return Room(studies.load(resolved(study_folder), proposal), resolved(run_folder))
