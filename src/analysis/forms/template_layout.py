"""Where each row and column of the self-assessment form stands, and which cells of it a unit fills in."""

from typing import NamedTuple

from analysis.criteria_set import ROOT
from analysis.criterion import Criterion
from analysis.csv_file import address
from analysis.framework import CriteriaSet

# Widths as spreadsheets count them; their sum decides how small the form is printed.
WIDTHS = {
    "code": 8, "title": 29, "max_points": 6.5, "rule_in_words": 36, "last_year_points": 7, "declared": 9.5,
    "denominator": 9, "self_points": 8, "evidence_number": 13.5, "evidence_date": 10, "evidence_page": 6.5,
    "evidence_link": 8, "explanation": 20.5, "applicability": 11, "applicability_reason": 12.5, "assigned_to": 10,
    "appraisal_1": 9, "opinion_1": 24, "supplement": 26, "appraisal_2": 9, "opinion_2": 24,
}  # fmt: skip
APPRAISAL_FIELDS = ("appraisal_1", "opinion_1", "supplement", "appraisal_2", "opinion_2")
UNIT_FIELDS = tuple(field for field in WIDTHS if field not in APPRAISAL_FIELDS)
EVIDENCE_FIELDS = ("evidence_number", "evidence_date", "evidence_page", "evidence_link")
OPEN_IN_ROUND = {
    "self": (
        "declared", "denominator", "self_points", *EVIDENCE_FIELDS, "explanation", "applicability",
        "applicability_reason", "assigned_to",
    ),
    "appraisal_1": ("appraisal_1", "opinion_1"),
    "explanation": ("supplement",),
    "appraisal_2": ("appraisal_2", "opinion_2"),
}  # fmt: skip
NOT_SELF_SCORED = ("survey", "system", "deduction")
TWO_FIGURES = ("rate", "ratio")
NUMBERS = ("rate", "ratio", "count")
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1


class Place(NamedTuple):
    """One row of the form: its criterion, its row counted from 0, and who gives its points.

    kind : inner (sum of the rows below), self, outside (not the unit's), survey, system or deduction.
    agreed : it is known to lie outside the functions of the unit.
    """

    item: Criterion
    row: int
    kind: str
    agreed: bool


class Layout(NamedTuple):
    """The form of one unit: its columns {field: column from 0}, its rows by code, the round it is for."""

    columns: dict[str, int]
    places: dict[str, Place]
    outside: dict[str, str]
    round: str
    year: int

    @property
    def last_row(self) -> int:
        """Return the last row of the table, counted from 0."""
        return max((place.row for place in self.places.values()), default=HEADING_ROW)

    def cell(self, field: str, code: str) -> str:
        """Return the address of a cell of the form, such as H12."""
        return address(self.columns[field], self.places[code].row + 1)

    def children(self, code: str) -> list[Place]:
        """Return the rows directly below a domain or criterion."""
        return [place for place in self.places.values() if place.item.parent == code]


def layout(criteria: CriteriaSet, head: dict, filled: dict, outside: dict[str, str]) -> Layout:
    """Return where everything stands; the total row comes last, appraisal columns only where they are needed."""
    appraised = head["round"] != "self" or any(set(values) & set(APPRAISAL_FIELDS) for values in filled.values())
    fields = UNIT_FIELDS + (APPRAISAL_FIELDS if appraised else ())
    items = [item for item in criteria.items.values() if item.code != ROOT or item.leaf]
    items += [item for item in criteria.items.values() if item.code == ROOT and not item.leaf]
    places = {}
    for row, item in enumerate(items, start=FIRST_ROW):
        agreed = item.leaf and (not item.applies or item.code in outside)
        places[item.code] = Place(item, row, kind(item, agreed), agreed)
    columns = {field: column for column, field in enumerate(fields)}
    return Layout(columns, places, outside, head["round"], int(head["year"]))


def kind(item: Criterion, agreed: bool) -> str:
    """Return who gives the points of a row; agreed : it lies outside the functions of the unit."""
    if not item.leaf:
        return "inner"
    if item.points_from in NOT_SELF_SCORED:
        return item.points_from
    return "outside" if agreed else "self"


def is_open(place: Place, field: str, round: str) -> bool:
    """Return whether a cell is to be filled in in this round."""
    if field not in OPEN_IN_ROUND[round] or place.kind == "inner":
        return False
    if round != "self":
        return place.kind == "self" or (place.kind in ("system", "deduction") and field != "supplement")
    return place.kind == "self" and (field != "denominator" or place.item.rule.measure in TWO_FIGURES)
