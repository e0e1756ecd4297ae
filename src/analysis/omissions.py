"""What a room leaves out, with the reason: an honest empty place instead of a filled one."""

import pandas as pd

from analysis import tables
from analysis.language import both


def omission(room: str, year: int, block: str, subject: str, reason: str, **facts) -> dict:
    """Return one row of the table `left_out`; subject and reason are keys of texts/left_out.yml."""
    what, why = both(f"left_out.{subject}", **facts), both(f"left_out.{reason}", **facts)
    return {
        "room": room, "year": year, "block": block, "subject_vi": what["vi"], "subject_en": what["en"],
        "reason_vi": why["vi"], "reason_en": why["en"],
    }  # fmt: skip


def table(rows: list[dict]) -> pd.DataFrame:
    """Return the rows as a table `left_out`, each once."""
    return tables.from_rows("left_out", rows).drop_duplicates().reset_index(drop=True)
