"""What one unit has in one row of its form, through all rounds, and what is true behind it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from analysis.criterion import Criterion
from analysis.framework import CriteriaSet
from analysis.rules import Declared, points

APPLIES, OUTSIDE, NO_CASE = "applies", "not_applicable", "no_case"
APPRAISED = ("appraisal", "mixed")


class Document(NamedTuple):
    """A document cited as evidence: its title, number, day, page, and who issued it where that is not the unit itself."""

    title: str
    number: str
    day: object
    page: int
    issuer: str = ""


class Row(NamedTuple):
    """A leaf criterion of one unit.

    truth, claimed : the true figure and the one declared. true_points : exact; self_points and both appraisals : as
    printed, None where there are none. body : who appraises the row. reason : why it does not apply.
    """

    status: str = APPLIES
    truth: Declared | None = None
    claimed: Declared | None = None
    true_points: Fraction | None = None
    self_points: Fraction | None = None
    reason: str = ""
    document: Document | None = None
    explanation: str = ""
    body: str = ""
    appraisal_1: Fraction | None = None
    opinion_1: str = ""
    supplement: str = ""
    appraisal_2: Fraction | None = None
    opinion_2: str = ""

    @property
    def in_force(self) -> Fraction | None:
        """Return the points of the last round present."""
        given = (self.appraisal_2, self.appraisal_1, self.self_points)
        return next((one for one in given if one is not None), None)


def printed(value: Fraction, decimals: int = 2) -> Fraction:
    """Return points as a form prints them: rounded half up to the decimals of the framework."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def earned(criterion: Criterion, figure: Declared, year: int) -> Fraction:
    """Return the exact points a declared figure gives under the rule of the criterion."""
    return points(criterion.rule, criterion.maximum, criterion.minimum, figure, year)


def self_scored(criteria: CriteriaSet) -> list[Criterion]:
    """Return the leaves that units score themselves."""
    return [one for one in criteria.items.values() if one.leaf and one.points_from in APPRAISED]


def from_source(criteria: CriteriaSet, source: str) -> list[Criterion]:
    """Return the leaves whose points come from a source: survey, system or deduction."""
    return [one for one in criteria.items.values() if one.leaf and one.points_from == source]
