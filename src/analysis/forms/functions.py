"""What lies outside the functions of a unit, as the study has decided it (functions.csv)."""

from analysis import reference
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.study import Study


def outside_functions(study: Study) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return ({unit code: {criterion code: reason}}, problems) of the list `functions.csv`; empty where there is none."""
    path = study.folder / "functions.csv"
    if not path.exists():
        return {}, []
    units, found, outside = study.units(), [], {}
    for line, row in enumerate(reference.given(path, "functions").to_dict("records"), start=2):
        fault = _fault(row, line, study, units)
        found += [fault] if fault else []
        if not fault:
            outside.setdefault(row["unit_code"], {})[row["criterion_code"]] = row["reason"]
    return outside, found


def _fault(row: dict, line: int, study: Study, units) -> Problem | None:
    place = {"file": shown(study.folder / "functions.csv"), "unit_code": row["unit_code"]}
    if row["unit_code"] not in units.index or units.loc[row["unit_code"], "block"] not in study.blocks:
        return problem("function_unit", texts="submissions", cell=f"A{line}", found=row["unit_code"], **place)
    criteria = study.criteria(units.loc[row["unit_code"], "block"])
    if row["criterion_code"] not in criteria.items:
        return problem("function_criterion", texts="submissions", cell=f"B{line}", found=row["criterion_code"], **place)
    return None
