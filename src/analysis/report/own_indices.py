"""The province's own indices (PAR INDEX, SIPAS, PAPI, PCI): value, place where it can be known, and trend."""

from typing import NamedTuple

import pandas as pd

from analysis import reference
from analysis.report.page import Page

# Of each kind the first that has a value of the province; the six and the eight dimensions of PAPI are two scales.
INDICES = (("PAR_INDEX",), ("SIPAS",), ("PAPI8", "PAPI6"), ("PCI",))
# A place is told only where so large a share of the provinces has a value.
KNOWN = 0.9
PROVINCE = "tinh"


class Own(NamedTuple):
    """One index of the province: its last year and the one before that, None where there is none.

    place, place_before : among `known` provinces, None where too few are known. joined : whether values of both years
    compare, which they do not where the measure changed in between.
    """

    index: str
    year: int
    value: float
    place: int | None
    known: int
    year_before: int | None
    value_before: float | None
    place_before: int | None
    joined: bool


def province(page: Page) -> str:
    """Return the code of the province that all units of the study belong to; empty where there is none, or it is made up."""
    if page.study.synthetic:
        return ""
    units = page.study.units()
    own = units.loc[sorted(set(page.table("scores")["unit_code"]))]
    codes = set(own["province_code"])
    if len(codes) != 1 or (own["kind"] == PROVINCE).any():
        return ""
    code = codes.pop()
    return code if code in units.index and units.loc[code, "kind"] == PROVINCE else ""


def indices(page: Page) -> list[Own]:
    """Return the indices of the province up to the last year of the study, in the order of INDICES."""
    code = province(page)
    if not code:
        return []
    study = page.study
    values = reference.outside_values(study.root, study.folder)
    units = study.units()
    provinces = units.index[units["kind"] == PROVINCE]
    values = values[values["unit_code"].isin(provinces) & (values["year"] <= max(study.years))]
    breaks = reference.table(study.root, "outside_index_names").set_index("index_code")["breaks"]
    found = [_own(values, code, kinds, len(provinces), breaks) for kinds in INDICES]
    return [one for one in found if one is not None]


def _own(values: pd.DataFrame, code: str, kinds: tuple, provinces: int, breaks: pd.Series) -> Own | None:
    index = next((one for one in kinds if ((values["index_code"] == one) & (values["unit_code"] == code)).any()), None)
    if index is None:
        return None
    of_index = values[values["index_code"] == index]
    own = of_index[of_index["unit_code"] == code].set_index("year")["value"].sort_index()
    year, before = int(own.index[-1]), int(own.index[-2]) if len(own) > 1 else None
    place, known = _place(of_index, code, year, provinces)
    changed = [int(one) for one in breaks[index].split(";") if one]
    joined = before is not None and not any(before < one <= year for one in changed)
    facts = (None, None) if before is None else (float(own[before]), _place(of_index, code, before, provinces)[0])
    return Own(index, year, float(own[year]), place, known, before, *facts, joined)


def _place(of_index: pd.DataFrame, code: str, year: int, provinces: int) -> tuple[int | None, int]:
    """Return the place of a province in a year, equal values sharing the better one, and how many provinces are known."""
    own = of_index[of_index["year"] == year].set_index("unit_code")["value"]
    if len(own) < KNOWN * provinces:
        return None, len(own)
    return int((own > own[code]).sum()) + 1, len(own)
