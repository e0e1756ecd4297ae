"""What was free to vary is told in words, numbers in the language, the official choice first."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.report import varied
from analysis.report.page import Page
from analysis.sensitivity.choices import Choice, Noise

REASON = {"vi": "Lý do", "en": "Reason"}


def page(toy, language, choices=(), noise=()):
    declared = SimpleNamespace(choices={one.name: one for one in choices}, noise={one.name: one for one in noise})
    return Page(SimpleNamespace(study=replace(toy.study, sensitivity=declared)), language)


def row(name, official="", allowed=""):
    return pd.Series({"choice": name, "block": "so", "official_value": official, "allowed": allowed})


@pytest.mark.parametrize(
    ("choice", "official", "allowed", "words"),
    [
        (Choice("weights", REASON, kind="spread", spread=0.25), "", "", "tối đa 25%"),
        (Choice("weights", REASON, kind="dirichlet", concentration=100), "", "", "hệ số tập trung 100"),
        (Choice("weights", REASON, kind="all"), "", "", "mọi bộ trọng số"),
        (Choice("treatment", REASON), "per_cent", "zero | per_cent | full",
         "Không tính vào mẫu số (tính %) (chính thức); Tính 0 điểm, Cho điểm tối đa"),
        (Choice("survey_share", REASON, low=0.2, high=0.4), "0.35", "0.2 ... 0.4", "từ 20 đến 40%"),
        (Choice("leave_out", REASON, level="domain"), "", "1 | 2", "từng lĩnh vực"),
        (Choice("leave_out", REASON, level="criterion"), "", "1.1 | 1.2", "từng tiêu chí"),
        (Choice("cut_offs", REASON), "Tốt: 80", "Tốt: 78.49 ... 81.7; Khá: 65 ... 66", "Tốt: 78,49–81,70; Khá: 65,00–66,00"),
        (Choice("aggregation", REASON, levels="each"), "arithmetic", "arithmetic | geometric",
         "trung bình cộng (chính thức); trung bình nhân; chọn riêng"),
        (Choice("normalisation", REASON), "none", "none | z_score", "(chính thức); điểm z"),
    ],
)  # fmt: skip
def test_every_kind_of_choice_is_told_with_a_decimal_comma(toy, choice, official, allowed, words):
    assert words in varied.allowed(page(toy, "vi", [choice]), row(choice.name, official, allowed))


def test_where_no_maximum_is_stated_the_factor_is_told(toy, monkeypatch):
    one = page(
        toy,
        "vi",
        [Choice("survey_share", REASON, low=0.2, high=0.4), Choice("survey_factor", REASON, low=0.5, high=1.5)],
    )
    assert "từ 20 đến 40%" in varied.allowed(one, row("survey_share"))
    monkeypatch.setattr(type(toy.study.criteria("so")), "maxima_known", lambda self: False)
    assert "từ 0,50 đến 1,50" in varied.allowed(one, row("survey_share"))


@pytest.mark.parametrize(
    ("noise", "share", "words"),
    [
        (Noise("appraisal_error", REASON, share_of_maximum=0.05), "0.0500", "5.0 per cent of the maximum of each"),
        (
            Noise("appraisal_error", REASON, source="double_appraisals"),
            "0.1523",
            "15.2 per cent of the maximum, estimated",
        ),
        (Noise("appraisal_error", REASON, source="double_appraisals"), "", "too few rows"),
        (Noise("survey_error", REASON), "", "as published"),
    ],
)
def test_every_kind_of_error_is_told(toy, noise, share, words):
    assert words in varied.allowed(page(toy, "en", noise=[noise]), row(noise.name, allowed=share))


def test_one_choice_with_many_inputs_and_years_is_one_row(toy, monkeypatch):
    one = page(toy, "en", [Choice("weights", REASON, kind="spread", spread=0.25)])
    rows = [
        {"year": year, "block": "so", "input": name, "choice": "weights", "source": "method", "official_value": "",
         "allowed": "", "reason_en": "Because."}
        for year in (2024, 2025) for name in ("weights/total", "weights/1")
    ]  # fmt: skip
    monkeypatch.setattr(one, "table", lambda name: pd.DataFrame(rows))
    monkeypatch.setattr(one, "caption", lambda key: key)
    lines = varied.table(one).splitlines()
    assert len([line for line in lines if "Because." in line]) == 1
    assert lines[2].startswith(
        "| 2024 and 2025 | Weights | method | each weight times 1 plus or minus at most 25 per cent"
    )
