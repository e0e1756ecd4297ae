"""A run of the toy study with made-up rounds, opinions, petitions and ranges."""

import pytest
from sheets import made_run as run

from analysis import tables
from analysis.room import Room
from analysis.sheets import view as views
from analysis.sheets.view import Given, Own


@pytest.fixture(scope="session")
def made(toy, tmp_path_factory):
    """Return the room of the made-up run; tests must not change it."""
    folder = tmp_path_factory.mktemp("run")
    frames = {
        "scores": toy.scores, "points": toy.points, "rounds": run.rounds(), "submitted": run.submitted(), "to_win": run.to_win(),
        "petitions": run.petitions(), "rank_intervals": run.intervals(), "class_probability": run.probabilities(),
        "issues": tables.empty("issues"),
    }  # fmt: skip
    for name, frame in frames.items():
        tables.write(folder, name, frame.drop(columns="status", errors="ignore"), "synthetic")
    return Room(toy.study, folder)


@pytest.fixture(scope="session")
def seen(made):
    """Return a function that gives the view of a language and audience."""
    given = Given(made)
    return lambda language="vi", audience="unit": views.view(given, language, audience)


@pytest.fixture
def own():
    """Return unit B in 2025."""
    return Own(run.B, 2025, "so")
