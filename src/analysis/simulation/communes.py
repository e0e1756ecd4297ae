"""The districts and communes of the synthetic province, and how communes were merged, renamed or kept in 2025."""

from typing import NamedTuple

KINDS = {
    "xa": ("Xã", "Commune"), "phuong": ("Phường", "Ward"), "thi_tran": ("Thị trấn", "Township"),
    "dac_khu": ("Đặc khu", "Special zone"), "huyen": ("Huyện", "District"),
}  # fmt: skip
DISTRICTS, LARGE_2025 = 8, 124
# Sizes of the groups that become one commune, in turn; a group of one is kept or renamed.
GROUPS = (3, 2, 2, 3, 1)
SPECIAL_ZONES, WARDS_FROM_NEIGHBOURS = 2, 18


class Commune(NamedTuple):
    """A commune: kind, number, number of its district (0 from 2025), the communes it took over, and how."""

    kind: str
    number: int
    district: int = 0
    took_over: tuple = ()
    change: str = ""


def code(commune: Commune) -> str:
    """Return the unit code, for instance mp-xa-012."""
    return f"mp-{commune.kind.replace('_', '-')}-{commune.number:03d}"


def name(commune: Commune, language: str) -> str:
    """Return the name, for instance Xã Mô phỏng 012: it says itself that there is no such place."""
    place = {"vi": "Mô phỏng", "en": "Simulated"}[language]
    kind = KINDS[commune.kind][("vi", "en").index(language)]
    return f"{kind} {place} {commune.number:03d}"


def communes(year: int, size: str) -> list[Commune]:
    """Return the communes of a year: 6 in the small province; 60 (2024) or 124 (2025) in the large one."""
    before = _small() if size == "small" else _large()
    if year < 2025:
        return before
    return _small_after(before) if size == "small" else _large_after(before)


def _small() -> list[Commune]:
    kinds = (("xa", 1), ("xa", 2), ("xa", 3), ("phuong", 1), ("phuong", 2), ("thi_tran", 4))
    return [Commune(kind, number, 1) for kind, number in kinds]


def _large() -> list[Commune]:
    kinds = [("xa", n) for n in range(1, 46)] + [("phuong", n) for n in range(1, 11)]
    kinds += [("thi_tran", n) for n in range(46, 51)]
    return [Commune(kind, number, place % DISTRICTS + 1) for place, (kind, number) in enumerate(kinds)]


def _small_after(before: list[Commune]) -> list[Commune]:
    first, second, kept, ward, renamed, town = before
    return [
        Commune("xa", 101, 0, (first, second), "merged"),
        kept._replace(district=0),
        Commune("phuong", 101, 0, (ward, town), "merged"),
        Commune("phuong", 102, 0, (renamed,), "renamed"),
        Commune("xa", 102, 0, _neighbours(201, 2), "merged"),
        Commune("dac_khu", 104, 0, _neighbours(203, 1), "renamed"),
    ]


def _large_after(before: list[Commune]) -> list[Commune]:
    """Return 124 communes: those of the former province, regrouped, and those of two provinces that joined it."""
    after = _regrouped(sorted(before, key=lambda one: (one.district, one.kind, one.number)))
    former, place = 201, 0
    while len(after) < LARGE_2025:
        size = GROUPS[place % len(GROUPS)]
        kind = _kind_from_neighbours(place)
        number = 101 + sum(one.kind == kind for one in after)
        after.append(Commune(kind, number, 0, _neighbours(former, size), "merged" if size > 1 else "renamed"))
        former, place = former + size, place + 1
    return after


def _kind_from_neighbours(place: int) -> str:
    if place < SPECIAL_ZONES:
        return "dac_khu"
    return "phuong" if place < SPECIAL_ZONES + WARDS_FROM_NEIGHBOURS else "xa"


def _regrouped(before: list[Commune]) -> list[Commune]:
    after, start, turn = [], 0, 0
    while start < len(before):
        group = tuple(before[start : start + GROUPS[turn % len(GROUPS)]])
        kind = "phuong" if any(one.kind == "phuong" for one in group) else "xa"
        number = 101 + sum(one.kind == kind and one.number > 100 for one in after)
        keep = len(group) == 1 and turn % 2 and group[0].kind != "thi_tran"
        change = "merged" if len(group) > 1 else "renamed"
        after.append(group[0]._replace(district=0) if keep else Commune(kind, number, 0, group, change))
        start, turn = start + len(group), turn + 1
    return after


def _neighbours(first: int, count: int) -> tuple[Commune, ...]:
    return tuple(Commune("xa", first + step) for step in range(count))
