"""Which column of an annex holds what, by its headings; two rows of headings are read together."""

import re

from analysis.annex.grid import text

# Tried in this order: a heading such as "Tài liệu kiểm chứng của tiêu chí" is evidence before it is a title.
HEADINGS = {
    "number": r"stt|tt|số tt|số thứ tự|mã( tiêu chí)?",
    "survey": r".*(điều tra|xã hội học|đtxhh|xhh).*",
    "maximum": r"(điểm )?(tối đa|chuẩn)( \(?điểm\)?)?|điểm|.*điểm (tối đa|chuẩn)|thang điểm tối đa|số điểm",
    "evidence": r".*(kiểm chứng|tlkc|minh chứng|hồ sơ chứng minh).*",
    "appraised_by": r"(cơ quan|đơn vị|sở|bộ phận|phòng|chủ trì).*(thẩm định|chủ trì|phụ trách|theo dõi).*",
    "note": r".*ghi chú.*",
    "scale": r".*(thang điểm|thang đánh giá|cách tính|cách chấm|phương pháp|hướng dẫn|mức điểm|quy định tính).*",
    "title": r".*(tiêu chí|lĩnh vực|nội dung|chỉ số thành phần).*",
}
# Heads the maximum points where no other column does.
_ALSO_MAXIMUM = "thang điểm|mức điểm"
# Words of decisions stand above the table; a table whose headings come later than this has none.
DEEPEST_HEADING = 60


def find(rows: list[list]) -> tuple[int, dict[str, int]] | None:
    """Return (the first line below the headings, {field: column}); None if no line names criteria and maximum points."""
    for depth in (1, 2):
        for line in range(min(len(rows), DEEPEST_HEADING)):
            if {"title", "maximum"} <= _columns(rows[line : line + depth]).keys():
                below = line + _depth(rows, line, depth)
                return below, _columns(rows[line:below])
    return None


def _depth(rows: list[list], line: int, depth: int) -> int:
    """Return how many rows the headings take: a second row that only divides what stands above belongs to them."""
    if depth == 2 or line + 1 >= len(rows):
        return depth
    below = [text(cell) for cell in rows[line + 1]]
    divides = any(below) and not any(below[:2]) and not any(re.search(r"\d", one) for one in below)
    return 2 if divides else 1


def is_heading(row: list, columns: dict[str, int]) -> bool:
    """Return whether a row repeats the headings, as tables do on every page."""
    return all(
        field_of(text(row[columns[field]])) == field if columns[field] < len(row) else False
        for field in ("title", "maximum")
    )


def names_several(row: list) -> bool:
    """Return whether a row is the upper one of two rows of headings: its cells head different columns."""
    return len({field for cell in row if (field := field_of(text(cell)))}) > 1


def is_counting(row: list) -> bool:
    """Return whether a row only numbers the columns: (1), (2), (3) or A, B, 1, 2."""
    words = [one.strip("()") for cell in row if (one := text(cell))]
    return len(words) >= 3 and all(re.fullmatch(r"\d{1,2}|[A-H]|\d=[\d+\-x:/]+", one) for one in words)


def _columns(rows: list[list]) -> dict[str, int]:
    found, alone = {}, set()
    for column in range(max(map(len, rows), default=0)):
        words = " ".join(filter(None, (text(row[column]) for row in rows if column < len(row))))
        field = field_of(words)
        if field and field not in found:
            found[field] = column
            alone |= {field} if re.fullmatch(_ALSO_MAXIMUM, words.casefold()) else set()
    if "maximum" not in found and "scale" in alone:
        found["maximum"] = found.pop("scale")
    return found


def field_of(words: str) -> str:
    """Return what a heading means, empty if it is none that a draft needs."""
    plain = words.casefold()
    if not plain or len(plain) > 120:
        return ""
    return next((field for field, words in HEADINGS.items() if re.fullmatch(words, plain)), "")
