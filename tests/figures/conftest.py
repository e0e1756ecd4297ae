"""What tests of figures have in common: made-up names, figures closed, labels and boxes of a laid-out figure."""

import made_up_ranges as made
import matplotlib.pyplot as plt
import pytest

from analysis import names


@pytest.fixture
def made_up_names(monkeypatch):
    """Names for units that do not exist; figures are closed after the test."""
    monkeypatch.setattr(names, "unit", made.named)
    monkeypatch.setattr(names, "body", lambda study, code, language: code)
    yield
    plt.close("all")


@pytest.fixture
def whole():
    """A function that says whether every label of a figure lies on its sheet."""

    def check(figure):
        figure.canvas.draw()
        sheet = figure.get_tightbbox(figure.canvas.get_renderer())
        width, height = figure.get_size_inches()
        return sheet.x0 >= -0.01 and sheet.y0 >= -0.01 and sheet.x1 <= width + 0.01 and sheet.y1 <= height + 0.01

    return check
