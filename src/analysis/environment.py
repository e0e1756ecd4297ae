"""Where the locked environment is, whether it is complete, and the command lines and variables around it.

Standard library only: run.py needs this before any package is installed.
"""

import hashlib
import os
import platform
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

# Not resolve(): it turns a mapped network drive of Windows into an address that other programs refuse.
ROOT = Path(os.path.abspath(__file__)).parent.parent.parent  # noqa: PTH100
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = ENVIRONMENT / "set-up.stamp"
LOCK = ROOT / "requirements.lock"
UV_LOCK = ROOT / "requirements-uv.lock"


def program(folder, name):
    """Return the path of a program inside an environment, for this system."""
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def stamp():
    """Return the text that marks an environment as complete for this lock, Python and system."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{lock}\n{python}\n{sysconfig.get_platform()}\n"


def printed_by(command):
    """Return what a short command prints, or None if it does not start or fails."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def is_ready():
    """Return whether the environment is complete, current, and its Python starts."""
    expected = stamp()
    try:
        if STAMP.read_text(encoding="utf-8") != expected:
            return False
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return False
    return printed_by([str(program(ENVIRONMENT, "python")), "-I", "-S", "-c", ""]) is not None


def uv_version():
    """Return the version of uv that its lock pins."""
    return re.search(r"^uv==(\S+)", UV_LOCK.read_text(encoding="utf-8"), re.MULTILINE).group(1)


def uv_program():
    """Return the path of the pinned uv in the tool folder, or None if it is not there or does not start."""
    for folder in ("bin", "Scripts", "local/bin"):
        candidate = TOOLS / folder / ("uv.exe" if os.name == "nt" else "uv")
        if (printed_by([str(candidate), "--version"]) or "").split()[1:2] == [uv_version()]:
            return candidate
    return None


def base_python():
    """Return the interpreter to build with: never one inside an environment, which may be replaced."""
    return getattr(sys, "_base_executable", None) or sys.executable


def fetch_command(python, wheels=None):
    """Return the command that puts the pinned uv into the tool folder."""
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    options = ["--no-input", "--no-deps", "--upgrade", "--only-binary", ":all:", "--require-hashes"]
    return [python, "-m", "pip", "install", *options, *source, "--target", str(TOOLS), "-r", str(UV_LOCK)]


def create_command(uv, python):
    """Return the command that makes an empty environment in place of whatever is there."""
    options = ["--clear", "--relocatable", "--no-project", "--color", "never"]
    return [str(uv), "venv", *options, "--python", python, str(ENVIRONMENT)]


def install_command(uv, wheels=None):
    """Return the command that fills the environment from the lock."""
    source = ["--offline", "--no-index", "--find-links", str(wheels)] if wheels else []
    options = ["--require-hashes", "--no-build", "--color", "never", "--no-progress"]
    target = ["--python", str(program(ENVIRONMENT, "python"))]
    return [str(uv), "pip", "sync", *options, *source, *target, str(LOCK)]


def python_command():
    """Return how a user calls Python on this system."""
    return "py" if os.name == "nt" else "python3"


def download_command():
    """Return the command, as text, that makes a folder for --wheels."""
    return f"{python_command()} -m pip download --only-binary :all: -r {LOCK.name} -r {UV_LOCK.name} -d DIR"


def without_python_settings(variables):
    """Return a copy of the variables without those that change what Python itself does."""
    unwanted = ("PYTHON", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in variables.items() if not name.upper().startswith(unwanted)}


def set_up_variables(variables):
    """Return the variables for pip and uv: the user's own, but for those that change where things go."""
    unwanted = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "UV_SYSTEM_PYTHON", "UV_PYTHON")
    kept = {name: value for name, value in variables.items() if name.upper() not in unwanted}
    settings = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**without_python_settings(kept), **settings, "PYTHONUTF8": "1"}


def study_variables(variables):
    """Return the variables for the study: nothing of the user's Python or Jupyter settings gets in."""
    unwanted = ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH")
    kept = {name: value for name, value in variables.items() if name.upper() not in unwanted}
    scripts = str(program(ENVIRONMENT, "python").parent)
    settings = {
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "VIRTUAL_ENV": str(ENVIRONMENT),
        "PATH": os.pathsep.join([scripts, kept.get("PATH", os.defpath)]),
    }
    return {**without_python_settings(kept), **settings}
