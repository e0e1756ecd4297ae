"""What units cite: dates within the windows, in time where they say so, and the legitimate cases that must stay quiet."""

import datetime
from collections import Counter

from simulated import province

from analysis.criterion import due_date, window_dates
from analysis.simulation.province import MERGERS

PLACES = [
    (made, unit, made.criteria[unit.block].items[code], row)
    for made in (province(2024, "large"), province(2025, "large"))
    for unit in made.assessed
    for code, row in made.rows[unit.code].items()
]
CITED = [place for place in PLACES if place[3].document]


def test_every_document_lies_within_the_window_of_its_criterion():
    assert all(
        window_dates(item, made.year)[0] <= row.document.day <= window_dates(item, made.year)[1]
        for made, _, item, row in CITED
    )


def test_what_is_declared_on_time_is_dated_on_time_and_what_is_late_is_late():
    seen = Counter()
    for made, _, item, row in CITED:
        due = due_date(item, made.year)
        if due and row.claimed.value in ("on_time", "late"):
            seen[row.claimed.value] += 1
            assert (row.document.day <= due) == (row.claimed.value == "on_time")
    assert min(seen.values()) > 100


def test_a_date_that_is_declared_is_that_of_the_document():
    dated = [row for _, _, item, row in CITED if item.rule.measure == "date"]
    assert dated and all(row.document.day == row.claimed.value for row in dated)


def test_points_come_with_a_document_or_an_explanation_and_so_do_zeros():
    for _, _, _, row in PLACES:
        if row.self_points is not None:
            assert bool(row.document) != bool(row.explanation)
    assert any(row.explanation and row.self_points > 0 for _, _, _, row in PLACES if row.self_points is not None)


def test_plans_of_december_before_are_cited():
    assert sum(row.document.day < datetime.date(made.year, 1, 1) for made, _, _, row in CITED) > 100


def test_one_document_is_cited_under_many_criteria():
    most = 0
    for made in {place[0].year: place[0] for place in CITED}.values():
        for unit in made.assessed:
            numbers = Counter(row.document.number for row in made.rows[unit.code].values() if row.document)
            most = max(most, *numbers.values())
    assert most >= 5


def test_documents_of_predecessors_are_older_than_the_merger():
    former = [
        (unit, row)
        for made, unit, _, row in CITED
        if made.year == 2025 and row.document.issuer.startswith(("Xã", "Sở"))
    ]
    assert len(former) > 100
    for unit, row in former:
        assert row.document.day < MERGERS[unit.block]
        assert row.document.issuer in {name for _, name, _ in unit.took_over}


def test_a_decision_of_the_province_is_cited_by_several_units():
    of_province = {}
    for made, unit, _, row in CITED:
        if row.document.issuer == "UBND tỉnh":
            of_province.setdefault((made.year, row.document.number, row.document.day), set()).add(unit.code)
    assert max(map(len, of_province.values())) > 5


def test_numbers_bear_the_letters_of_the_document_and_of_the_department():
    plans = {row.document.number for made, unit, item, row in CITED
             if unit.code == "mp-so-tu-phap" and item.evidence_vi == "Kế hoạch CCHC năm"}  # fmt: skip
    assert plans and all(number.endswith("/KH-STP") for number in plans)
