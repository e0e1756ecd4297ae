"""The entrance: `python -m analysis COMMAND`, as run.py calls it inside the locked environment."""

import sys
from pathlib import Path

from analysis.command_line import parser

DATA_ERRORS, RUN_FAILED = 1, 3
FORM_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".xlsm", ".xlsb", ".docx", ".doc", ".pdf", ".zip")


def is_form(name: str) -> bool:
    """Return whether what is to be checked is a file, not the name of a study."""
    return Path(name).suffix.lower() in FORM_ENDINGS or (Path(name).is_file() and "/" in Path(name).as_posix())


def main() -> int:
    """Carry out one command and return its exit status: 0 done, 1 data errors, 2 wrong call, 3 the run failed."""
    arguments = parser("python -m analysis").parse_args()
    if arguments.command == "check" and is_form(arguments.study_id):
        # A single form is checked without the packages of the runs: the answer must come within two seconds.
        from analysis.forms import single_command

        return single_command.check_form(arguments.study_id)
    from analysis import console
    from analysis.problems import DataProblems

    try:
        return carry_out(arguments)
    except DataProblems as error:
        console.list_problems(error.problems)
        return DATA_ERRORS
    except KeyboardInterrupt:
        console.complain("stopped")
        return RUN_FAILED


def carry_out(arguments) -> int:
    """Carry out the command that the arguments name and return its exit status."""
    from analysis import commands, framework_commands
    from analysis.forms import template_command
    from analysis.paths import root

    framework = {
        "show": lambda: framework_commands.show(root(), arguments.framework_id),
        "import": lambda: framework_commands.import_annex(root(), Path(arguments.annex)),
    }
    known = {
        "study": lambda: commands.study(
            root(), arguments.study_ids, arguments.cluster, tuple(arguments.proposals), arguments.audience
        ),
        "check": lambda: commands.check_study(root(), arguments.study_id),
        "new": lambda: commands.new(root(), arguments.study_id, arguments.like),
        "screen": lambda: commands.screen(root(), arguments.study_id),
        "verify": lambda: commands.verify(root(), arguments.study_id, arguments.proposal),
        "template": lambda: template_command.write_templates(
            root(), arguments.framework_id, arguments.study_id, arguments.unit_code
        ),
        "framework": lambda: framework[arguments.framework_command](),
        "lab": lambda: commands.lab(root()),
        "test": lambda: commands.test(arguments.pytest_arguments),
    }
    return known[arguments.command]()


if __name__ == "__main__":
    sys.exit(main())
