"""Studies with hardly anything in them still go through all nine notebooks and leave a report in words."""

import re

import pytest
from in_process import run_notebooks

from analysis import study as studies
from analysis.paths import studies_folder
from analysis.problems import errors
from analysis.run import check


@pytest.fixture
def thin(toy_root, edit):
    """A function that keeps 2025 alone, changes its rows (lists of cells), and returns the report in both languages."""

    def run(change, units="abcd", known=None):
        table = toy_root / "data/studies/toy/results.csv"
        header, *rows = [line.split(",") for line in table.read_text("utf-8").splitlines()]
        kept = [change(row) for row in rows if row[0] == "2025" and row[2][-1] in units]
        table.write_text("\n".join(",".join(row) for row in [header, *kept]) + "\n", "utf-8")
        (toy_root / "data/studies/toy/corrections.yml").write_text("corrections: []\n")
        counts = f"units_in_block: {len(units)}, units_known: {len(units) if known is None else known}"
        edit("studies/toy/study.yml", "units_in_block: 6, units_known: {2024: 6, 2025: 5}", counts)
        edit("studies/toy/study.yml", "years: [2024, 2025]", "years: [2025]")
        assert errors(check(studies.load(studies_folder(toy_root) / "toy"))) == []
        folder = run_notebooks(toy_root, "toy")
        return [(folder / f"report.{tongue}.md").read_text("utf-8") for tongue in ("vi", "en")]

    return run


def unpublished(row, points):
    """Return a row with other points on the five criteria and nothing published beside them."""
    return [*row[:5], "not_published", *points, *["not_published"] * 6]


@pytest.mark.parametrize(
    ("change", "units", "known"),
    [
        pytest.param(lambda row: row, "a", None, id="one unit"),
        pytest.param(lambda row: unpublished(row, ["10"] * 5), "abcd", None, id="all tied"),
        pytest.param(
            lambda row: unpublished(row, [*row[6:9], *["not_applicable"] * 2]), "abcd", None, id="no survey applies"
        ),
        pytest.param(lambda row: unpublished(row, ["not_applicable"] * 5), "abcd", None, id="nothing applies"),
        pytest.param(
            lambda row: [*row[:5], *["not_published"] * 10, *row[15:]], "abcdef", 0, id="only ranks and classes"
        ),
    ],
)
def test_a_thin_study_leaves_a_report_without_empty_values(thin, change, units, known):
    for text in thin(change, units, known):
        assert "Giả lập A" in text or "Department A" in text
        assert not re.search(r"\b(nan|NaN|<NA>|inf)\b|\| None \|", text)


def test_what_no_unit_allows_is_left_out_with_its_reason(thin):
    english = thin(lambda row: unpublished(row, [*row[6:9], "not_surveyed", row[10]]))[1]
    assert "no unit has points on every criterion" in english
