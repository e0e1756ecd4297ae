"""The section on how sure a rank is says what the tables say, in both languages, and keeps the two ranges apart."""

import re

import made_up_ranges as made
import numpy as np
import pandas as pd
import pytest

from analysis import names, tables
from analysis.language import LANGUAGES
from analysis.report import how_sure, what_decides
from analysis.report.page import Page, spoken
from analysis.room import Room

REASON = {"reason_vi": "Lý do thử.", "reason_en": "A reason for tests."}


@pytest.fixture
def page(toy, tmp_path, monkeypatch):
    """A function that writes made-up tables and returns the page of a language."""
    monkeypatch.setattr(names, "unit", made.named)

    def make(language="en", count=6, **frames):
        here = Room(made.study(toy), tmp_path)
        made.write(here, **(everything(count) | frames))
        made.figures(here, "rank_ranges", "rank_probability", "influence", "importance")
        return Page(here, language)

    return make


def everything(count):
    labels = [("Tốt", 0.7), ("Khá", 0.3)]
    probability = [
        made.BLOCK | {"unit_code": code, "source": source, "class": label, "probability": share}
        for code in made.codes(count) for source in ("method", "noise") for label, share in labels
    ]  # fmt: skip
    choice = made.BLOCK | {
        "input": "weights/total",
        "choice": "weights",
        "source": "method",
        "official_value": "",
        "allowed": "",
    }
    used = [made.BLOCK | {"source": "method", "reason": "", "draws": 1024, "failed": 0}]
    return {
        "choices": pd.DataFrame([choice | REASON]), "rank_intervals": made.intervals(count),
        "rank_probability": made.probability(count), "sensitivity_summary": made.summary(count),
        "class_probability": pd.DataFrame(probability), "unsure_classes": made.unsure(count),
        "draws_used": pd.DataFrame(used), "influence": made.influence(), "effective_weights": made.effective_weights(),
        "influence_convergence": convergence(), "rank_confidence": confidence(count),
    }  # fmt: skip


