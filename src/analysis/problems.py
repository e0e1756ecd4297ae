"""What is wrong with what people gave: one problem a row, gathered and shown together."""

from dataclasses import asdict, dataclass

import pandas as pd

from analysis.language import both

COLUMNS = [
    "severity", "rule", "unit_code", "criterion_code", "file", "sheet", "cell",
    "found", "expected", "message_vi", "message_en",
]  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One problem: where it is, what was found, what was expected and what to do, in both languages."""

    severity: str
    rule: str
    unit_code: str
    criterion_code: str
    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    message_vi: str
    message_en: str


class DataProblems(Exception):
    """Raised when what people gave cannot be used; carries every problem found so far."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(problem.message_en for problem in problems))


def problem(rule: str, severity: str = "error", texts: str = "problems", **facts) -> Problem:
    """Return the problem `rule` of texts/problems.yml, or of another file of texts.

    facts : file, sheet, cell, unit_code, criterion_code, found, expected (all optional) and whatever else the text names.
    A fact may be a {"vi", "en"} pair.
    """
    place = {name: str(facts.get(name, "")) for name in ("unit_code", "criterion_code", "file", "sheet", "cell")}
    message = both(f"{texts}.{rule}", **facts)
    return Problem(
        severity=severity, rule=rule, **place,
        found=_plain(facts.get("found", "")), expected=_plain(facts.get("expected", "")),
        message_vi=message["vi"], message_en=message["en"],
    )  # fmt: skip


def _plain(fact) -> str:
    return fact["en"] if isinstance(fact, dict) else str(fact)


def table(problems: list[Problem]) -> pd.DataFrame:
    """Return the table `issues`: one row a problem, errors first, then by file and cell."""
    frame = pd.DataFrame([asdict(one) for one in problems], columns=COLUMNS)
    order = frame["severity"].map({"error": 0, "warning": 1, "note": 2})
    sorting = frame.assign(order=order).sort_values(["order", "file", "cell", "rule", "unit_code", "message_en"])
    return sorting.drop(columns="order").drop_duplicates().reset_index(drop=True)


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems in the order of the table `issues`, each once."""
    return [Problem(**row) for row in table(problems).to_dict("records")]


def errors(problems: list[Problem]) -> list[Problem]:
    """Return the problems that stop a run."""
    return [one for one in problems if one.severity == "error"]


def stop_on_errors(problems: list[Problem]) -> None:
    """Raise DataProblems with all errors among the problems, if there are any."""
    found = errors(problems)
    if found:
        raise DataProblems(found)
