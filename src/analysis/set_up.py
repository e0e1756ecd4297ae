"""Set-up of the locked environment: fetches uv, makes `.venv`, fills it from requirements.lock.

Standard library only: run.py calls this before any package is installed.
"""

import contextlib
import errno
import os
import platform
import subprocess
import sys
import tempfile
import time

from analysis import environment

BUSY_ERRORS = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
SHOWN_LINES = 8

TEXTS = {
    "fetch": ("Tải công cụ cài đặt uv {version}", "Fetch the installer uv {version}"),
    "create": ("Tạo môi trường Python {version}", "Create the environment of Python {version}"),
    "install": ("Cài các gói đã khóa phiên bản", "Install the locked packages"),
    "waiting": (
        "Một lần cài đặt khác đang chạy trong thư mục này; đang chờ.",
        "Another set-up is running in this folder; waiting for it.",
    ),
    "failed": (
        "Không cài đặt được ở bước: {step}. Phần cuối của thông báo lỗi:",
        "The set-up failed at the step: {step}. The end of what it printed:",
    ),
    "network": (
        "Nếu máy không vào được Internet: trên một máy có mạng, cùng hệ điều hành và cùng phiên bản\n"
        "Python ({version}), chạy trong thư mục này:\n  {download}\n"
        "rồi chép thư mục DIR sang đây và gọi:\n  {retry}",
        "If this machine has no access to the network: on one that has, with the same system and the same\n"
        "Python version ({version}), run in this folder:\n  {download}\n"
        "then copy the folder DIR here and call:\n  {retry}",
    ),
    "incomplete": (
        "Thư mục {folder} có thể thiếu gói, hoặc được tạo cho hệ điều hành hay phiên bản Python khác\n"
        "(ở đây là Python {version}). Tạo lại trên một máy giống máy này:\n  {download}",
        "The folder {folder} may lack a package, or was made for another system or Python version\n"
        "(here it is Python {version}). Make it again on a machine like this one:\n  {download}",
    ),
    "again": (
        "Lần gọi sau sẽ cài lại từ đầu; trước đó hãy đóng JupyterLab và các cửa sổ đang dùng thư mục này.",
        "The next call sets up afresh; first close JupyterLab and other windows that use this folder.",
    ),
    "no_uv": (
        "Công cụ uv vừa tải về {folder} không chạy được trên máy này.",
        "The installer uv was fetched into {folder} but does not run on this machine.",
    ),
    "pip": (
        "Python này không có pip. Hãy cài pip (trên Debian, Ubuntu: gói python3-pip).",
        "This Python has no pip. Install it (on Debian and Ubuntu: the package python3-pip).",
    ),
}


class SetUpError(Exception):
    """A set-up that cannot go on; its text is for the reader, in both languages."""


def text(key, **values):
    """Return a text of TEXTS in Vietnamese and English, one below the other."""
    return "\n".join(line.format(**values) for line in TEXTS[key])


def pip_python():
    """Return an interpreter that has pip."""
    for candidate in (sys.executable, environment.base_python()):
        if environment.printed_by([candidate, "-m", "pip", "--version"]) is not None:
            return candidate
    raise SetUpError(text("pip"))


def try_lock(handle):
    """Take the lock of an open file or fail; the system frees it when its holder ends or is killed."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def wait_for_lock(handle):
    """Wait until the lock is ours; a file system that knows no locks counts as ours."""
    told = False
    while True:
        try:
            return try_lock(handle)
        except OSError as error:
            if error.errno not in BUSY_ERRORS:
                return None
        if not told:
            print(text("waiting"), flush=True)
            told = True
        time.sleep(0.2)


@contextlib.contextmanager
def set_up_lock():
    """Keep other set-ups of this folder out."""
    environment.TOOLS.mkdir(exist_ok=True)
    handle = os.open(environment.TOOLS / "set-up.lock", os.O_RDWR | os.O_CREAT)
    try:
        # The steps inherit the handle, so that a step which outlives a killed run.py still keeps others out.
        os.set_inheritable(handle, True)
        wait_for_lock(handle)
        yield
    finally:
        os.close(handle)


def stop(child):
    """End a child process if it still runs."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_with_clock(child, title):
    """Wait for a step and return its status; on a console the seconds count up meanwhile."""
    started = time.monotonic()
    while True:
        try:
            return child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                print(f"\r{title} ... {time.monotonic() - started:.0f} s", end="", flush=True)


def call(command, title):
    """Run a command and return its status and all it printed."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command,
            env=environment.set_up_variables(os.environ),
            cwd=environment.ROOT,
            close_fds=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            status = wait_with_clock(child, title)
        finally:
            stop(child)
        output.seek(0)
        return status, output.read().decode("utf-8", "replace")


def failure(step, printed, advice):
    """Return the error of a failed step: its name, the end of what it printed, and what to do."""
    said = [sentence.format(step=name) for sentence, name in zip(TEXTS["failed"], step, strict=True)]
    shown = [f"  {line}" for line in printed.strip().splitlines()[-SHOWN_LINES:]]
    return SetUpError("\n".join([*said, *shown, *advice]))


def run_step(number, step, command, advice):
    """Run one step, on a line that ends in its time; `step` is its name in both languages."""
    started = time.monotonic()
    title = f"[{number}/3] " + " | ".join(step)
    print(f"{title} ... ", end="", flush=True)
    status, printed = call(command, title)
    if status != 0:
        print(flush=True)
        raise failure(step, printed, advice)
    repeat = f"\r{title} ... " if sys.stdout.isatty() else ""
    print(f"{repeat}{time.monotonic() - started:.1f} s", flush=True)


def advice_on_packages(wheels):
    """Return what to do when packages could not be had."""
    version = ".".join(platform.python_version_tuple()[:2])
    known = {"version": version, "download": environment.download_command()}
    if wheels:
        return [text("incomplete", folder=wheels, **known), text("again")]
    return [
        text("network", retry=f"{environment.python_command()} run.py --wheels DIR study", **known),
        text("again"),
    ]


def step_name(key, version=None):
    """Return the name of a step in both languages."""
    return [line.format(version=version) for line in TEXTS[key]]


def fetch_uv(wheels, advice):
    """Put the pinned uv into the tool folder and return its path."""
    fetch = environment.fetch_command(pip_python(), wheels)
    run_step(1, step_name("fetch", environment.uv_version()), fetch, advice)
    uv = environment.uv_program()
    if uv is None:
        raise SetUpError(text("no_uv", folder=environment.TOOLS))
    return uv


def build(wheels=None):
    """Make the environment from nothing; the stamp comes last, so that an unfinished one is never used."""
    advice = advice_on_packages(wheels)
    uv = environment.uv_program() or fetch_uv(wheels, advice)
    environment.STAMP.unlink(missing_ok=True)
    create = environment.create_command(uv, environment.base_python())
    run_step(2, step_name("create", platform.python_version()), create, [text("again")])
    run_step(3, step_name("install"), environment.install_command(uv, wheels), advice)
    environment.STAMP.write_text(environment.stamp(), encoding="utf-8")


def set_up(wheels=None):
    """Make sure that the environment is there; a folder of `wheels` takes the place of the network."""
    if environment.is_ready():
        return
    with set_up_lock():
        # Another set-up may have finished while this one waited.
        if not environment.is_ready():
            build(wheels)
