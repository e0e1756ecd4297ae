"""The command `template`: one self-checking workbook a unit of a study, and the workbook of facts where awards ask for them."""

from fractions import Fraction
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from analysis import clean, console, read
from analysis import study as studies
from analysis.awards import fact_template, facts, rules
from analysis.forms import template
from analysis.forms.functions import outside_functions
from analysis.framework import CriteriaSet
from analysis.language import say
from analysis.paths import output_folder, shown, studies_folder
from analysis.run import study_ids
from analysis.study import Study

DONE, WRONG_CALL, RUN_FAILED = 0, 2, 3


def write_templates(root: Path, framework: str, study_id: str, unit: str) -> int:
    """Write the forms of all units of a study (or of one) to outputs/ID/templates; return the exit status."""
    if study_id not in (known := study_ids(root)):
        console.complain("no_such_study", found=study_id, near="", known=", ".join(known))
        return WRONG_CALL
    study = studies.load(studies_folder(root) / study_id)
    used = sorted({block.criteria.framework for block in study.blocks.values()})
    if framework not in used:
        console.complain("template_framework", study=study_id, found=framework, known=", ".join(used))
        return WRONG_CALL
    units = _units(study, framework)
    if units.empty:
        console.complain("template_no_units", study=study_id)
        return WRONG_CALL
    if unit and unit not in units.index:
        console.complain("template_unit", study=study_id, found=unit, near=f" {', '.join(units.index[:5])}, …")
        return WRONG_CALL
    if not all(study.criteria(code).usable for code in units["block"].unique()):
        console.complain("template_partial", framework=framework)
        return WRONG_CALL
    folder = output_folder(root, study_id).parent / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    status = _write(study, units.loc[[unit]] if unit else units, folder)
    return status if unit or status else _write_facts(study, folder)


def _units(study: Study, framework: str) -> pd.DataFrame:
    blocks = [code for code, block in study.blocks.items() if block.criteria.framework == framework]
    units = study.units()
    return units[units["block"].isin(blocks)]


def _write_facts(study: Study, folder: Path) -> int:
    asked, file = rules.of_study(study), folder / facts.FILE
    if not any(one.source == "fact" for one in asked.conditions.values()):
        return DONE
    try:
        blocks = study.units()["block"]
        fact_template.write(file, study, asked, blocks[blocks.isin(study.blocks)].to_dict())
    except OSError:
        console.complain("template_open", file=shown(file))
        return RUN_FAILED
    console.tell("template_facts", file=shown(file), study=study.id)
    return DONE


def _write(study: Study, units: pd.DataFrame, folder: Path) -> int:
    outside, _ = outside_functions(study)
    before = last_points(study)
    for unit in tqdm(units.to_dict("records"), unit=say("console.unit_form", "vi"), disable=len(units) < 5):
        file = folder / f"{unit['unit_code']}.xlsx"
        try:
            _write_one(file, study, unit, outside, before)
        except OSError:
            console.complain("template_open", file=shown(file))
            return RUN_FAILED
    console.tell("template_done", count=len(units), folder=shown(folder), study=study.id)
    return DONE


def _write_one(file: Path, study: Study, unit: dict, outside: dict, before: dict) -> None:
    code, criteria = unit["unit_code"], study.criteria(unit["block"])
    head = {"unit_name": unit["name_vi"], "unit_code": code, "year": study.years[0], "round": "self"}
    template.write(
        file, criteria, head, outside=outside.get(code, {}), last_year=same_criteria(before.get(code, {}), criteria)
    )


def last_points(study: Study) -> dict[str, dict]:
    """Return {unit: {(code, title): points in force}} of the study named `previous`; empty where there is none.

    A unit that took over exactly one other gets that one's points; after a merger of several there is no last year.
    """
    if not study.previous:
        return {}
    former = studies.load(study.folder.parent / study.previous)
    rounds = clean.tables_of(former, read.tables_of(former)).get("rounds")
    if rounds is None:
        return {}
    found: dict[str, dict] = {}
    for row in rounds[rounds["points_in_force"].notna()].to_dict("records"):
        title = former.criteria(row["block"]).label(row["criterion_code"], "vi")
        points = Fraction(str(row["points_in_force"]))
        found.setdefault(row["unit_code"], {})[(row["criterion_code"], title)] = points
    return found | _inherited(study, found)


def _inherited(study: Study, found: dict[str, dict]) -> dict[str, dict]:
    former = study.lineage().groupby("unit_code")["predecessor_code"].agg(list)
    return {code: found[names[0]] for code, names in former.items() if len(names) == 1 and names[0] in found}


def same_criteria(before: dict, criteria: CriteriaSet) -> dict:
    """Return last year's points by code, of criteria whose code and title are still the same: never by number alone."""
    return {code: points for (code, title), points in before.items()
            if code in criteria.items and criteria.label(code, "vi") == title}  # fmt: skip
