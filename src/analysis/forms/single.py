"""One form without a study: which criteria it follows, and everything wrong with it."""

import csv
import datetime
import re
from pathlib import Path

from analysis import framework
from analysis.criteria_set import CriteriaSet
from analysis.forms.examine import examine
from analysis.forms.fitting import fits
from analysis.forms.form import Form
from analysis.forms.reading import read
from analysis.language import plain_name
from analysis.paths import frameworks_folder
from analysis.problems import DataProblems, Problem, errors

# Criteria are loaded one framework after another until the form's own are found: loading all takes longer than reading.
MOST_LOADED = 3
_BEHIND = re.compile(r"\s*\([^()]*\)\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def check(root: Path, path: Path) -> tuple[list[Problem], dict]:
    """Return (problems, facts) of one form; facts holds rows and, once they are known, framework, set, title and year."""
    form = read(path, [])
    if not form.rows:
        return form.problems, {"rows": 0}
    frameworks = _candidates(root, form)
    criteria, found = fits(form, frameworks)
    if criteria is None:
        # Codes that a spreadsheet changed, or none at all, are settled by titles before the form is given up.
        form = read(path, [one for sets in frameworks.values() for one in sets.values()])
        criteria, found = fits(form, frameworks)
    if criteria is None or found:
        return [*errors(form.problems), *found], {"rows": 0}
    form = read(path, [criteria])
    year = _year(form, criteria)
    others = [one for sets in frameworks.values() for one in sets.values() if one is not criteria]
    rows, found = examine(form, criteria, year, others=tuple(others))
    facts = {"rows": len(rows), "framework": criteria.framework, "set": criteria.code, "year": year}
    return found, facts | {"title": criteria.title["vi"]}


def _year(form: Form, criteria: CriteriaSet) -> int:
    """Return the year assessed: of the head, else of the decision, since sets are issued within the year they score.

    A form that says neither is of the last year its documents name.
    """
    said = _YEAR.findall(str(form.head.get("year") or "")) or _YEAR.findall(str(criteria.decision.get("date", "")))
    return int(said[-1]) if said else max(_years_of_evidence(form), default=datetime.date.today().year)


def _years_of_evidence(form: Form) -> list[int]:
    texts = (str(value) for row in form.rows for name, value in row.values.items() if name.startswith("evidence"))
    return [int(year) for text in texts for year in _YEAR.findall(text)]


def _candidates(root: Path, form: Form) -> dict[str, dict[str, CriteriaSet]]:
    """Return the frameworks the form may follow: the one its head names and the one that replaces it, or the most alike."""
    folders = sorted(path.parent for path in frameworks_folder(root).glob("*/framework.yml"))
    named = form.head.get("framework") or ""
    known = {path.name: path for path in folders}
    if named in known:
        newer = [path.name for path in folders if _replaces(path) == named]
        return _loaded(root, [named, *newer])
    ranked = sorted(folders, key=lambda path: -_titles_shared(path, form))
    return _loaded(root, [path.name for path in ranked if _titles_shared(path, form)][:MOST_LOADED])


def _replaces(folder: Path) -> str:
    match = re.search(r"(?m)^replaces:\s*[\"']?([\w.-]+)", (folder / "framework.yml").read_text("utf-8", "replace"))
    return match[1] if match else ""


def _titles_shared(folder: Path, form: Form) -> int:
    file = folder / "criteria.csv"
    if not file.exists():
        return 0
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        titles = {plain_name(row.get("title_vi") or "") for row in csv.DictReader(stream)}
    # Behind the title forms print the maximum: "Ban hành kế hoạch (1,0 điểm)".
    said = ({plain_name(row.title), plain_name(_BEHIND.sub("", row.title))} for row in form.rows if row.title)
    return sum(not titles.isdisjoint(one) for one in said)


def _loaded(root: Path, names: list[str]) -> dict[str, dict[str, CriteriaSet]]:
    """Return the frameworks that can be loaded; a broken one is the matter of `check` for its study, not of this form."""
    found = {}
    for name in names:
        try:
            found[name] = framework.load(root, name)
        except DataProblems:
            continue
    return found
