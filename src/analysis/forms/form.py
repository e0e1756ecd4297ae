"""What a self-assessment form says: its head, its rows as they were typed, its petitions; no figure is converted here."""

from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.problems import Problem

# The union of the columns of forms in use; texts/form.yml holds the heading of each and the other headings seen.
FIELDS = (
    "code", "title", "max_points", "rule_in_words", "last_year_points", "declared", "denominator", "calculation",
    "self_points", "evidence", "evidence_number", "evidence_date", "evidence_page", "evidence_link", "explanation",
    "applicability", "applicability_reason", "assigned_to", "appraisal_1", "opinion_1", "supplement", "appraisal_2",
    "opinion_2", "survey_points", "points_obtained", "percent", "note",
)  # fmt: skip
ROUNDS = ("self", "appraisal_1", "explanation", "appraisal_2")
ROLES = ("leaf", "inner", "total", "other")


class FormRow(NamedTuple):
    """One row of the table of a form.

    line : row as a spreadsheet counts. code : the criterion's code after recovery, empty if it has none.
    code_printed : as typed. title : composed text. role : leaf, inner (domain or criterion), total, or other.
    values : {field: text (composed, trimmed), float, date or bool as the cell holds it}; empty cells are left out.
    """

    line: int
    code: str
    code_printed: str
    title: str
    role: str
    values: dict


class Petition(NamedTuple):
    """One difficulty or proposal of a unit: criterion code (may be empty), kind (difficulty, proposal), text, its cell."""

    code: str
    kind: str
    text: str
    sheet: str
    cell: str


@dataclass(slots=True)
class Form:
    """A form as received.

    columns : {field: column counted from 0}. head : what stands above the table: unit_name, unit_code, year, round,
    decision, framework, set; all text, empty where the form does not say. dropped : officers' names, phones and
    addresses left at the door. problems : what was found in reading; an error means that rows may be missing.
    """

    file: str
    sheet: str = ""
    head: dict = field(default_factory=dict)
    columns: dict = field(default_factory=dict)
    rows: list[FormRow] = field(default_factory=list)
    petitions: list[Petition] = field(default_factory=list)
    dropped: int = 0
    template: bool = False
    sha256: str = ""
    problems: list[Problem] = field(default_factory=list)
