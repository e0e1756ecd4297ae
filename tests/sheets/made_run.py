"""Made-up tables beside the toy study for the tests of the sheets, small enough to work out by hand."""

import pandas as pd

from analysis import tables
from analysis.sheets.parts import Grid, Text

A, B, C = (f"00-so-gia-lap-{letter}" for letter in "abc")
PLACE = {"year": 2025, "block": "so"}
FILES = {code: f"data/studies/toy/submissions/{code}.xlsx" for code in (A, B, C)}
# criterion: self-assessed, in force; B gave itself 6 more than it got.
ROUNDS = {"1.1": (30, 27), "1.2": (18, 18), "1.10": (15, 12)}
TYPED = {
    "1.1:opinion_1": "Thiếu tài liệu kiểm chứng", "1.1:opinion_2": "Giữ nguyên", "1.1:supplement": "Đã gửi bổ sung",
    "1.10:opinion_1": "Khác số liệu của SỞ GIẢ LẬP C",
}  # fmt: skip
PETITIONS = [("1.2", "difficulty", "Khó lấy số liệu <tháng>"), ("9.9", "proposal", "Đề nghị như với Sở Giả lập A")]


def rounds():
    """Return the table `rounds` of unit B; of C only that its form was read."""
    rows = [
        PLACE
        | {"unit_code": B, "criterion_code": code, "self_points": claimed, "points_in_force": got, "file": FILES[B]}
        for code, (claimed, got) in ROUNDS.items()
    ]
    rows.append(PLACE | {"unit_code": C, "criterion_code": "1.1", "file": FILES[C]})
    return pd.DataFrame(rows).reindex(columns=tables.schema("rounds")["columns"])


def submitted():
    """Return the cells of B's form that hold text of people; a cell of C besides."""
    cells = [(B, column, text) for column, text in TYPED.items()] + [(C, "1.1:opinion_1", "Chuyện của đơn vị C")]
    rows = [
        {"column": column, "printed": text, "source_id": "form", "file": FILES[code], "sheet": "Biểu",
         "cell": f"J{place}", "cell_kind": "text"}
        for place, (code, column, text) in enumerate(cells)
    ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=tables.schema("submitted")["columns"])


def petitions():
    """Return the petitions of B."""
    rows = [
        {"unit_name": "Sở Giả lập B", "criterion_code": code, "petition_kind": kind, "text": text, "file": FILES[B],
         "sheet": "Kiến nghị", "cell": f"C{place}"}
        for place, (code, kind, text) in enumerate(PETITIONS)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def to_win():
    """Return what B could win: 9 points of 2.2 and 3 of 1.1."""
    facts = PLACE | {"unit_code": B, "scale": "", "body": A, "in_charge": ""}
    rows = [
        facts | {"criterion_code": "2.2", "priority": 1, "points": 6, "applicable_max": 15, "to_win": 9, "fell": None},
        facts
        | {"criterion_code": "1.1", "priority": 2, "points": 27, "applicable_max": 30, "to_win": 3, "fell": 5,
           "scale": "percent", "in_charge": "Văn phòng"},
    ]  # fmt: skip
    return pd.DataFrame(rows)


def intervals():
    """Return the ranges of B: the noise moves it, other choices do not."""
    rows = [("noise", 1, 3), ("method", 2, 2)]
    facts = PLACE | {"unit_code": B, "rank": 2, "rank_median": 2, "mean_rank_shift": 0.5}
    return pd.DataFrame([facts | {"source": source, "rank_low": low, "rank_high": high} for source, low, high in rows])


def probabilities():
    """Return the classes of B under noise: Khá in 90 per cent of draws, Tốt in 10."""
    shares = {"Tốt": 0.1, "Khá": 0.9, "Yếu": 0.0}
    facts = PLACE | {"unit_code": B, "source": "noise"}
    return pd.DataFrame([facts | {"class": name, "probability": share} for name, share in shares.items()])


def words(section):
    """Return all words of a section."""
    found = [section.title]
    for block in section.blocks:
        if isinstance(block, Text):
            found.append(block.words)
        elif isinstance(block, Grid):
            found += [text for row in (block.header, *block.rows) for text in row]
    return "\n".join(found)


def rows(section):
    """Return the rows of the first table of a section."""
    return next(block.rows for block in section.blocks if hasattr(block, "rows"))
