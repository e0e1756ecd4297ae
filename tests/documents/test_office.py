"""The documents of a run: which there are, that they are files in the layout, and the same twice."""

from dataclasses import replace

import office_rooms as made
import pytest

from analysis import names
from analysis import study as studies
from analysis.documents import office
from analysis.documents.bodies import Body
from analysis.paths import PROJECT, studies_folder


@pytest.fixture
def here(toy, tmp_path, monkeypatch):
    """The room of one department."""
    monkeypatch.setattr(names, "unit", lambda study, code, language: f"Sở {code}")
    monkeypatch.setattr(names, "body", lambda study, code, language: code or "-")
    return made.room(toy, {"a": 90}, tmp_path, **made.classes("a"))


def test_announced_results_are_only_reported_and_provisional_ones_not_decided(monkeypatch):
    assert office.kinds(studies.load(studies_folder(PROJECT) / "tay-ninh-2023")) == ("bao_cao",)
    study = studies.load(studies_folder(PROJECT) / "known-answer-2025")
    assert office.kinds(study) == ("bao_cao", "to_trinh", "quyet_dinh", "cong_van")
    monkeypatch.setattr(type(study), "provisional", property(lambda self: True))
    assert office.kinds(study) == ("bao_cao", "cong_van")


def test_every_document_is_written_in_both_forms_and_the_same_twice(here, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "LANGUAGES", ("vi",))
    first = {path: path.read_bytes() for path in office.office_documents(here)}
    named = sorted(path.relative_to(tmp_path / "documents").as_posix() for path in first)
    kinds = ("bao_cao", "cong_van/a", "quyet_dinh", "to_trinh")
    assert named == [f"{kind}.vi.{form}" for kind in kinds for form in ("docx", "pdf")]
    assert {path: path.read_bytes() for path in office.office_documents(here)} == first


def test_both_languages_are_written(here, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "kinds", lambda study: ("quyet_dinh",))
    named = [path.name for path in office.office_documents(here)]
    assert named == [f"quyet_dinh.{language}.{form}" for language in ("en", "vi") for form in ("docx", "pdf")]


def test_senders_and_readers_fit_the_kind(here):
    study = replace(here.study, letters={"issuer": "Sở Nội vụ", "place": "Tỉnh Mô phỏng"})
    text = Body(here._replace(study=study), "vi")
    report, asked, decided = (office.details(text, kind) for kind in ("bao_cao", "to_trinh", "quyet_dinh"))
    assert report.issuer == asked.issuer == "Sở Nội vụ" and decided.issuer == "Ủy ban nhân dân\ntỉnh Mô phỏng"
    assert asked.to == ("Chủ tịch Ủy ban nhân dân tỉnh Mô phỏng",) and decided.subject.startswith("công bố kết quả")
    assert decided.bases[-1].startswith("Theo đề nghị của Giám đốc Sở Nội vụ")


def test_a_run_without_totals_gives_no_document(here, tmp_path):
    empty = here._replace(frames=here.frames | {"scores": made.tables.empty("scores")})
    assert office.office_documents(empty) == [] and not (tmp_path / "documents").exists()
