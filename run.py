"""The one command of the study: sets up its environment and hands the rest over to src/analysis.

Standard library only. Old Pythons must be able to read this file, so that they print a message and not a
syntax error: hence no type hints, and imports of the study only after the check.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

SUPPORTED = ((3, 11), (3, 12), (3, 13))
WRONG_CALL, RUN_FAILED = 2, 3
STATUSES = (0, 1, WRONG_CALL, RUN_FAILED)
PATIENCE = 3

TEXTS = {
    "python": (
        "Cần Python 3.11, 3.12 hoặc 3.13; chương trình đang chạy bằng Python {version}.\n"
        "Hãy cài một trong các phiên bản đó rồi gọi đích danh, ví dụ: {example}",
        "Python 3.11, 3.12 or 3.13 is needed; this is Python {version}.\n"
        "Install one of them and call it by name, for example: {example}",
    ),
    "wheels": (
        "cài đặt từ thư mục DIR chứa các gói .whl, không cần mạng (cách tạo: run.py --help)",
        "set up from the folder DIR of .whl files, without network (how to make it: run.py --help)",
    ),
    "wheels_more": (
        "Tạo thư mục DIR trên máy có mạng, cùng hệ điều hành và cùng phiên bản Python, trong thư mục này:",
        "Make the folder DIR on a machine with network, the same system and Python version, in this folder:",
    ),
    "no_wheels": ("Thư mục {folder} không có tệp .whl nào.", "The folder {folder} holds no .whl file."),
    "files": ("Không đọc hoặc ghi được tệp: {error}", "A file cannot be read or written: {error}"),
    "incomplete": (
        "Thư mục này thiếu tệp của chương trình: {error}. Hãy chép lại toàn bộ thư mục.",
        "This folder lacks a file of the program: {error}. Copy the whole folder again.",
    ),
    "stopped": ("Đã dừng theo yêu cầu.", "Stopped on request."),
    "crashed": (
        "Chương trình dừng bất thường (mã {status}).",
        "The program ended unexpectedly (status {status}).",
    ),
}


def text(key, **values):
    """Return a text of TEXTS in all its languages, one below the other."""
    return "\n".join(line.format(**values) for line in TEXTS[key])


def complain(message):
    """Print a message for the user on the error stream."""
    sys.stdout.flush()
    print(message, file=sys.stderr, flush=True)


def force_utf8():
    """Make both output streams print UTF-8 whatever the console is set to."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def python_problem(version):
    """Return what to tell the user of an unsupported Python `version` (a tuple), or None."""
    if tuple(version[:2]) in SUPPORTED:
        return None
    example = "py -3.13 run.py study" if os.name == "nt" else "python3.13 run.py study"
    return text("python", version=".".join(str(part) for part in version[:3]), example=example)


def wheels_option():
    """Return the parser of the one option that only run.py has."""
    from analysis import command_line

    options = command_line.Parser(prog="run.py", give_help=False)
    options.add_argument("--wheels", metavar="DIR", help=text("wheels"))
    return options


def whole_parser(options):
    """Return the parser of a whole call, with the help on how to make a folder of wheels."""
    from analysis import command_line, environment

    whole = command_line.parser(parents=[options])
    whole.epilog += "\n\n--wheels: " + text("wheels_more") + "\n  " + environment.download_command()
    return whole


def read_call(arguments):
    """Return the folder of wheels (or None) and the arguments for the study.

    A wrong call and --help end here.
    """
    options = wheels_option()
    settings, forwarded = options.parse_known_args(arguments)
    whole_parser(options).parse_args(forwarded)
    if settings.wheels is None:
        return None, forwarded
    wheels = Path(settings.wheels).absolute()
    if not any(wheels.glob("*.whl")):
        complain(text("no_wheels", folder=wheels))
        sys.exit(WRONG_CALL)
    return wheels, forwarded


def wait_patiently(child):
    """Return the status of the study and whether Ctrl-C was pressed.

    Ctrl-C reaches the child too, and it ends in its own order; it is cut off only when Ctrl-C
    is pressed again and again.
    """
    pressed = 0
    while True:
        try:
            return child.wait(), pressed > 0
        except KeyboardInterrupt:
            pressed += 1
            if pressed >= PATIENCE:
                raise


def hand_over(arguments):
    """Run the study in its environment and return its exit status."""
    from analysis import environment, set_up

    python = str(environment.program(environment.ENVIRONMENT, "python"))
    variables = environment.study_variables(os.environ)
    child = subprocess.Popen([python, "-m", "analysis"] + arguments, env=variables, cwd=str(environment.ROOT))
    try:
        status, stopped = wait_patiently(child)
    finally:
        set_up.stop(child)
    if stopped and status != 0:
        complain(text("stopped"))
        return RUN_FAILED
    if status not in STATUSES:
        complain(text("crashed", status=status))
        return RUN_FAILED
    return status


def run(arguments):
    """Read the call, set up what is missing, run the study; return the exit status."""
    from analysis import set_up

    wheels, forwarded = read_call(arguments)
    try:
        set_up.set_up(wheels)
        return hand_over(forwarded)
    except set_up.SetUpError as error:
        complain(str(error))
    except OSError as error:
        complain(text("files", error=error))
    return RUN_FAILED


def main(arguments):
    """Run one call of run.py and return its exit status.

    0 done, 1 the data have errors, 2 wrong call, 3 the run itself failed or was stopped.
    """
    force_utf8()
    problem = python_problem(sys.version_info)
    if problem:
        complain(problem)
        return RUN_FAILED
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(RUN_FAILED))
    sys.path.insert(0, str(Path(os.path.abspath(__file__)).parent / "src"))  # noqa: PTH100
    try:
        return run(arguments)
    except KeyboardInterrupt:
        complain("\n" + text("stopped"))
    except ImportError as error:
        complain(text("incomplete", error=error))
    return RUN_FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
