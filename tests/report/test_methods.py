"""Methods are told where the run used them, with formula and source; other tables, other methods."""

import re
from types import SimpleNamespace

import pytest
from toy_changes import with_rules

from analysis import exhibits, tables
from analysis.language import LANGUAGES, texts
from analysis.report import method_formulas, methods
from analysis.report.page import Page

EVERY = [method for group in methods.METHODS.values() for method in group]


@pytest.fixture
def page(toy, monkeypatch):
    """A function that returns a page of the toy study on given tables and exhibits."""

    def make(*shown, language="en", study=toy.study, **frames):
        monkeypatch.setattr(exhibits, "numbers", lambda here: dict.fromkeys(shown, 1))
        given = {"scores": toy.scores} | frames
        return Page(
            SimpleNamespace(study=study, folder=None, table=lambda name: given.get(name, tables.empty(name))), language
        )

    return make


def told(one):
    return "\n\n".join(methods.section(one))


@pytest.mark.parametrize("method", EVERY, ids=lambda method: method.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_method_has_words_a_source_and_no_gap(page, method, language):
    text = "\n".join(methods.told(page(language=language), method))
    assert text.startswith("**") and f"*{'Nguồn' if language == 'vi' else 'Source'}:*" in text
    assert not re.search(r"\{[a-z_]+(:\d)?\}|\\\$", text)
    assert text.count("$") % 2 == 0


def test_no_formula_stands_without_its_method():
    assert set(method_formulas.FORMULAS) <= {method.key for method in EVERY}
    assert len({method.key for method in EVERY}) == len(EVERY)


def test_every_word_on_a_method_is_told_somewhere():
    known = set(texts()["methods"])
    assert {method.key for method in EVERY} | {f"{method.key}_source" for method in EVERY} <= known


def test_a_run_without_tables_tells_points_ranks_and_rounding_alone(page):
    text = told(page())
    assert [one for one in ("Points", "Ranks", "Rounding") if f"**{one}.**" in text] == ["Points", "Ranks", "Rounding"]
    assert "**Groups.**" not in text and "**Noise range.**" not in text and "**Association.**" not in text


def test_another_exhibit_gives_another_method(page):
    assert "**Groups.**" in told(page("group_table")) and "Welch (1947)" in told(page("group_table"))
    assert "**Association.**" in told(page("association"))


def test_other_rows_give_another_method(page):
    row = {"year": 2025, "block": "so", "unit_code": "a", "rank": 1, "rank_low": 1, "rank_median": 1, "rank_high": 2,
           "mean_rank_shift": 0}  # fmt: skip
    by_noise, by_method = (tables.from_rows("rank_intervals", [row | {"source": one}]) for one in ("noise", "method"))
    assert "**Noise range.**" in told(page(rank_intervals=by_noise))
    assert "**Noise range.**" not in told(page(rank_intervals=by_method))
    assert "**Method range.**" in told(page(rank_intervals=by_method))


def test_other_rules_of_ranks_give_other_words(page, toy):
    dense = with_rules(toy.study, rank_rule="dense", rank_on="unrounded", decimals=4)
    assert "**Dense ranks.**" in told(page(study=dense)) and "**Ranks.**" not in told(page(study=dense))
    assert "before rounding" in told(page(study=dense)) and "$d$ = 4" in told(page(study=dense))
    assert "rounded as printed" in told(page()) and "$d$ = 2" in told(page())


def test_what_ranks_compare_follows_the_treatment(page, toy):
    assert "Here ranks compare $I$." in told(page())
    points = with_rules(toy.study, not_applicable="zero")
    assert "Here ranks compare $P$." in told(page(study=points))


def test_only_treatments_in_force_or_tried_are_given(page):
    assert "- Left out of the maximum (per cent): $" in told(page()) and "Counted in full" not in told(page())
    tried = tables.from_rows("applicability", [
        {"year": 2025, "unit_code": "a", "block": "so", "treatment": "full", "official": "no", "applicable_max": 100.0,
         "percent": 50.0, "rank": 1}
    ])  # fmt: skip
    assert "- Counted in full: $" in told(page(applicability=tried))


def test_the_decision_is_named_as_far_as_it_is_known():
    stated = {"issuer": "Bộ Nội vụ", "number": "1149/QĐ-BNV", "date": "2020-12-30"}
    assert methods.decision_words(stated, "vi") == "Quyết định số 1149/QĐ-BNV ngày 30/12/2020 của Bộ Nội vụ"
    undated = methods.decision_words(stated | {"date": "unknown"}, "vi")
    assert undated == "Quyết định số 1149/QĐ-BNV của Bộ Nội vụ (nguồn không nêu ngày)"
    assert (
        methods.decision_words({"issuer": "unknown", "number": "unknown"}, "en") == "no stored source names a decision"
    )
