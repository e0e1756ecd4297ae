"""What is left out says so in both languages, each time once."""

import pytest

from analysis import omissions, tables


def test_an_omission_gives_subject_and_reason_in_both_languages():
    row = omissions.omission("fairness", 2024, "so", "group_intervals", "few_units", n=6, least=8)
    assert "6" in row["reason_en"] and "6" in row["reason_vi"] and row["subject_en"] != row["subject_vi"]


def test_the_same_omission_stands_once(tmp_path):
    row = omissions.omission("compare", 2024, "so", "equal_weights", "maxima_not_stated")
    assert len(tables.write(tmp_path, "left_out_compare", omissions.table([row, row]), "synthetic")) == 1


def test_nothing_left_out_is_an_empty_table(tmp_path):
    assert len(tables.write(tmp_path, "left_out_compare", omissions.table([]), "synthetic")) == 0


def test_a_reason_without_a_text_is_a_mistake():
    with pytest.raises(KeyError):
        omissions.omission("compare", 2024, "so", "equal_weights", "no_such_reason")
