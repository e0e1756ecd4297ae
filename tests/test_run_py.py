"""run.py: its source, its call, and what it hands over; offline, and without the real environment."""

import ast
import importlib.util
import os
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from own_folder import ROOT, fake_environment, own_folder

from analysis import command_line, environment, set_up

# What run.py reads before any package is installed.
FIRST = ("__init__", "audiences", "command_line", "environment", "set_up")
BOOTSTRAP = [ROOT / "run.py", *(ROOT / "src" / "analysis" / f"{name}.py" for name in FIRST)]
POSIX_ONLY = {
    "fcntl",
    "pwd",
    "grp",
    "resource",
    "termios",
    "pty",
    "fork",
    "execv",
    "execve",
    "killpg",
    "setsid",
}
POSIX_ONLY |= {
    "getuid",
    "geteuid",
    "pass_fds",
    "preexec_fn",
    "start_new_session",
    "SIGHUP",
    "SIGKILL",
    "uname",
}
COMMANDS = ("study", "check", "new", "verify", "test", "lab")


@pytest.fixture(scope="module")
def run_py():
    specification = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return own_folder(tmp_path, monkeypatch)


def call_run_py(*arguments, **variables):
    """Call run.py on a console of a Western Windows, from another folder."""
    console = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", **variables}
    command = [sys.executable, str(ROOT / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, env=console, cwd=ROOT.parent, timeout=60)


def imported_modules(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", BOOTSTRAP, ids=lambda path: path.name)
def test_only_the_standard_library_is_imported(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert set(imported_modules(tree)) <= set(sys.stdlib_module_names) | {"analysis"}


@pytest.mark.parametrize("path", BOOTSTRAP, ids=lambda path: path.name)
def test_posix_only_names_stand_in_a_guarded_branch(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "os.name == 'nt'"
        for branch in node.orelse
        for inner in ast.walk(branch)
    }
    free = [node for node in ast.walk(tree) if id(node) not in guarded]
    names = {getattr(node, field, None) for node in free for field in ("id", "attr", "arg", "name")}
    assert not names & POSIX_ONLY


def test_old_pythons_can_read_run_py(run_py):
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_texts_are_composed_and_in_two_languages(run_py):
    for texts in (run_py.TEXTS, set_up.TEXTS, command_line.TEXTS):
        for vietnamese, english in texts.values():
            assert unicodedata.normalize("NFC", vietnamese) == vietnamese != english
            assert english.isascii()


def test_help_prints_vietnamese_on_a_cp1252_console():
    done = call_run_py("--help")
    printed = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Đánh giá cách chấm điểm cải cách hành chính" in printed
    assert "Evaluation of the scoring of administrative reform" in printed
    assert "pip download" in printed and all(command in printed for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["nosuch"], ["check"]])
def test_run_py_ends_a_wrong_call_with_2(arguments):
    done = call_run_py(*arguments)
    assert done.returncode == 2
    assert "Gọi sai" in done.stderr.decode("utf-8")


def test_wheels_may_stand_before_or_after_the_command(run_py, tmp_path):
    (tmp_path / "one.whl").touch()
    for call in (["--wheels", str(tmp_path), "study", "a"], ["study", "a", "--wheels", str(tmp_path)]):
        assert run_py.read_call(call) == (tmp_path, ["study", "a"])


def test_a_folder_without_wheels_is_a_wrong_call(run_py, tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        run_py.read_call(["--wheels", str(tmp_path), "study"])
    assert left.value.code == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_an_unsupported_python_is_named(run_py, version):
    problem = run_py.python_problem(version)
    assert ".".join(map(str, version)) in problem
    assert "Cần Python 3.11" in problem and "is needed" in problem


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 9)])
def test_a_supported_python_is_accepted(run_py, version):
    assert run_py.python_problem(version) is None


@pytest.mark.parametrize("tail", [[], ["-k", "score and not slow"], ["tests/a.py", "-x", "--", "-q"]])
def test_arguments_are_handed_on_as_they_are(run_py, tail):
    assert run_py.read_call(["test", *tail]) == (None, ["test", *tail])


@pytest.mark.parametrize(("wheels", "advice"), [(None, "--wheels DIR"), ("folder", "may lack a package")])
def test_a_failed_set_up_ends_with_3_and_says_what_to_do(run_py, folder, monkeypatch, capsys, wheels, advice):
    failing = [sys.executable, "-c", "print('no route to host'); raise SystemExit(1)"]
    monkeypatch.setattr(environment, "uv_program", lambda: None)
    monkeypatch.setattr(set_up, "pip_python", lambda: "python")
    monkeypatch.setattr(environment, "fetch_command", lambda python, wheels: failing)
    monkeypatch.setattr(run_py, "read_call", lambda arguments: (wheels, arguments))
    assert run_py.run(["study"]) == 3
    printed = capsys.readouterr().err
    assert "no route to host" in printed and advice in printed
    assert "Không cài đặt được" in printed and "9.8.7" in printed


def test_a_file_that_cannot_be_written_ends_with_3(run_py, folder, capsys):
    environment.TOOLS.write_text("a file where the folder should be", encoding="utf-8")
    assert run_py.run(["study"]) == 3
    assert ".tools" in capsys.readouterr().err


def test_a_missing_lock_is_named(run_py, folder, capsys):
    environment.LOCK.unlink()
    assert run_py.run(["study"]) == 3
    assert "requirements.lock" in capsys.readouterr().err


def hand_over_to(run_py, monkeypatch, program):
    """Let a small program stand for the study, and return what run.py makes of it."""
    monkeypatch.setattr(environment, "program", lambda folder, name: Path(sys.executable))
    source = environment.ROOT / "src" / "analysis"
    source.mkdir(parents=True)
    (source / "__init__.py").touch()
    (source / "__main__.py").write_text(program, encoding="utf-8")
    return run_py.hand_over(["study"])


@pytest.mark.parametrize(("status", "returned"), [(0, 0), (1, 1), (2, 2), (3, 3), (77, 3)])
def test_the_status_of_the_study_is_handed_back(run_py, folder, monkeypatch, status, returned):
    assert hand_over_to(run_py, monkeypatch, f"raise SystemExit({status})") == returned


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C to a process")
def test_ctrl_c_ends_with_3_and_without_a_traceback(folder):
    waiting = "try: time.sleep(60)\nexcept KeyboardInterrupt: sys.exit(3)\n"
    program = "import time, sys\nprint('on', flush=True)\n" + waiting
    source = folder / "src" / "analysis"
    source.mkdir(parents=True)
    for name in FIRST:
        (source / f"{name}.py").write_bytes((ROOT / "src" / "analysis" / f"{name}.py").read_bytes())
    (source / "__main__.py").write_text(program, encoding="utf-8")
    (folder / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    fake_environment()
    command = [sys.executable, str(folder / "run.py"), "study"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(command, start_new_session=True, **streams)
    assert child.stdout.readline() == b"on\n"
    time.sleep(0.1)
    os.killpg(child.pid, signal.SIGINT)
    printed = child.communicate(timeout=30)[1].decode("utf-8")
    assert child.returncode == 3
    assert "Đã dừng theo yêu cầu" in printed and "Traceback" not in printed
