"""The command `check ID` for a study that reads forms: every problem, a workbook for the appraiser, a letter to each unit."""

import datetime
import shutil
import sys
from pathlib import Path

from tqdm import tqdm

from analysis import console, tables
from analysis.awards import results as awards
from analysis.forms import batch, cleaning, intake, issue_workbook, letters
from analysis.forms.cleaning import Sent
from analysis.language import say
from analysis.names import sorting
from analysis.paths import output_folder, shown
from analysis.problems import Problem, in_order
from analysis.study import Study

DOTS = "…………"


def check_forms(study: Study) -> tuple[list[Problem], dict]:
    """Return (problems, what to say if there is no error) after reading and checking every form of a study,
    and the facts declared for emulation and commendation.

    Leaves outputs/ID/check/issues.xlsx for the appraiser and letters/*.docx, one to each unit that has to mend something.
    """
    total = len(intake.submissions(study))
    with tqdm(total=total, unit=say("console.unit_form", "vi"), disable=not sys.stderr.isatty(), leave=False) as bar:
        sent = batch.sent(study, bar.update)
    # Without scores: facts are declared by the units that the study expects.
    declared = awards.problems_of(tables.empty("scores"), study)
    found = in_order([*cleaning.problems_of(study, sent), *declared])
    folder = output_folder(study.root, study.id).parent / "check"
    written = answer(study, sent, found, folder)
    workbook = shown(folder / "issues.xlsx")
    console.tell("check_answers", workbook=workbook, folder=shown(folder / "letters"), count=written)
    units = len({one.unit["unit_code"] for one in sent if one.unit})
    return found, {"key": "check_forms_clean", "study": study.id, "forms": len(sent), "units": units}


def answer(study: Study, sent: list[Sent], found: list[Problem], folder: Path) -> int:
    """Write the workbook and the letters, in place of those of the last check; return the number of letters."""
    units = study.units()
    units = units[units["block"].isin(study.blocks)]
    names = dict(zip(units["unit_code"], units["name_vi"], strict=True))
    forms = {one.unit["unit_code"]: one.form for one in sent if one.unit}
    day = datetime.date.fromisoformat(study.as_of)
    details = issue_workbook.BookDetails(study.title["vi"], day, study.synthetic)
    issue_workbook.write(folder / "issues.xlsx", found, forms, names, details)
    shutil.rmtree(folder / "letters", ignore_errors=True)
    return sum(_letter(study, unit, found, folder / "letters") for unit in _in_order(units.to_dict("records"), found))


def _in_order(units: list[dict], found: list[Problem]) -> list[dict]:
    concerned = {one.unit_code for one in found}
    return sorted((unit for unit in units if unit["unit_code"] in concerned), key=lambda unit: sorting(unit["name_vi"]))


def _letter(study: Study, unit: dict, found: list[Problem], folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    own = [one for one in found if one.unit_code == unit["unit_code"]]
    return letters.write(folder, unit, own, letter_facts(study, unit["block"])) is not None


def letter_facts(study: Study, block: str) -> letters.LetterFacts:
    """Return what every letter of a study says; issuer and place are dots to fill in where study.yml names none."""
    stated, items = study.letters or {}, study.criteria(block).items
    deadline = stated.get("deadline")
    return letters.LetterFacts(
        issuer=stated.get("issuer", DOTS), place=stated.get("place", DOTS), year=study.years[0],
        date=datetime.date.fromisoformat(stated.get("date", study.as_of)), synthetic=study.synthetic,
        deadline=datetime.date.fromisoformat(deadline) if deadline else None,
        titles={code: item.title_vi for code, item in items.items()},
        articles={code: item.article for code, item in items.items() if item.article},
    )  # fmt: skip
