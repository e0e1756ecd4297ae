"""The departments of the synthetic province before and after the mergers of 2025, and who appraises."""

from typing import NamedTuple

SIMULATED = {"vi": "mô phỏng", "en": "simulated"}


class Department(NamedTuple):
    """A department: slug of its code, names, letters of its documents, subtrees of criteria outside its functions."""

    slug: str
    name_vi: str
    name_en: str
    symbol: str
    outside: tuple[str, ...] = ()


NO_PROCEDURES = ("3.3", "3.4", "7.2")
NO_LEGAL_DRAFTS = ("2.1",)
NO_SERVICE_UNITS = ("6.2.2",)
NO_INVESTMENT = ("6.1.1",)
NO_FIRMS = ("8.3.3",)
BEFORE = (
    Department("so-noi-vu", "Sở Nội vụ", "Department of Home Affairs", "SNV"),
    Department("so-tu-phap", "Sở Tư pháp", "Department of Justice", "STP", NO_INVESTMENT),
    Department("so-tai-chinh", "Sở Tài chính", "Department of Finance", "STC"),
    Department("so-thong-tin-va-truyen-thong", "Sở Thông tin và Truyền thông", "Department of Information", "STTTT"),
    Department("so-y-te", "Sở Y tế", "Department of Health", "SYT"),
    Department("so-cong-thuong", "Sở Công Thương", "Department of Industry and Trade", "SCT", NO_SERVICE_UNITS),
    Department("so-van-phong-ubnd", "Văn phòng UBND tỉnh", "Office of the People's Committee", "VPUBND", NO_PROCEDURES),
    Department("so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư", "Department of Planning and Investment", "SKHĐT"),
    Department("so-khoa-hoc-va-cong-nghe", "Sở Khoa học và Công nghệ", "Department of Science and Technology", "SKHCN"),
    Department("so-lao-dong", "Sở Lao động, Thương binh và Xã hội", "Department of Labour", "SLĐTBXH"),
    Department("so-nong-nghiep", "Sở Nông nghiệp và Phát triển nông thôn", "Department of Agriculture", "SNNPTNT"),
    Department("so-tai-nguyen", "Sở Tài nguyên và Môi trường", "Department of Natural Resources", "STNMT"),
    Department("so-xay-dung", "Sở Xây dựng", "Department of Construction", "SXD"),
    Department("so-giao-thong", "Sở Giao thông vận tải", "Department of Transport", "SGTVT"),
    Department("so-van-hoa", "Sở Văn hóa, Thể thao và Du lịch", "Department of Culture", "SVHTTDL"),
    Department("so-giao-duc", "Sở Giáo dục và Đào tạo", "Department of Education", "SGDĐT", NO_INVESTMENT),
    Department("so-dan-toc", "Ban Dân tộc", "Board of Ethnic Affairs", "BDT", (*NO_PROCEDURES, *NO_SERVICE_UNITS)),
    Department("so-thanh-tra", "Thanh tra tỉnh", "Provincial Inspectorate", "TTr", (*NO_PROCEDURES, *NO_LEGAL_DRAFTS)),
    Department("so-khu-cong-nghiep", "Ban Quản lý các khu công nghiệp", "Board of Industrial Zones", "BQLKCN",
               NO_LEGAL_DRAFTS),
)  # fmt: skip
AFTER = (
    *(one for one in BEFORE if one.slug in ("so-noi-vu", "so-tu-phap", "so-tai-chinh")),
    *(one for one in BEFORE if one.slug in ("so-khoa-hoc-va-cong-nghe", "so-y-te", "so-cong-thuong")),
    *(one for one in BEFORE if one.slug in ("so-van-phong-ubnd", "so-xay-dung", "so-van-hoa", "so-giao-duc")),
    Department("so-nong-nghiep-va-moi-truong", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment",
               "SNNMT"),
    Department("so-dan-toc-va-ton-giao", "Sở Dân tộc và Tôn giáo", "Department of Ethnic and Religious Affairs", "SDTTG",
               NO_SERVICE_UNITS),
    *(one for one in BEFORE if one.slug in ("so-thanh-tra", "so-khu-cong-nghiep")),
)  # fmt: skip
# {department of 2025: those it took over}; one that took over nobody but itself is not listed.
MERGED = {
    "so-noi-vu": ("so-noi-vu", "so-lao-dong"),
    "so-tai-chinh": ("so-tai-chinh", "so-ke-hoach-va-dau-tu"),
    "so-khoa-hoc-va-cong-nghe": ("so-khoa-hoc-va-cong-nghe", "so-thong-tin-va-truyen-thong"),
    "so-xay-dung": ("so-xay-dung", "so-giao-thong"),
    "so-nong-nghiep-va-moi-truong": ("so-nong-nghiep", "so-tai-nguyen"),
    "so-dan-toc-va-ton-giao": ("so-dan-toc",),
}
SMALL = {
    2024: ("so-noi-vu", "so-tu-phap", "so-tai-chinh", "so-thong-tin-va-truyen-thong", "so-y-te", "so-cong-thuong"),
    2025: ("so-noi-vu", "so-tu-phap", "so-tai-chinh", "so-khoa-hoc-va-cong-nghe", "so-y-te", "so-cong-thuong"),
}


def departments(year: int) -> tuple[Department, ...]:
    """Return the departments of a year, assessed or not, in the order in which the large province has them."""
    return BEFORE if year < 2025 else AFTER


def predecessors(slug: str, year: int) -> tuple[str, ...]:
    """Return the departments that one of a year took over, itself included; empty before the mergers or without one."""
    return MERGED.get(slug, ()) if year >= 2025 else ()


def named(slug: str) -> Department:
    """Return a department of either year by its slug."""
    return next(one for one in (*BEFORE, *AFTER) if one.slug == slug)
