"""Who is assessed: the units of the synthetic province in a year, and which units they took over."""

import datetime
from typing import NamedTuple

from analysis.simulation import communes
from analysis.simulation.communes import Commune
from analysis.simulation.departments import NO_FIRMS, NO_INVESTMENT, SIMULATED, SMALL, departments, named, predecessors

SIZES = ("large", "small")
YEARS = (2024, 2025)
MERGERS = {"so": datetime.date(2025, 3, 1), "xa": datetime.date(2025, 7, 1)}


class Unit(NamedTuple):
    """A unit of the province.

    block : the units it is ranked with; empty for one that is not assessed. symbol : letters of its documents.
    outside : subtrees of criteria outside its functions. took_over : (code, name, how) of the units before the mergers.
    """

    code: str
    name_vi: str
    name_en: str
    kind: str
    block: str
    symbol: str
    outside: tuple[str, ...] = ()
    took_over: tuple = ()
    appraises: bool = False


def units(year: int, size: str, bodies: frozenset = frozenset()) -> list[Unit]:
    """Return the units of a year; `bodies` are the codes of those that appraise others.

    Bodies that the small province does not assess are listed without a block.
    """
    made = _departments(year, size, bodies) + _districts(year, size) + _communes(year, size)
    return [one._replace(appraises=one.code in bodies) for one in made if one.block or one.code in bodies]


def assessed(all_units: list[Unit]) -> list[Unit]:
    """Return the units that are scored."""
    return [one for one in all_units if one.block]


def lineage(all_units: list[Unit]) -> list[dict]:
    """Return the rows of lineage.csv: which unit took over which, from which day on, and how."""
    return [
        {"unit_code": unit.code, "predecessor_code": code, "predecessor_name": name,
         "valid_from": MERGERS[unit.block or "so"].isoformat(), "valid_to": "", "kind": how}
        for unit in all_units
        for code, name, how in unit.took_over
    ]  # fmt: skip


def _departments(year: int, size: str, bodies: frozenset) -> list[Unit]:
    made = []
    for one in departments(year):
        scored = size == "large" or one.slug in SMALL[year]
        before = predecessors(one.slug, year)
        how = "merged" if len(before) > 1 else "renamed"
        former = tuple((f"mp-{slug}", _department_name(slug, "vi"), how) for slug in before)
        made.append(
            Unit(f"mp-{one.slug}", _department_name(one.slug, "vi"), _department_name(one.slug, "en"), "so",
                 "so" if scored else "", one.symbol, one.outside, former)
        )  # fmt: skip
    return made


def _department_name(slug: str, language: str) -> str:
    one = named(slug)
    return f"{one.name_vi if language == 'vi' else one.name_en} ({SIMULATED[language]})"


def _districts(year: int, size: str) -> list[Unit]:
    count = communes.DISTRICTS if (year, size) == (2024, "large") else 0
    districts = [Commune("huyen", number) for number in range(1, count + 1)]
    return [_place(one, "huyen") for one in districts]


def _communes(year: int, size: str) -> list[Unit]:
    return [_place(one, "xa") for one in communes.communes(year, size)]


def _place(one: Commune, block: str) -> Unit:
    former = tuple((communes.code(old), communes.name(old, "vi"), one.change) for old in one.took_over)
    return Unit(communes.code(one), communes.name(one, "vi"), communes.name(one, "en"), one.kind, block, "UBND",
                _outside(one), former)  # fmt: skip


def _outside(one: Commune) -> tuple[str, ...]:
    """Return what lies outside the functions of a commune: for some that is nothing to do with firms or investment."""
    if one.kind == "dac_khu":
        return (*NO_FIRMS, "2.3.2")
    if one.kind != "xa":
        return ()
    return (NO_FIRMS if one.number % 3 == 0 else ()) + (NO_INVESTMENT if one.number % 5 == 0 else ())
