"""A page of a report on made-up tables, which are never written: writing sixty tables a test would take a minute a file."""

from functools import cache
from typing import NamedTuple

import made_up_fairness as fair
import made_up_ranges as made
import pytest

from analysis import names, tables
from analysis.report.page import Page


class RoomInMemory(NamedTuple):
    """What a page needs of a room: its study, its folder with figures, and tables by name."""

    study: object
    folder: object
    frames: dict

    def table(self, name):
        """Return a made-up table, empty where a test gives none."""
        return self.frames.get(name, _empty(name))


@cache
def _empty(name):
    return tables.empty(name)


@cache
def _everything(count):
    return fair.everything(count)


@pytest.fixture
def fair_page(toy, tmp_path, monkeypatch):
    """A function that returns the page of a language on made-up tables of rooms 4, 6 and 7."""
    monkeypatch.setattr(names, "unit", made.named)
    monkeypatch.setattr(names, "body", lambda study, code, language: code)

    def make(language="en", count=12, figures=fair.FIGURES, **frames):
        here = RoomInMemory(made.study(toy), tmp_path, _everything(count) | frames)
        made.figures(here, *figures)
        return Page(here, language)

    return make
