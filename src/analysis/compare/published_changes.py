"""Changes between two years of which a source prints some figures: what follows from them, and nothing else.

Only sums and differences of printed figures are derived, to the decimals printed. Why a unit changed does not follow:
the figures of the others, the rules and the errors are not there.
"""

from decimal import Decimal

import pandas as pd

from analysis import reference, tables
from analysis.paths import reference_folder, shown
from analysis.problems import DataProblems, problem
from analysis.study import Study

NAME = "published_changes"
PRINTED, DERIVED = "printed", "derived"
PARTS = ("part_change", "part_rank_shift")
SINGLE = ("score_base", "score_other", "score_change", "rank_base", "rank_other", "rank_shift", "mean_base", "mean_other",
          "mean_change", "parts")  # fmt: skip
# (whole, less, what is left): what follows where two of three are printed; ranks shift upwards when the number falls.
DIFFERENCES = (
    ("score_other", "score_base", "score_change"), ("mean_other", "mean_base", "mean_change"),
    ("rank_base", "rank_other", "rank_shift"), ("score_change", "mean_change", "change_against_mean"),
    ("score_base", "mean_base", "base_against_mean"), ("score_other", "mean_other", "other_against_mean"),
)  # fmt: skip


def published_changes(study: Study) -> pd.DataFrame:
    """Return the table `published_changes`: what sources print of a unit's change between two years, and what follows.

    Of the rows of data/reference/published_changes.csv that name the study. statistic : score_, rank_ and mean_ base, other
    and change (rank_shift : positive up); part_change and part_rank_shift of a named part (`node`); parts : their number;
    derived: change_against_mean, base_against_mean, other_against_mean, rest_change (all parts that are not named,
    together) and rest_parts (how many). Points are points of the scale, mean_change percentage points.
    Raises DataProblems for a statistic that is not known, a value that is no number, and figures that contradict.
    """
    path = reference_folder(study.root) / f"{NAME}.csv"
    rows = reference.given(path, NAME) if path.exists() else reference.no_rows(NAME)
    rows = rows[rows["study"] == study.id]
    _check(rows, shown(path))
    found = []
    for case, own in rows.groupby(["block", "unit_code", "year_base", "year_other"], sort=True):
        found += _case(case, own)
    return tables.from_rows(NAME, found)


def _check(rows: pd.DataFrame, file: str) -> None:
    problems = []
    for line, row in rows.iterrows():
        place = {"texts": "years", "file": file, "unit_code": row["unit_code"]}
        if row["statistic"] not in (*SINGLE, *PARTS):
            expected = " | ".join((*SINGLE, *PARTS))
            problems.append(
                problem("change_unknown", cell=f"F{line + 2}", found=row["statistic"], expected=expected, **place)
            )
        if not _number(row["value"]):
            problems.append(problem("change_number", cell=f"H{line + 2}", found=row["value"], **place))
    if problems:
        raise DataProblems(problems)
    for case, own in rows.groupby(["unit_code", "year_base", "year_other"], sort=True):
        problems += _contradictions(case, own, file)
    if problems:
        raise DataProblems(problems)


def _number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _contradictions(case: tuple, own: pd.DataFrame, file: str) -> list:
    values, found = _single(own), []
    for whole, less, left in DIFFERENCES[:3]:
        if {whole, less, left} <= set(values) and values[whole] - values[less] != values[left]:
            facts = {"found": f"{values[whole]} - {values[less]}", "expected": str(values[left]), "name": left}
            line = own.index[own["statistic"] == left][0] + 2
            found.append(
                problem("change_contradicts", texts="years", file=file, cell=f"H{line}", unit_code=case[0], **facts)
            )
    return found


def _single(own: pd.DataFrame) -> dict[str, Decimal]:
    single = own[own["node"] == ""]
    return {name: Decimal(value) for name, value in zip(single["statistic"], single["value"], strict=True)}


def derived(printed: dict[str, Decimal]) -> dict[str, Decimal]:
    """Return what follows from printed figures by one subtraction or addition each, without the printed ones."""
    known = dict(printed)
    for whole, less, left in DIFFERENCES:
        if whole in known and less in known:
            known.setdefault(left, known[whole] - known[less])
        elif whole in known and left in known:
            known[less] = known[whole] - known[left]
        elif less in known and left in known and whole != "score_change":
            known[whole] = known[less] + known[left]
    return {name: value for name, value in known.items() if name not in printed}


def rest_of_parts(whole: Decimal, named: list[Decimal], parts: int) -> tuple[Decimal, int] | None:
    """Return by how much all other parts changed together, and how many they are; None where every part is named."""
    left = parts - len(named)
    return (whole - sum(named, Decimal(0)), left) if left > 0 else None


def _case(case: tuple, own: pd.DataFrame) -> list[dict]:
    block, unit, base, other = case
    place = {"year": int(other), "block": block, "unit_code": unit, "year_from": int(base)}
    rows = [
        {**place, "statistic": row["statistic"], "node": row["node"], "value": float(row["value"]), "origin": PRINTED,
         "source_id": row["source_id"]}
        for row in own.to_dict("records")
    ]  # fmt: skip
    printed, sources = _single(own), "; ".join(sorted(set(own["source_id"])))
    follows = derived(printed)
    named = [Decimal(value) for value in own.loc[own["statistic"] == "part_change", "value"]]
    change = (printed | follows).get("score_change")
    if named and "parts" in printed and change is not None:
        rest = rest_of_parts(change, named, int(printed["parts"]))
        follows |= {} if rest is None else {"rest_change": rest[0], "rest_parts": Decimal(rest[1])}
    facts = {**place, "node": "", "origin": DERIVED, "source_id": sources}
    return rows + [{**facts, "statistic": name, "value": float(value)} for name, value in sorted(follows.items())]