def convergence():
    rows = [
        made.BLOCK | {"target": "mean_rank_shift", "input": name, "draws": draws, "first_order": 0.1, "total_order": draws / 2048}
        for name in made.INPUTS for draws in (256, 512, 1024)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def confidence(count):
    rows = [
        made.BLOCK | {"node": "total", "unit_code": code, "value": 90.0 - place, "standard_error": 1.0, "rank": place,
                      "marginal_low": place, "marginal_high": place + (place > 1), "simultaneous_low": max(1, place - 1),
                      "simultaneous_high": count, "coverage": 0.95}
        for place, code in enumerate(made.codes(count), start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_section_has_no_gap_and_no_unfilled_place(page, language):
    text = "\n\n".join(how_sure.section(page(language)))
    assert not re.search(r"\b(nan|NaN|<NA>|None)\b|\{[a-z_]+(:\d)?\}", text)
    assert text.count("\nTable: ") == 6 and text.count("![") == 4 and "\\\\" not in text


def test_vietnamese_numbers_have_a_decimal_comma(page):
    text = "\n".join(how_sure.section(page("vi")))
    assert "đổi trung bình 1,25 bậc" in text and not re.search(r"\d\.\d{1,2}\b", text)


@pytest.mark.parametrize(("language", "word"), [("vi", "tin cậy"), ("en", "confidence")])
def test_the_method_range_never_borrows_the_word_of_the_noise_range(page, language, word):
    one = page(language)
    sentences = [how_sure.meanings(one)[0], *how_sure.moves(one)[:1], *how_sure.kept(one)]
    assert not [sentence for sentence in sentences if word in sentence]
    assert ("tin cậy" if language == "vi" else "coverage") in how_sure.meanings(one)[1]


def test_both_ranges_of_a_unit_stand_in_one_row_and_are_not_merged(page):
    one = page("en")
    intervals = made.intervals(6).query("unit_code == 'unit-0001'").set_index("source")
    row = next(
        line
        for line in how_sure.section(one)
        for line in line.splitlines()
        if line.startswith("| People's Committee of commune 1 | 1 |")
    )
    for source in ("method", "noise"):
        low, high = intervals.loc[source, ["rank_low", "rank_high"]]
        assert f"| {low} to {high} |" in row


def test_the_widest_unit_is_named_with_its_range(page):
    wide = made.intervals(6)
    wide.loc[(wide["unit_code"] == "unit-0004") & (wide["source"] == "method"), ["rank_low", "rank_high"]] = [1, 6]
    wide = wide[(wide["source"] == "noise") | (wide["unit_code"] == "unit-0004")]
    assert "widest: People's Committee of commune 4 (1–6)." in how_sure.moves(page(rank_intervals=wide))[0]


def test_units_whose_class_hangs_on_a_choice_or_on_noise_are_named(page):
    method, noise = how_sure.classes(page("en"))
    assert "commune 2 (Tốt; Khá in 30 per cent" in method and "choice of method" in method
    assert "commune 3 (Tốt; Khá in 40 per cent" in noise and "noise" in noise


def test_a_share_below_half_a_per_cent_is_not_written_as_none(page):
    one = page("vi")
    assert [one.share(part) for part in (0, 0.004, 0.3, 0.996, 1)] == ["0", "dưới 1", "30", "trên 99", "100"]


def test_only_the_largest_influences_stand_in_the_table_and_the_rest_is_counted(page):
    inputs = [f"aggregation/{place}" for place in range(20)]
    parts = what_decides.influence_parts(page(influence=made.influence(np.linspace(0.01, 0.2, 20), inputs)))
    assert parts[-1].count("| Aggregation, level") == 12 and any("8 further rows" in part for part in parts)


def test_where_importance_is_not_known_one_sentence_says_why(page, tmp_path):
    one = page(effective_weights=made.effective_weights().assign(importance=None, reason="few_units"))
    (tmp_path / "figures" / "importance_vi.svg").unlink()
    (sentence,) = what_decides.importance_parts(one)
    assert "fewer than eight units" in sentence


def test_where_no_class_changes_the_section_says_so(page):
    said = how_sure.classes(page("vi", unsure_classes=tables.empty("unsure_classes")))
    assert said == ["Không xếp loại nào đổi trong các lần thử cách tính.", "Không xếp loại nào đổi do sai số."]


def test_units_that_keep_their_rank_are_counted(page):
    said = how_sure.kept(page(count=12, rank_intervals=made.intervals(12)))
    official = made.probability(12).merge(made.intervals(12), on=["unit_code", "source", "rank"])
    assert said[0].startswith(f"{(official['probability'] >= 0.9).sum()} of 12 units keep")


def test_places_are_sure_or_open_by_the_share_of_draws(page):
    rows = [(0.99, 0.0), (0.5, 0.0), (0.01, 0.97), (0.0, 0.2)]
    frame = pd.DataFrame(rows, columns=["top_probability", "bottom_probability"])
    frame = frame.assign(**made.BLOCK, source="method", places=2, unit_code=made.codes(4))
    top, bottom = how_sure.places(page(top_probability=frame))
    assert top.endswith("commune 1; open: People's Committee of commune 2.")
    assert "commune 3; open: People's Committee of commune 4." in bottom


def test_draws_that_failed_are_counted_and_none_is_hidden(page):
    row = made.BLOCK | {"source": "method", "reason": "no_totals", "draws": 1024, "failed": 7}
    assert how_sure.failures(page())[0] == "Every draw could be computed."
    assert how_sure.failures(page(draws_used=pd.DataFrame([row])))[0].startswith("7 of 1,024 draws (method)")


def test_the_sets_of_ranks_say_who_may_be_first(page):
    (sentence,) = how_sure.confidence(page())
    assert (
        "2 of 6 units may be first: People's Committee of commune 1 and People's Committee of commune 2; 1 units"
        in sentence
    )


def test_the_choice_of_the_largest_total_influence_is_named(page):
    said = what_decides.influence(page())[0]
    assert said.startswith("What decides most how far ranks move: Weights within “Total”; total order 0.62 (")


def test_a_target_that_does_not_vary_is_said_with_its_reason(page):
    still = made.influence().assign(total_order=None, first_order=None, reason="target_does_not_vary")
    assert what_decides.influence(page(influence=still)) == [
        "Ranks do not change in any draw, so there is no influence to compare."
    ]


def test_which_choice_decides_most_units_is_counted(page):
    one = made.influence(target="rank")
    one = one.assign(total_order=one["total_order"].where(one["input"] != "treatment", 0.9))
    ranks = pd.concat([one.assign(unit_code=code) for code in made.codes(3)])
    said = what_decides.influence(page(influence=pd.concat([made.influence(), ranks])))[0]
    assert "The ranks of 3 units vary; decided most by: Treatment of what does not apply (3 units)." in said


def test_the_table_of_influence_shows_fewer_draws_beside_all(page):
    text = "\n".join(what_decides.influence_parts(page()))
    assert re.search(r"\| Weights within “Total” \| .* \| 0.12 \| 0.25 \|", text)


def test_pairs_that_hold_for_all_weights_are_counted(page):
    holds = ["yes", "yes", "no", "not_settled"]
    frame = pd.DataFrame({"unit_code": made.codes(4), "unit_other": "x", "probability_above": 0.9, "probability_tied": 0.0,
                          "noise_probability_above": None, "holds_for_all_weights": holds}).assign(**made.BLOCK)  # fmt: skip
    (sentence,) = what_decides.pairs(page(pair_order=frame))
    assert sentence.startswith(
        "Of 4 pairs of units, 2 keep their order for all admissible weights, 1 can change it and 1"
    )
    (sentence,) = what_decides.pairs(page(pair_order=frame[:3]))
    assert sentence.endswith("2 keep their order for all admissible weights and 1 can change it.")


def test_the_part_farthest_from_its_weight_is_named(page):
    (sentence,) = what_decides.importance(page())
    assert "“Appraised part”: weight 65.0 per cent, importance 30.0 per cent" in sentence


@pytest.mark.parametrize(("found", "words"), [("yes", "would match"), ("no", "No weights make importance match")])
def test_the_weights_that_would_match_are_given_or_the_closest(page, found, words):
    rows = [("1", 0.65, 0.9), ("2", 0.35, 0.1)]
    frame = pd.DataFrame(rows, columns=["node", "intended", "weight_needed"]).assign(
        **made.BLOCK, importance=0.5, found=found
    )
    (sentence,) = what_decides.importance(page(matching_weights=frame.assign(importance_reached=0.5)))
    assert words in sentence and "Appraised part (90.0 per cent) and Survey part (10.0 per cent)" in sentence


def test_a_run_in_which_nothing_varies_says_so_in_one_sentence(page):
    nothing = {name: tables.empty(name) for name in everything(6)}
    assert len(how_sure.section(page(**nothing))) == 2


def test_a_notebook_shows_english_and_then_vietnamese_in_italics(page):
    lines = spoken(page().here, how_sure.classes).data.splitlines()
    assert len(lines) == 4 and lines[0].startswith("- 1 units") and lines[2].startswith("- *1 đơn vị")
