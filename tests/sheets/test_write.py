"""All files of the sheets of a run."""

import shutil
import zipfile

import pytest
from sheets.made_run import B, C

from analysis import tables
from analysis.room import Room
from analysis.sheets.write import sheets


@pytest.fixture
def here(made, tmp_path):
    """Return a room with the tables of the made-up run, two units only, to be written into."""
    shutil.copytree(made.folder / "tables", tmp_path / "run" / "tables")
    room = Room(made.study, tmp_path / "run")
    scores = room.table("scores").drop(columns="status")
    tables.write(room.folder, "scores", scores[scores["unit_code"].isin([B, C])], "synthetic")
    return room


def test_every_unit_gets_html_and_word_and_all_get_one_pdf_in_both_languages(here):
    written = [path.relative_to(here.folder).as_posix() for path in sheets(here)]
    units = [f"units/00-so-gia-lap-{letter}.{language}.{form}" for letter in "bc" for language in ("en", "vi")
             for form in ("docx", "html")]  # fmt: skip
    assert sorted(written) == sorted([*units, "units.en.pdf", "units.vi.pdf"])
    assert all((here.folder / name).stat().st_size > 1000 for name in written)


def test_twice_gives_the_same_bytes_and_keeps_no_sheet_of_another_audience(here):
    first = {path.name: path.read_bytes() for path in sheets(here, "unit")}
    (here.folder / "units" / "00-so-da-giai-the.vi.html").write_text("cũ")
    again = {path.name: path.read_bytes() for path in sheets(here, "unit")}
    assert again == first
    assert {path.name for path in (here.folder / "units").iterdir()} == {name for name in first if "units" not in name}


def test_a_public_file_holds_no_opinion_dispute_or_appraiser_in_any_of_its_parts(here):
    sheets(here, "public")
    html = (here.folder / "units" / f"{B}.vi.html").read_text("utf-8")
    with zipfile.ZipFile(here.folder / "units" / f"{B}.vi.docx") as archive:
        word = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for secret in (
        "Thiếu tài liệu",
        "Giữ nguyên",
        "Khó lấy số liệu",
        "Sở Giả lập A",
        "Sở Giả lập C",
        "00-so-gia-lap-c",
    ):
        assert secret not in html and secret not in word
    assert "DỮ LIỆU MÔ PHỎNG" in html and "DỮ LIỆU MÔ PHỎNG" in word


def test_another_score_gives_another_sheet(here):
    sheets(here)
    path = here.folder / "units" / f"{B}.en.html"
    before = path.read_text("utf-8")
    scores = here.table("scores").drop(columns="status")
    mine = (scores["unit_code"] == B) & (scores["node"] == "total") & (scores["year"] == 2025)
    tables.write(here.folder, "scores", scores.assign(points=scores["points"].mask(mine, 71.25)), "synthetic")
    sheets(here)
    assert "76.00" in before and "71.25" in path.read_text("utf-8") and "71.25" not in before


def test_a_run_without_a_scored_unit_leaves_no_sheet(made, tmp_path):
    tables.write(tmp_path, "scores", tables.empty("scores"), "synthetic")
    assert sheets(Room(made.study, tmp_path)) == []


def test_an_unknown_audience_is_refused_before_anything_is_removed(here):
    sheets(here)
    with pytest.raises(ValueError, match="not an audience"):
        sheets(here, "press")
    assert (here.folder / "units" / f"{B}.vi.html").exists()
