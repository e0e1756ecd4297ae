"""Persons: by code, every condition of their awards, and no result."""

import award_rules as made

from analysis import tables


def test_a_person_has_all_conditions_open_where_nothing_is_declared(toy_root, toy):
    made.write(toy_root, [made.REGISTERED, made.IDEAS], [made.award("ca-nhan", "dang-ky", "sang-kien", whom="persons")])
    made.facts(toy_root, [[made.A, "CB-01", "sang-kien", 1, "3/QĐ", "05/03/2024", 2024],
                          [made.A, "CB-02", "dang-ky", "Không", "3/QĐ", "05/03/2024", 2024]])  # fmt: skip
    found = made.awarded(toy_root, toy).tables["award_persons"]
    assert found[["person_code", "condition", "result", "open_reason"]].to_numpy().tolist() == [
        ["CB-01", "dang-ky", "not_determined", "no_fact"], ["CB-01", "sang-kien", "met", ""],
        ["CB-02", "dang-ky", "not_met", ""], ["CB-02", "sang-kien", "not_determined", "no_fact"],
    ]  # fmt: skip


def test_no_result_is_drawn_for_a_person_and_no_column_could_hold_a_name(toy_root, toy):
    made.write(toy_root, [made.REGISTERED], [made.award("ca-nhan", "dang-ky", whom="persons")])
    made.facts(toy_root, [[made.A, "CB-01", "dang-ky", "Có", "3/QĐ", "05/03/2024", 2024]])
    found = made.awarded(toy_root, toy).tables
    assert found["awards"].empty and found["award_conditions"].empty
    assert not [name for name in tables.schema("award_persons")["columns"] if "name" in name]
