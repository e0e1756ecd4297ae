"""Problems of a form, for the office only."""

import pandas as pd

from analysis.sheets.form_problems import form_problems


def issues(own):
    facts = {"unit_code": own.code, "criterion_code": "1.1", "message_vi": "m", "message_en": "m"}
    found = [("error", "above_maximum"), ("warning", "evidence_without_number"), ("note", "rows_reordered")]
    return pd.DataFrame([facts | {"severity": severity, "rule": rule} for severity, rule in found])


def test_only_the_office_reads_them_and_only_in_a_study_with_forms(seen, own, monkeypatch):
    monkeypatch.setitem(seen().given._tables, "issues", issues(own))
    assert form_problems(seen("vi", "internal"), own) == []
    monkeypatch.setattr(type(seen().given.study), "has_forms", True)
    assert form_problems(seen("vi", "unit"), own) == form_problems(seen("vi", "public"), own) == []
    (section,) = form_problems(seen("vi", "internal"), own)
    assert section.blocks[0].words.startswith("1 lỗi, 1 cảnh báo, 1 lưu ý.")


def test_a_form_without_problems_counts_none(seen, own, monkeypatch):
    monkeypatch.setattr(type(seen().given.study), "has_forms", True)
    (section,) = form_problems(seen("en", "internal"), own._replace(code="nobody"))
    assert section.blocks[0].words == "0 errors, 0 warnings, 0 notes."
