"""The studies that ship, run through all nine notebooks: what the reports say, and what README says of them."""

import re
import shutil
import unicodedata

import pandas as pd
import pytest
from in_process import run_notebooks
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis import exhibits, language, tables
from analysis.paths import PROJECT
from analysis.room import Room
from analysis.run import study_ids
from analysis.study import load

STUDIES = study_ids(PROJECT)


CUT = []
OF_OTHER_RUNS = {"proposal", "screen"}
# Tables that only a study that reads forms leaves.
OF_FORMS = {"forms", "form_rows", "petitions", "reading_issues", "survey_points", "petition_counts"}


def is_cut(figure: Figure) -> bool:
    """Return whether anything that is drawn reaches beyond the sheet."""
    drawn, (width, height) = figure.get_tightbbox(figure.canvas.get_renderer()), figure.get_size_inches()
    return drawn.x0 < -0.01 or drawn.y0 < -0.01 or drawn.x1 > width + 0.01 or drawn.y1 > height + 0.01


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """Return a function that runs a shipped study once a session and returns its room."""
    save = Figure.savefig

    def watched(figure, path, **options):
        CUT.extend([path.name] if is_cut(figure) else [])
        return save(figure, path, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", watched)
        yield _runner(tmp_path_factory)


def _runner(tmp_path_factory):
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(PROJECT / "data", root / "data")
    rooms = {}

    def room(study_id: str) -> Room:
        if study_id not in rooms:
            folder = run_notebooks(root, study_id)
            rooms[study_id] = Room(load(root / "data" / "studies" / study_id), folder)
        return rooms[study_id]

    return room


@pytest.mark.parametrize("study_id", STUDIES)
def test_every_table_that_a_room_declares_is_left(shipped, study_id):
    here = shipped(study_id)
    every = {name for name, one in tables.schemas()["tables"].items() if one["room"] not in OF_OTHER_RUNS}
    declared = every - {"left_out"} - (set() if here.study.has_forms else OF_FORMS)
    assert {path.stem for path in (here.folder / "tables").glob("*.csv")} >= declared


@pytest.mark.parametrize("study_id", STUDIES)
@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_every_numbered_exhibit_stands_in_the_report_once(shipped, study_id, tongue):
    here = shipped(study_id)
    text = (here.folder / f"report.{tongue}.md").read_text("utf-8")
    words = {"figure": {"vi": "Hình", "en": "Figure"}, "table": {"vi": "Bảng", "en": "Table"}}
    for key, number in exhibits.numbers(here).items():
        kind = next(one.kind for one in exhibits.EXHIBITS if one.key == key)
        start = rf"!\[{words[kind][tongue]}" if kind == "figure" else rf"^Table: {words[kind][tongue]}"
        assert len(re.findall(rf"{start} {number}\. ", text, re.MULTILINE)) == 1, key


@pytest.mark.parametrize("study_id", STUDIES)
def test_a_report_shows_no_empty_value_and_no_broken_text(shipped, study_id):
    here = shipped(study_id)
    for tongue in language.LANGUAGES:
        text = (here.folder / f"report.{tongue}.md").read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"\b(nan|NaN|<NA>|inf)\b|\| None \|", text)
        assert not re.search(r"\{[a-z_]+(:\d)?\}", text)


@pytest.mark.parametrize("study_id", STUDIES)
def test_vietnamese_reports_write_numbers_with_a_comma(shipped, study_id):
    text = (shipped(study_id).folder / "report.vi.md").read_text("utf-8")
    rows = [
        line for line in text.splitlines() if line.startswith("|") and ".csv" not in line and "analysis" not in line
    ]
    assert not [line for line in rows if re.search(r"\| -?\d+\.\d+ \|", line)]


@pytest.mark.parametrize("study_id", STUDIES)
def test_every_table_carries_the_status_of_its_study(shipped, study_id):
    here = shipped(study_id)
    for path in (here.folder / "tables").glob("*.csv"):
        assert set(pd.read_csv(path, usecols=["status"])["status"]) <= {here.study.status}


def test_readme_says_what_the_tables_say(shipped):
    readme = " ".join((PROJECT / "README.md").read_text("utf-8").split())
    treated = shipped("tay-ninh-2023").table("applicability").set_index(["treatment", "unit_code"])["rank"]
    office = "72-so-van-phong-ubnd-tinh"
    assert f"is {treated['per_cent', office]}st because" in readme
    assert f"counted as zero it would be {treated['zero', office]}th" in readme
    ranges = shipped("papi-2019").table("rank_intervals").query("source == 'method'")
    wide = int((ranges["rank_high"] - ranges["rank_low"] >= 5).sum())
    assert f"{wide} of 63 provinces have a method range of five places or more" in readme
    sets = shipped("papi-2019").table("rank_confidence").query("node == 'total'")
    assert f"{(sets['simultaneous_low'] == 1).sum()} of 63 provinces may be first" in readme
    reproduced = shipped("tien-giang-2020").table("reproduction")
    assert (reproduced["explanation"] == "displaced_by_misprint").sum() == 5
    assert "displaces five ranks" in readme


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_sample_report_is_what_the_study_now_says(shipped, tongue):
    """Made again by: python3 run.py study tay-ninh-2023, then copying report.* and its figures to docs/sample."""
    made = (shipped("tay-ninh-2023").folder / f"report.{tongue}.md").read_text("utf-8")
    assert (PROJECT / "docs" / "sample" / f"report.{tongue}.md").read_text("utf-8") == made


@pytest.mark.parametrize("study_id", STUDIES)
def test_every_label_of_every_figure_is_whole(shipped, study_id):
    shipped(study_id)
    assert CUT == []


def test_a_label_beyond_the_sheet_would_be_found():
    figure = Figure(figsize=(2, 1), dpi=100)
    FigureCanvasAgg(figure)
    figure.text(0.1, 0.5, "fits")
    assert not is_cut(figure)
    figure.text(0.9, 0.5, "a long label that does not fit")
    assert is_cut(figure)


@pytest.mark.parametrize("slug", ["giay-to-va-nguong", "khao-sat-25"])
def test_a_shipped_proposal_gives_a_page_without_broken_text(shipped, slug):
    root = shipped("known-answer-2025").study.root
    folder = run_notebooks(root, "known-answer-2025", slug)
    for tongue in language.LANGUAGES:
        text = (folder / f"brief.{tongue}.md").read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text) and "{" not in text
        assert not re.search(r"\b(nan|NaN|<NA>|inf)\b|^# .*\n+(# |\Z)", text, re.MULTILINE)
    assert len(pd.read_csv(folder / "tables" / "shifts.csv")) >= 6
