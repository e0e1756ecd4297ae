"""The annex says of every unit what the tables say; which columns there are follows from them."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import exhibits, names, tables
from analysis.language import LANGUAGES
from analysis.report import annex
from analysis.report.page import Page

A, B, C = (f"00-so-gia-lap-{letter}" for letter in "abc")


def frame(name, rows):
    return tables.from_rows(name, rows)


def ranges(source, **places):
    return frame("rank_intervals", [
        {"year": 2025, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "source": source, "rank": 1, "rank_low": low,
         "rank_median": 1, "rank_high": high, "mean_rank_shift": 0}
        for unit, (low, high) in places.items()
    ])  # fmt: skip


def of_classes(source, **shares):
    return frame("class_probability", [
        {"year": 2025, "block": "so", "unit_code": f"00-so-gia-lap-{unit}", "source": source, "class": "Tốt",
         "probability": share}
        for unit, share in shares.items()
    ])  # fmt: skip


def year_shift(unit, change, places):
    return {"year": 2025, "block": "so", "kind": "year", "comparison": "2024-2025", "unit_code": unit, "score_base": 80.0,
            "score_other": 80.0 + change, "score_change": change, "rank_base": 3, "rank_other": 3 - places,
            "rank_shift": places}  # fmt: skip


def win(unit, code, points, priority):
    return {"year": 2025, "block": "so", "unit_code": unit, "criterion_code": code, "priority": priority, "points": 1.0,
            "applicable_max": 1.0 + points, "to_win": points, "fell": None, "scale": "", "body": "",
            "in_charge": "Bà Hà"}  # fmt: skip


@pytest.fixture
def said(toy, monkeypatch):
    """A function that returns the annex of the toy study on made-up tables, as one text."""
    monkeypatch.setattr(exhibits, "numbers", lambda here: {"annex": 9})

    def make(language="en", scores=toy.scores, **frames):
        given = {"scores": scores} | frames
        here = SimpleNamespace(
            study=toy.study, folder=None, table=lambda name: given[name] if name in given else tables.empty(name)
        )
        return "\n\n".join(annex.section(Page(here, language)))

    return make


def row_of(text, letter):
    (line,) = [line for line in text.splitlines() if line.startswith((f"| Sở Giả lập {letter} ", f"| Department {letter} "))
               or re.match(rf"\| [^|]*\b{letter}\b [|(]", line)]  # fmt: skip
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_every_unit_of_the_last_year_has_one_line_in_the_order_of_names(said, toy):
    text = said("vi")
    listed = re.findall(r"^\| (Sở Giả lập \w+)", text, re.MULTILINE)
    own = toy.scores[(toy.scores["year"] == 2025) & (toy.scores["node"] == "total")]["unit_code"]
    assert listed == [names.unit(toy.study, code, "vi") for code in names.ordered(toy.study, list(own))]
    assert len(listed) == len(set(listed)) == 6 and "năm 2025" in text


def test_shuffled_tables_give_the_same_annex(said, toy):
    wins = [win(A, "1.1", 6.0, 1), win(A, "2.1", 4.0, 2), win(B, "2.2", 9.0, 1)]
    given = {"to_win": frame("to_win", wins), "rank_intervals": ranges("noise", a=(1, 2), b=(1, 4))}
    turned = {name: one.iloc[::-1] for name, one in given.items()}
    assert said(**given) == said(scores=toy.scores.sample(frac=1, random_state=1), **turned)


def test_a_score_is_the_per_cent_and_a_place_its_published_rank_where_units_are_missing(said):
    row = row_of(said("vi"), "A")
    assert row[1:3] == ["80,00", "1"]
    assert "Thứ hạng là thứ hạng đã công bố của cả khối." in said("vi")


def test_places_with_a_range_are_those_among_the_units_known_and_it_is_said(said):
    text = said("vi", rank_intervals=ranges("noise", a=(1, 3)))
    assert row_of(text, "A")[2] == "1 (1–3)"
    assert "do sai số của điểm" in text and "trong 6 đơn vị đã biết" in text
    assert "do cách tính" in said("vi", rank_intervals=ranges("method", a=(1, 3)))


def test_the_noise_range_is_shown_where_both_are_known(said):
    both = pd.concat([ranges("method", a=(1, 6)), ranges("noise", a=(1, 2))], ignore_index=True)
    assert row_of(said(rank_intervals=both), "A")[2] == "1 (1–2)"


@pytest.mark.parametrize(
    ("share", "printed"), [(1.0, "100%"), (0.999, "> 99%"), (0.66, "66%"), (0.004, "< 1%"), (0.0, "0%")]
)
def test_a_class_stands_with_its_probability(said, share, printed):
    row = row_of(said("vi", class_probability=of_classes("noise", a=share)), "A")
    assert row[3].replace("\\", "") == f"Tốt ({printed})"


def test_a_share_of_draws_is_not_called_a_probability(said):
    assert "it is no probability" in said(class_probability=of_classes("method", a=1.0))
    assert "it is no probability" not in said(class_probability=of_classes("noise", a=1.0))


def test_a_change_is_told_with_its_places_and_marked_beyond_its_error(said):
    shifts = frame("shifts", [year_shift(A, 1.5, 2), year_shift(B, -2.25, 0)])
    changes = frame("year_changes", [
        {"year": 2025, "block": "so", "comparison": "2024-2025", "unit_code": unit, "linked": "same", "former": unit,
         "score_base": 1.0, "score_other": 1.0, "score_change": 0.0, "against_mean": 0.0, "beyond_error": beyond,
         "ranks_among": "known", "n": 2}
        for unit, beyond in ((A, "yes"), (B, "no"))
    ])  # fmt: skip
    text = said("vi", shifts=shifts, year_changes=changes)
    assert row_of(text, "A")[4] == "+1,50\\*; tăng 2 bậc" and row_of(text, "B")[4] == "−2,25; giữ hạng"
    assert row_of(text, "C")[4] == "–" and "Dấu * là thay đổi điểm vượt sai số." in text


def test_other_data_give_other_columns(said):
    assert "Change of score" not in said() and "Criteria to win on" not in said()
    assert "Change of score" in said(shifts=frame("shifts", [year_shift(A, 1.5, 2)]))


def test_at_most_three_criteria_are_named_by_number_with_their_points(said):
    wins = [win(A, code, points, place) for place, (code, points) in
            enumerate([("1.1", 6.0), ("2.1", 4.0), ("1.2", 2.0), ("2.2", 1.0)], 1)]  # fmt: skip
    text = said("vi", to_win=frame("to_win", wins))
    assert row_of(text, "A")[-1] == "1.1 (6,00); 2.1 (4,00); 1.2 (2,00)"
    assert "| 1.1 Kế hoạch | 1 |" in text and "2.2" not in text


def test_no_office_that_a_unit_typed_stands_in_the_annex(said):
    assert "Bà Hà" not in said("vi", to_win=frame("to_win", [win(A, "1.1", 6.0, 1)]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["papi-2023", "tay-ninh-2023", "known-answer-2025", "hoa-binh-2022"])
def test_the_annex_of_a_shipped_study_has_no_gap(shipped, monkeypatch, name, language):
    monkeypatch.setattr(exhibits, "numbers", lambda here: {"annex": 9})
    one = shipped(name)
    given = {"scores": one.scores}
    here = SimpleNamespace(study=one.study, folder=None, table=lambda key: given.get(key, tables.empty(key)))
    text = "\n".join(annex.section(Page(here, language)))
    assert not re.search(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}", text)
    units = one.scores[one.scores["node"] == "total"]["unit_code"].nunique()
    assert len(re.findall(r"^\| (?!:|Unit |Đơn vị )", text, re.MULTILINE)) == units
    assert len(re.findall(r"^Table: \w+ 9\. ", text, re.MULTILINE)) == 1
