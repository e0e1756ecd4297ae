"""The command `check FILE`: one form, without a study, in plain words."""

from pathlib import Path

from analysis import console
from analysis.forms import single
from analysis.paths import root
from analysis.problems import errors

DONE, DATA_ERRORS = 0, 1


def check_form(name: str) -> int:
    """Print what is wrong with one form and what to do; return 1 if something must be mended before it is sent."""
    problems, facts = single.check(root(), Path(name))
    console.list_problems(problems)
    counts = {f"{kind}s": sum(one.severity == kind for one in problems) for kind in ("error", "warning", "note")}
    if "framework" in facts:
        console.tell("form_criteria", **facts)
    key = "form_errors" if counts["errors"] else "form_ready"
    console.tell(key, file=Path(name).name, rows=facts.get("rows", 0), **counts)
    return DATA_ERRORS if errors(problems) else DONE
