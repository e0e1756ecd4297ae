"""The total after each round: worked by hand, and the same as the pipeline's own totals after the last round."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from toy_changes import with_rules
from varied import LEAVES, block

from analysis import tables
from analysis.fairness import round_lists

SURVEY = "1.10"
FORCE = [[27, 18, 12, 18, 12], [24, None, 12, 18, 9], [21, 16, "no case", 16, 9]]
SELF = [[30, 18, None, 20, 12], [24, 10, None, 18, 15], [21, 18, None, 20, 9]]
FIRST = [[24, 18, None, 18, 12], [24, 5, None, None, 9], [20, 16, None, 16, 9]]


def made(study, status=FORCE):
    """Return the toy with three units, of which the survey row has no rounds; points by round given by hand."""
    here = block(study, status)
    cells = [
        {"year": 2024, "block": "so", "unit_code": f"00-so-gia-lap-{chr(97 + unit)}", "criterion_code": leaf,
         "self_points": SELF[unit][place], "appraisal_1": FIRST[unit][place], "appraisal_2": np.nan}
        for unit in range(3)
        for place, leaf in enumerate(LEAVES)
    ]  # fmt: skip
    columns = tables.schema("rounds")["columns"]
    rounds = pd.DataFrame(cells).reindex(columns=columns).astype({"self_points": float, "appraisal_1": float})
    return SimpleNamespace(study=here.study, points=here.points, assessed=here.assessed, rounds=rounds)


def lists(here):
    return round_lists.round_lists(here.points, here.assessed, here.rounds, here.study)[2024, "so"]


def test_totals_of_each_round_are_those_worked_by_hand(toy):
    """Maxima 30, 20, 15, 20, 15. Unit a: 92 of 100, then 84, then 87. Unit b: 1.2 lies outside its functions in every round,
    so 80 points are left: 24 + 12 + 18 + 15 = 69; then 63 with 18 kept where the first appraisal gave none."""
    found = lists(made(with_rules(toy.study, not_applicable="per_cent")))
    assert list(found) == ["self", "appraisal_1", "appraisal_2"]
    by_round = {name: totals.to_list() for name, totals in found.items()}
    assert by_round["self"][:2] == pytest.approx([92, 86.25])
    assert by_round["appraisal_1"][:2] == pytest.approx([84, 78.75])
    assert by_round["appraisal_2"][:2] == pytest.approx([87, 78.75])


def test_without_rounds_there_is_the_final_total_alone(toy):
    here = made(toy.study)
    here.rounds = tables.empty("rounds")
    assert list(lists(here)) == ["appraisal_2"]


def test_a_round_that_gave_no_points_is_left_out(toy):
    here = made(toy.study)
    here.rounds = here.rounds.assign(appraisal_1=np.nan)
    assert list(lists(here)) == ["self", "appraisal_2"]


def test_the_order_of_rows_changes_nothing(toy):
    here = made(toy.study)
    again = SimpleNamespace(**vars(here))
    again.rounds = here.rounds.sample(frac=1, random_state=3)
    again.assessed = here.assessed.sample(frac=1, random_state=4)
    assert all(lists(again)[name].equals(totals) for name, totals in lists(here).items())


def test_the_last_round_is_what_the_scores_say(shipped):
    here = shipped("known-answer-2024")
    found = round_lists.round_lists(here.points, here.assessed, here.cleaned["rounds"], here.study)
    totals = here.scores[here.scores["node"] == "total"].set_index("unit_code")["percent"]
    for (_, code), own in found.items():
        assert list(own) == ["self", "appraisal_1", "appraisal_2"], code
        last = own["appraisal_2"]
        assert np.abs(last - totals[last.index]).max() <= 0.005 + 1e-9
        assert (own["appraisal_1"] <= own["self"] + 1e-9).mean() > 0.5


def test_points_count_where_no_source_states_the_maximum(shipped):
    here = shipped("tien-giang-2020")
    found = round_lists.round_lists(here.points, here.assessed, here.cleaned["rounds"], here.study)
    assert found[2020, "so"]["appraisal_2"].max() == pytest.approx(99.95)
