"""The commands on frameworks: import the annex of a decision as a draft, show a set as a table."""

import difflib
import shutil
import sys
from pathlib import Path

from analysis import annex, console, framework, problems
from analysis.annex import writing
from analysis.framework_table import shown
from analysis.language import LANGUAGES, say
from analysis.paths import frameworks_folder
from analysis.paths import shown as shown_path
from analysis.problems import DataProblems

# As in commands.py, which calls these two.
DONE, DATA_ERRORS, WRONG_CALL = 0, 1, 2


def import_annex(root: Path, path: str | Path) -> int:
    """Draft a framework from an annex; print what was not understood and leave all below outputs/framework-drafts.

    Returns 0 when a draft was written, 1 when the file gives none, 2 when there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        _say("annex_missing", sys.stderr, file=path.name)
        return WRONG_CALL
    try:
        made = annex.draft(path)
    except DataProblems as error:
        console.list_problems(error.problems)
        return DATA_ERRORS
    folder = writing.write(root, path.stem, made)
    listed = made.not_understood
    console.list_problems(sorted(listed, key=lambda one: ("error", "warning", "note").index(one.severity)))
    known = sum(row["rule"] not in ("unknown", "sum_of_children") for row in made.rows)
    leaves = sum(row["rule"] != "sum_of_children" for row in made.rows)
    facts = {"folder": shown_path(folder), "sets": len(made.sets), "rows": len(made.rows) - len(made.sets)}
    _say("import_done", sys.stdout, ruled=known, leaves=leaves, listed=len(listed), **facts)
    if (frameworks_folder(root) / folder.name).exists():
        _say("import_name_taken", sys.stdout, name=folder.name)
    return DONE


def show(root: Path, framework_id: str) -> int:
    """Print every set of a framework as a table, in Vietnamese and then in English, as wide as the terminal.

    Returns 0, 1 when the framework has faults (printed), 2 when there is none of that name.
    """
    known = framework_ids(root)
    if framework_id not in known:
        _name_known(framework_id, known)
        return WRONG_CALL
    try:
        sets = framework.load(root, framework_id)
    except DataProblems as error:
        console.list_problems(error.problems)
        return DATA_ERRORS if problems.errors(error.problems) else DONE
    width = shutil.get_terminal_size((100, 24)).columns
    for language in LANGUAGES:
        for criteria in sets.values():
            print("\n".join(shown(criteria, language, width)), flush=True)
    return DONE


def framework_ids(root: Path) -> list[str]:
    """Return the ids of all frameworks, sorted."""
    return sorted(path.parent.name for path in frameworks_folder(root).glob("*/framework.yml"))


def _name_known(framework_id: str, known: list[str]) -> None:
    close = difflib.get_close_matches(framework_id, known, n=1, cutoff=0.4)
    for language in LANGUAGES:
        near = f" {say('console.near', language, name=close[0])}" if close else ""
        message = say("annex.no_such_framework", language, found=framework_id, near=near, known=", ".join(known))
        print(message, file=sys.stderr)


def _say(key: str, stream, **values) -> None:
    sys.stdout.flush()
    for language in LANGUAGES:
        print(say(f"annex.{key}", language, **values), file=stream, flush=True)
