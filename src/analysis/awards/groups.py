"""Emulation groups (cụm, khối thi đua): emulation_groups.csv of a study; they may cut across the blocks of ranking."""

from analysis import reference
from analysis.paths import shown
from analysis.problems import Problem, problem
from analysis.study import Study

FILE = "emulation_groups.csv"


def emulation_groups(study: Study) -> tuple[dict[str, str], list[Problem]]:
    """Return ({unit code: emulation group}, problems); empty where the study has no list.

    Quotas are counted within these groups, never within the blocks of ranking. A row with a problem is left out.
    """
    path = study.folder / FILE
    if not path.exists():
        return {}, []
    units, groups, problems = study.units(), {}, []
    for line, row in enumerate(reference.given(path, "emulation_groups").to_dict("records"), start=2):
        if row["unit_code"] not in units.index:
            facts = {"file": shown(path), "cell": f"A{line}", "found": row["unit_code"]}
            problems.append(problem("group_unit", texts="awards", **facts))
        elif not row["emulation_group"]:
            facts = {"file": shown(path), "cell": f"B{line}", "found": row["unit_code"], "unit_code": row["unit_code"]}
            problems.append(problem("group_empty", texts="awards", **facts))
        else:
            groups[row["unit_code"]] = row["emulation_group"]
    return groups, problems
