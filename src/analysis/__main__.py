"""The entrance: `python -m analysis COMMAND`, as run.py calls it inside the locked environment."""

import sys

from analysis.command_line import parser


def main() -> int:
    """Carry out one command and return its exit status: 0 done, 1 data errors, 2 wrong call, 3 the run failed."""
    arguments = parser("python -m analysis").parse_args()
    from analysis import commands, console
    from analysis.paths import root
    from analysis.problems import DataProblems

    try:
        match arguments.command:
            case "study":
                return commands.study(root(), arguments.study_ids)
            case "check":
                return commands.check_study(root(), arguments.study_id)
            case "new":
                return commands.new(root(), arguments.study_id, arguments.like)
            case "verify":
                return commands.verify(root(), arguments.study_id)
            case "lab":
                return commands.lab(root())
            case _:
                return commands.test(arguments.pytest_arguments)
    except DataProblems as error:
        console.list_problems(error.problems)
        return commands.DATA_ERRORS
    except KeyboardInterrupt:
        console.complain("stopped")
        return commands.RUN_FAILED


if __name__ == "__main__":
    sys.exit(main())
