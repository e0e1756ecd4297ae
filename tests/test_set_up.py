"""The set-up of the locked environment: command lines, variables, stamp, lock; offline."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from own_folder import ROOT, fake_environment, own_folder

from analysis import environment, set_up


@pytest.fixture
def folder(tmp_path, monkeypatch):
    return own_folder(tmp_path, monkeypatch)


def test_the_study_gets_a_clean_environment():
    users = {
        "PATH": "/somewhere",
        "PYTHONPATH": "/theirs",
        "PYTHONHOME": "/theirs",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "random",
        "JUPYTER_PATH": "/theirs",
        "JUPYTER_CONFIG_DIR": "/theirs",
        "SOURCE_DATE_EPOCH": "1",
        "LANG": "vi_VN",
    }
    given = environment.study_variables(users)
    assert given["PYTHONPATH"] == str(ROOT / "src")
    assert (given["PYTHONUTF8"], given["PYTHONHASHSEED"]) == ("1", "0")
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "JUPYTER_PATH", "JUPYTER_CONFIG_DIR"} & set(given)
    assert (given["SOURCE_DATE_EPOCH"], given["LANG"]) == ("1", "vi_VN")
    assert given["PATH"].endswith(os.pathsep + "/somewhere")


def test_the_set_up_respects_mirrors_but_not_other_targets():
    users = {"UV_DEFAULT_INDEX": "mirror", "PIP_INDEX_URL": "mirror", "PIP_TARGET": "x", "PIP_USER": "1"}
    given = environment.set_up_variables({**users, "PYTHONPATH": "x", "PIP_REQUIRE_VIRTUALENV": "true"})
    assert (given["UV_DEFAULT_INDEX"], given["PIP_INDEX_URL"]) == ("mirror", "mirror")
    assert (given["PIP_USER"], given["PIP_REQUIRE_VIRTUALENV"]) == ("0", "0")
    assert not {"PIP_TARGET", "PYTHONPATH"} & set(given)


def test_packages_are_held_to_their_hashes(folder):
    fetch = environment.fetch_command("python")
    install = environment.install_command("uv")
    assert "--require-hashes" in fetch and "--require-hashes" in install
    assert fetch[-2:] == ["-r", str(folder / "requirements-uv.lock")]
    assert install[-1] == str(folder / "requirements.lock")
    assert "--no-index" not in fetch + install


def test_a_folder_of_wheels_takes_the_place_of_the_network(folder):
    wheels = folder / "gói cài đặt"
    fetch = environment.fetch_command("python", wheels)
    install = environment.install_command("uv", wheels)
    for command in (fetch, install):
        assert "--no-index" in command
        assert command[command.index("--find-links") + 1] == str(wheels)
    assert "--offline" in install


def test_the_version_of_uv_comes_from_its_lock(folder):
    assert environment.uv_version() == "9.8.7"


def test_a_stamped_environment_is_ready_until_something_changes(folder):
    assert not environment.is_ready()
    fake_environment()
    assert environment.is_ready()
    environment.LOCK.write_text("numpy==2.4.7\n", encoding="utf-8")
    assert not environment.is_ready()
    environment.STAMP.write_text(environment.stamp(), encoding="utf-8")
    assert environment.is_ready()
    environment.program(environment.ENVIRONMENT, "python").unlink()
    assert not environment.is_ready()


def test_the_stamp_names_lock_python_and_system(folder, monkeypatch):
    before = environment.stamp()
    monkeypatch.setattr(environment.platform, "python_version", lambda: "3.13.99")
    other_python = environment.stamp()
    monkeypatch.setattr(environment.sysconfig, "get_platform", lambda: "win-amd64")
    assert len({before, other_python, environment.stamp()}) == 3


def test_a_ready_environment_is_left_alone(folder, monkeypatch):
    monkeypatch.setattr(environment, "is_ready", lambda: True)
    monkeypatch.setattr(set_up, "build", lambda wheels: pytest.fail("built again"))
    set_up.set_up()


def steps_taken(monkeypatch):
    """Record the steps in place of taking them."""
    taken = []
    monkeypatch.setattr(environment, "uv_program", lambda: Path("uv"))
    monkeypatch.setattr(set_up, "run_step", lambda number, step, command, advice: taken.append(command[1:3]))
    return taken


def test_a_set_up_that_was_cut_short_is_done_again_from_the_start(folder, monkeypatch):
    environment.ENVIRONMENT.mkdir()
    (environment.ENVIRONMENT / "half").touch()
    taken = steps_taken(monkeypatch)
    set_up.set_up()
    assert taken == [["venv", "--clear"], ["pip", "sync"]]
    assert environment.STAMP.read_text(encoding="utf-8") == environment.stamp()


def test_a_failed_step_leaves_no_stamp(folder, monkeypatch):
    environment.ENVIRONMENT.mkdir()
    environment.STAMP.write_text("of another lock", encoding="utf-8")
    failing = [sys.executable, "-c", "print('cannot reach the index'); raise SystemExit(5)"]
    monkeypatch.setattr(environment, "uv_program", lambda: Path("uv"))
    monkeypatch.setattr(environment, "create_command", lambda uv, python: failing)
    with pytest.raises(set_up.SetUpError, match="cannot reach the index"):
        set_up.set_up()
    assert not environment.STAMP.exists()


HOLD_THE_LOCK = """
import sys
sys.path.insert(0, {source!r})
from pathlib import Path
from analysis import environment, set_up
environment.TOOLS = Path({tools!r})
with set_up.set_up_lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_lock_keeps_others_out_and_does_not_outlive_its_holder(folder):
    program = HOLD_THE_LOCK.format(source=str(ROOT / "src"), tools=str(environment.TOOLS))
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    holder = subprocess.Popen([sys.executable, "-c", program], **streams)
    assert holder.stdout.readline().strip() == b"held"
    handle = os.open(environment.TOOLS / "set-up.lock", os.O_RDWR)
    with pytest.raises(OSError) as refused:
        set_up.try_lock(handle)
    assert refused.value.errno in set_up.BUSY_ERRORS
    holder.kill()
    holder.communicate()
    set_up.try_lock(handle)
    os.close(handle)
