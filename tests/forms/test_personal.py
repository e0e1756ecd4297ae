"""Personal data of officers are left at the door and counted; divisions, documents and amounts are kept."""

import pytest
from forms.sent_files import FIRST_LINE, grid, write

from analysis.forms import reading
from analysis.forms.personal import MARK, is_foot, is_name, masked, may_hold


@pytest.mark.parametrize(
    ("text", "expected", "count"),
    [
        ("Liên hệ 0912345678 để biết", f"Liên hệ {MARK} để biết", 1),
        ("ĐT: 0912.345.678", f"ĐT: {MARK}", 1),
        ("0276 3822 123", MARK, 1),
        ("02763 822 1234", "02763 822 1234", 0),
        ("+84 912 345 678", MARK, 1),
        ("an.nv@tayninh.gov.vn; 0912 345 678", f"{MARK}; {MARK}", 2),
    ],
)
def test_telephones_and_addresses_are_replaced_by_a_mark(text, expected, count):
    assert masked(text) == (expected, count)


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 0912/KH-STP",
        "https://a.vn/0912345678",
        "hồ sơ 000.00.12.H33-240315-0012",
        "45/50 nhiệm vụ",
        "1.234.567.890 đồng",
        "mã 10912345678",
        "ngày 03/05/2024",
        "id=0912345678&x",
        "0912345678/QĐ-UBND",
        "12.091.234.567,8",
    ],
)
def test_documents_links_and_amounts_are_kept(text):
    assert masked(text) == (text, 0)


def test_a_quick_look_tells_what_may_hold_personal_data():
    assert may_hold("a@b.vn") and may_hold("0912345678") and not may_hold("Kế hoạch số 12/KH-STP ngày 15/01/2024")


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "TRẦN THỊ BÌNH", "Lê Na"])
def test_names_of_persons_are_known(text):
    assert is_name(text)


@pytest.mark.parametrize("text", ["Văn phòng Sở", "Nguyễn", "Kế hoạch 12", "", "Điểm tối đa theo quy định"])
def test_other_lines_are_no_names(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "THỦ TRƯỞNG ĐƠN VỊ",
        "Người lập biểu",
        "GIÁM ĐỐC",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. GIÁM ĐỐC",
        "Tây Ninh, ngày … tháng … năm 2024",
        "Ngày 15 tháng 01 năm 2025",
        "(Ký, ghi rõ họ tên)",
    ],
)
def test_lines_that_open_the_foot_are_known(text):
    assert is_foot(text)


@pytest.mark.parametrize(
    "text", ["Giám đốc Sở đã ký ban hành", "Ngày 15 tháng 01 năm 2025 ban hành kế hoạch", "Tổng cộng", "Ghi chú"]
)
def test_other_lines_do_not_open_the_foot(text):
    assert not is_foot(text)


def test_a_form_without_its_officers_is_read(tmp_path):
    cells = grid()
    for row in cells[4:]:
        row += ["Nguyễn Văn An", "0912345678", "Phòng Hành chính"]
    cells[4][-3:] = ["Cán bộ phụ trách", "Số điện thoại", "Bộ phận chủ trì"]
    cells[FIRST_LINE][5] = "Đã gửi; hỏi 0912 345 678 hoặc an@stp.gov.vn"
    cells += [
        [],
        ["", "Người lập biểu", "", "", "", "GIÁM ĐỐC"],
        [],
        ["", "Nguyễn Văn An", "", "", "", "Trần Thị Bình"],
    ]
    form = reading.read(write(tmp_path / "bieu.xlsx", cells), [])
    everything = str(form)
    assert form.dropped == 2 * 7 + 2 + 2
    assert not any(word in everything for word in ("Nguyễn", "Trần", "0912", "@stp"))
    assert form.rows[1].values["explanation"] == f"Đã gửi; hỏi {MARK} hoặc {MARK}"
    assert form.rows[1].values["assigned_to"] == "Phòng Hành chính" and len(form.rows) == 7
    (note,) = [one for one in form.problems if one.rule == "personal_data_dropped"]
    assert note.severity == "note" and note.found == "18"
