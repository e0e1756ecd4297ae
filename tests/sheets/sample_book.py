"""A small book of two sheets for the tests of the writers."""

import datetime

from analysis.sheets.parts import Book, Grid, Section, Sheet, Space, Text

TABLE = Grid(("Tiêu chí", "Điểm"), (("1.1 Kế hoạch <b>", "1.234,50"), ("=cmd|'/C calc'!A0", "–")), (13.0, 4.0), (1,))
SECTIONS = (Section("Kết quả & lý do", (Text("Được công nhận <5 điểm."), TABLE, Text("Chú thích", True))),
            Section("Ý kiến", (Space(3),)))  # fmt: skip
SHEETS = (Sheet("00-a", 'Sở Ấn "Độ"', ("Khối sở", "Năm 2025"), SECTIONS), Sheet("00-b", "Sở Ỷ Ẵ", (), SECTIONS))
BOOK = Book(
    "vi", "Phiếu", "Phiếu · toy", "DỮ LIỆU MÔ PHỎNG", datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC), SHEETS
)
