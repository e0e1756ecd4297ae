"""The lock, the conda file, and what no tracked file may hold: package hosts, paths of a machine."""

import io
import itertools
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}
SKIPPED_FOLDERS = {".git", ".venv", ".tools", "outputs", "__pycache__", ".ipynb_checkpoints"}
SKIPPED_FOLDERS |= {".pytest_cache", ".ruff_cache"}
# Written in pieces, so that this file does not hold what it looks for.
PACKAGE_HOSTS = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
    ("anaconda", "org"),
    ("anaconda", "com"),
    ("crates", "io"),
    ("proxy", "golang", "org"),
    ("rubygems", "org"),
    ("cran.r-project", "org"),
    ("cloud.r-project", "org"),
    ("deb.debian", "org"),
    ("archive.ubuntu", "com"),
)
HOST = re.compile("|".join(re.escape(".".join(parts)) for parts in PACKAGE_HOSTS), re.IGNORECASE)
# A letter before the slash makes it a part of a longer path or of a web address.
MACHINE_PATH = re.compile(
    r"(?<![\w.~%-])/(?:work|root|home/\w[\w.-]*)/" + r"|\b[a-z]:[\\/]{1,2}users[\\/]", re.IGNORECASE
)


def entries(path):
    """Return the packages of a lock: requirement and number of hashes."""
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", path.read_text(encoding="utf-8").strip())
    return [
        (Requirement(block.split("\\")[0].split("#")[0].strip()), block.count("--hash=sha256:")) for block in blocks
    ]


def pins():
    """Return the locked version of each package, by name."""
    return {canonicalize_name(entry.name): str(entry.specifier) for entry, _ in entries(ROOT / "requirements.lock")}


def direct_dependencies():
    """Return the names that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}


def conda_file():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def git_files():
    """Return the files that git has or would add, or nothing where git or its folder is not there."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True)
    except OSError:
        return []
    return [ROOT / name for name in done.stdout.decode("utf-8").split("\0") if name] if done.returncode == 0 else []


def walked_files():
    inside = (path for path in ROOT.rglob("*") if not SKIPPED_FOLDERS & set(path.relative_to(ROOT).parts))
    return [path for path in inside if path.is_file()]


def tracked_files():
    return [path for path in git_files() or walked_files() if path.is_file()]


def texts(path):
    """Return what a file holds as text; of a packed one, also what its parts hold."""
    content = path.read_bytes()
    yield content.decode("utf-8", "replace")
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def places(pattern):
    """Return where a pattern occurs in the tracked files."""
    found = ((path, pattern.search(text)) for path in tracked_files() for text in texts(path))
    return [f"{path.relative_to(ROOT)}: {hit.group()}" for path, hit in found if hit]


# -------------------- the lock


def test_every_direct_dependency_is_locked():
    assert direct_dependencies() <= set(pins())


def test_the_lock_was_made_from_this_project_file():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", text)
    asked = {canonicalize_name(block.split("==")[0]) for block in blocks if "(pyproject.toml)" in block}
    assert asked == direct_dependencies()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-uv.lock"])
def test_each_locked_package_has_one_exact_version_and_hashes(name):
    for entry, hashes in entries(ROOT / name):
        assert re.fullmatch(r"==[\w.!+]+", str(entry.specifier)), entry
        assert entry.url is None and hashes > 0, entry


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-uv.lock"])
def test_a_lock_holds_no_address_and_no_option(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "file:" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


@pytest.mark.parametrize(("python", "system"), list(itertools.product(PYTHONS, SYSTEMS)))
def test_direct_dependencies_hold_for_every_python_and_system(python, system):
    os_name, platform_system = SYSTEMS[system]
    here = {"python_version": python, "python_full_version": f"{python}.1", "sys_platform": system}
    here |= {"os_name": os_name, "platform_system": platform_system}
    chosen = [
        canonicalize_name(entry.name)
        for entry, _ in entries(ROOT / "requirements.lock")
        if entry.marker is None or entry.marker.evaluate(here)
    ]
    assert direct_dependencies() <= set(chosen)
    assert len(chosen) == len(set(chosen))


def test_the_project_asks_for_the_pythons_of_the_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"


# -------------------- environment.yml


def test_the_conda_file_has_its_three_parts():
    conda = conda_file()
    assert set(conda) == {"name", "channels", "dependencies"}
    assert conda["channels"] == ["conda-forge", "nodefaults"]
    python, pip, packages = conda["dependencies"]
    assert python.removeprefix("python=") in PYTHONS
    assert pip == "pip" and set(packages) == {"pip"}


def test_the_conda_file_has_the_pins_of_the_lock():
    lines = [Requirement(line) for line in conda_file()["dependencies"][2]["pip"]]
    stated = {canonicalize_name(line.name): str(line.specifier) for line in lines}
    assert stated == {name: pins()[name] for name in direct_dependencies()}


# -------------------- tracked files


def test_no_tracked_file_names_a_package_host():
    assert places(HOST) == []


def test_no_tracked_file_holds_a_path_of_a_machine():
    assert places(MACHINE_PATH) == []


def test_the_searches_find_what_they_are_for():
    assert HOST.search("https://" + "files." + "pythonhosted" + ".org/x")
    for path in (
        "/" + "work/x",
        '"/' + "root/x",
        "=/" + "home/an/x",
        "C:" + "\\Users\\An",
        "c:" + "/users/an",
    ):
        assert MACHINE_PATH.search(path), path
    for harmless in ("https://x.gov.vn/home/tin-tuc/1", "frame" + "work/x", "../root/x"):
        assert not MACHINE_PATH.search(harmless), harmless


def test_files_are_found_without_git_too():
    assert {ROOT / "run.py", ROOT / "requirements.lock"} <= set(walked_files()) & set(tracked_files())


def test_the_file_for_a_double_click_has_windows_line_ends():
    content = (ROOT / "run.cmd").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 0


def test_the_citation_and_the_changelog_name_the_present_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f'version: "{version}"' in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"### {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
