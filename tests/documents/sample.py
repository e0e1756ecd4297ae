"""Made-up documents of every kind for the tests of documents."""

import datetime

import pandas as pd

from analysis.documents.contents import Annex, Paragraph, Rule, Table
from analysis.documents.details import Details

DAY = datetime.date(2025, 1, 12)
UNITS = ["Sở Nội vụ", "Sở Kế hoạch và Đầu tư", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"]
DETAILS = Details(
    "thông báo kết quả Chỉ số cải cách hành chính", DAY, "Sở Nội vụ", "UBND tỉnh Mô Phỏng", "Mô Phỏng",
    to=("Ủy ban nhân dân tỉnh",), copies=("Giám đốc Sở",), bases=("Căn cứ Luật A", "Theo đề nghị của ông B."),
    authority="Chủ tịch Ủy ban nhân dân tỉnh", synthetic=True,
)  # fmt: skip
NARROW = pd.DataFrame({"Đơn vị": UNITS, "Điểm": [91.25, 1234.5, float("nan")], "Hạng": [1, 2, 3]})
WIDE = pd.DataFrame({"Đơn vị": UNITS} | {f"Cải cách thủ tục số {place}": [1.5, 2.5, 3.5] for place in range(1, 10)})
LETTERS = "ạảãàá âậầấẩẫ ăắằặẳẵ đ éèẻẽẹ êếềểễệ íìỉĩị óòỏõọ ôốồổỗộ ơớờởỡợ úùủũụ ưứừửữự ýỳỷỹỵ"
BODY = f"# Kết quả\n\nKết quả nêu tại Phụ lục I và Phụ lục II ({LETTERS}).\n"
LONG = "\n\n".join([f"Đoạn văn thứ {place} của báo cáo này. " * 6 for place in range(1, 16)])
ANNEXES = (
    Annex("Kết quả từng lĩnh vực", (Table(pd.concat([WIDE] * 12), "Bảng 2. Lĩnh vực"),)),
    Annex("Danh sách", ("Danh sách như sau:", Table(NARROW, "Bảng 3. Danh sách"))),
)
PARTS = (BODY, Table(NARROW, "Bảng 1. Điểm"), Table(WIDE, "Bảng 2. Rộng"), LONG, "Sở Nội vụ kính báo cáo.", *ANNEXES)
KINDS = ("bao_cao", "to_trinh", "quyet_dinh", "cong_van")


def plain_words(document):
    """Return every line of a document in its order, tables cell by cell: what a reader can read in both files."""
    found = [
        *document.head.left_upper,
        *document.head.right_upper,
        *document.head.left_lower,
        *document.head.right_lower,
    ]
    found += [*document.opening, *document.body, *document.recipients, *document.signature]
    for annex in document.annexes:
        found += [*annex.head, *annex.blocks]
    return [words for one in found for words in _words(one)]


def _words(block):
    if isinstance(block, Rule):
        return []
    if isinstance(block, Paragraph):
        return [block.text]
    return [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
