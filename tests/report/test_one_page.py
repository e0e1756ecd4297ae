"""Of several versions the longest that fits on one page is written; the last one where none does."""

from datetime import datetime

import pytest

from analysis.render import ReportDetails
from analysis.report import one_page

DETAILS = ReportDetails("Tiêu đề", "vi", "đầu trang", False, datetime(2026, 1, 2), "")


def text(paragraphs):
    return (
        "\n\n".join(f"Đoạn {place}. " + "Nội dung của đoạn này dài vừa phải. " * 6 for place in range(paragraphs))
        + "\n"
    )


def test_the_longest_version_that_fits_is_written(tmp_path):
    versions = [text(count) for count in (60, 40, 8, 4)]
    written = one_page.write(tmp_path, "brief", DETAILS, versions)
    assert (tmp_path / "brief.vi.md").read_text("utf-8") == versions[2]
    assert {path.suffix for path in written} == {".md", ".html", ".docx", ".pdf"}
    assert one_page.pages(tmp_path / "brief.vi.pdf") == 1


def test_where_none_fits_the_last_is_kept(tmp_path):
    one_page.write(tmp_path, "brief", DETAILS, [text(60), text(50)])
    assert (tmp_path / "brief.vi.md").read_text("utf-8") == text(50)
    assert one_page.pages(tmp_path / "brief.vi.pdf") > 1


@pytest.mark.parametrize("count", [0, 3])
def test_pages_of_a_pdf_are_counted(tmp_path, count):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"<< /Type /Pages >>" + b"<< /Type /Page >>" * count)
    assert one_page.pages(path) == count
