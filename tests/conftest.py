"""Studies that many tests read, loaded once; a copy of the toy study for tests that break it."""

import shutil
from types import SimpleNamespace

import pytest

from analysis import clean, manifest, read, reproduction, score
from analysis import study as studies
from analysis.paths import PROJECT, output_folder, studies_folder

TOY = PROJECT / "tests" / "toy"
SHIPPED = sorted(path.name for path in studies_folder(PROJECT).iterdir() if path.is_dir())


def through_the_rooms(folder):
    """Return the study in a folder with the tables of its first three rooms."""
    study = studies.load(folder)
    received = read.tables_of(study)
    submitted, cleaned = received["submitted"], clean.tables_of(study, received)
    assessed, issues, corrected = (cleaned[name] for name in ("assessed", "issues", "corrections_applied"))
    points = score.points(assessed, study)
    scores = score.scores(points, assessed, study)
    return SimpleNamespace(
        study=study, received=received, cleaned=cleaned, submitted=submitted, assessed=assessed, issues=issues,
        corrected=corrected, points=points, scores=scores,
        reproduced=reproduction.reproduction(scores, assessed, study),
    )  # fmt: skip


@pytest.fixture(scope="session")
def toy():
    """The toy study and its first tables; tests must not change them."""
    return through_the_rooms(studies_folder(TOY) / "toy")


@pytest.fixture(scope="session")
def shipped():
    """A function from the name of a shipped study to its first tables, each computed once."""
    done = {}

    def one(name):
        if name not in done:
            done[name] = through_the_rooms(studies_folder(PROJECT) / name)
        return done[name]

    return one


@pytest.fixture
def toy_root(tmp_path):
    """A copy of the toy study's root, to be broken or run."""
    shutil.copytree(TOY / "data", tmp_path / "root" / "data")
    return tmp_path / "root"


@pytest.fixture
def stored(toy_root):
    """The copied toy study with a made-up output on disk; returns (root, output folder)."""
    folder = output_folder(toy_root, "toy")
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "scores.csv").write_text("year\n")
    manifest.write(studies.load(studies_folder(toy_root) / "toy"), folder, "unit")
    return toy_root, folder


@pytest.fixture
def edit(toy_root):
    """A function that replaces a text, which must be there, in a file of the copied toy study."""

    def change(file, old, new, count=1):
        path = toy_root / "data" / file
        text = path.read_text("utf-8")
        assert old in text, f"{old} is not in {file}"
        path.write_text(text.replace(old, new, count), "utf-8", newline="\n")

    return change
