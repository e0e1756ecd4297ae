"""The summary of a comparison and its facts, counted by hand."""

import changed_sides as sides
import numpy as np
import pandas as pd
import pytest

from analysis import tables
from analysis.compare import summary, weighting
from analysis.compare.shifts import proposal_shifts


def table(ranks, beyond=None, classes=None, **place):
    """Return shifts of units a, b, ...; ranks : (base, other) of each."""
    beyond, classes = beyond or ["unknown"] * len(ranks), classes or [("", "")] * len(ranks)
    return pd.DataFrame(
        [
            {"year": 2024, "block": "so", "kind": "proposal", "comparison": "some", "unit_code": chr(97 + count),
             "score_base": 100.0 - base, "score_other": 100.0 - other, "score_change": float(base - other),
             "rank_base": base, "rank_other": other, "rank_shift": base - other, "class_base": label[0],
             "class_other": label[1], "source": "noise", "rank_low": 1, "rank_high": 9, "beyond_noise": word} | place
            for count, ((base, other), word, label) in enumerate(zip(ranks, beyond, classes, strict=True))
        ]
    )  # fmt: skip


SEVEN = [(1, 1), (2, 6), (3, 2), (4, 3), (5, 5), (6, 4), (7, 7)]
WORDS = ["no", "yes", "no", "no", "no", "yes", "unknown"]
CLASSES = [("Tốt", "Tốt"), ("Tốt", "Khá"), ("Khá", "Tốt"), *[("Khá", "Khá")] * 4]


def statistics(shifted):
    return summary.shift_summary(shifted).set_index("statistic")["estimate"]


def test_the_statistics_by_hand():
    found = statistics(table(SEVEN, WORDS, CLASSES))
    expected = {
        "units_moved": 4, "units_up": 3, "units_down": 1, "largest_rank_shift": 4, "mean_rank_shift": 8 / 7,
        "classes_changed": 2, "top_five_size": 5, "top_five_kept": 4, "units_beyond_range": 2, "range_unknown": 1,
        # Squares of the shifts: 16 + 1 + 1 + 4 = 22; 1 - 6 x 22 / (7 x 48).
        "spearman": 1 - 6 * 22 / 336,
        # Pairs that change order: b with c, d, e and f; e with f. Five of 21.
        "kendall": (21 - 2 * 5) / 21,
    }  # fmt: skip
    assert found.to_dict() == pytest.approx(expected)


def test_what_is_not_known_is_left_empty():
    found = statistics(table(SEVEN, classes=[("Tốt", ""), *CLASSES[1:]]))
    assert np.isnan(found["classes_changed"]) and np.isnan(found["units_beyond_range"]) and found["range_unknown"] == 7


def test_a_block_of_five_has_no_first_five():
    assert np.isnan(statistics(table(SEVEN[:1] + [(2, 3), (3, 2), (4, 4), (5, 5)]))["top_five_kept"])


def test_what_a_comparison_does_not_ask_has_no_row(toy):
    found = statistics(weighting.shifts(toy.points, toy.study).query("year == 2024"))
    assert {"classes_changed", "units_beyond_range", "range_unknown"}.isdisjoint(found.index)
    assert found["units_moved"] == 3


def test_the_facts_by_hand():
    (found,) = summary.facts(table(SEVEN, WORDS, CLASSES))
    assert (found.year, found.block, found.comparison, found.n, found.source) == (2024, "so", "some", 7, "noise")
    assert found.up == ("f", "c", "d") and found.down == ("b",)
    assert found.beyond == ("b", "f") and found.within == ("c", "d") and found.unsure == ()
    assert found.crossed == (("b", "Tốt", "Khá"), ("c", "Khá", "Tốt"))
    assert found.entered == ("f",) and found.left == ("b",)


def test_a_move_without_a_range_is_neither_beyond_nor_within():
    (found,) = summary.facts(table(SEVEN))
    assert found.unsure == ("b", "f", "c", "d") and found.beyond == found.within == ()


def test_each_year_and_comparison_has_its_own_facts():
    both = pd.concat([table(SEVEN), table(SEVEN, year=2025), table(SEVEN, comparison="other")])
    places = [(one.year, one.comparison) for one in summary.facts(both)]
    assert places == [(2024, "other"), (2024, "some"), (2025, "some")]


def test_identical_sides_have_nothing_to_tell(toy):
    official = sides.side(toy)
    shifted = proposal_shifts(official, official, tables.empty("rank_intervals"))
    for found in summary.facts(shifted):
        assert found.up == found.down == found.crossed == found.beyond == found.entered == found.left == ()
    estimates = summary.shift_summary(shifted).set_index("statistic")["estimate"]
    assert (estimates[["units_moved", "classes_changed", "largest_rank_shift"]] == 0).all()


def test_the_order_of_rows_changes_nothing():
    one, other = table(SEVEN, WORDS, CLASSES), table(SEVEN, WORDS, CLASSES).sample(frac=1, random_state=2)
    assert summary.facts(one) == summary.facts(other)
    pd.testing.assert_frame_equal(summary.shift_summary(one), summary.shift_summary(other))


def test_facts_are_the_same_from_a_table_that_was_written_and_read(tmp_path):
    shifted = table(SEVEN, WORDS, CLASSES)
    tables.write(tmp_path, "shifts", shifted, "synthetic")
    assert summary.facts(tables.read(tmp_path, "shifts")) == summary.facts(shifted)
    found = summary.shift_summary(tables.read(tmp_path, "shifts"))
    assert len(tables.write(tmp_path, "shift_summary", found, "synthetic")) == len(found)
