"""What is not known of a proposal is told from the tables, and nothing where every figure is there."""

import pandas as pd

from analysis import tables
from analysis.report import brief_open


class Told:
    """A page that says its keys and values."""

    language = "en"

    def __init__(self, **frames):
        self.frames = frames

    def table(self, name):
        return self.frames.get(name, tables.empty(name))

    def by_place(self, frame):
        return list(frame.groupby(["year", "block"]))

    def told(self, row, key, **values):
        return self.phrase(key, **values)

    def phrase(self, key, **values):
        return f"{key} {values}"

    def unit(self, code):
        return code

    def criterion(self, block, code):
        return code

    def listed(self, items):
        return ", ".join(items)


def test_nothing_is_said_where_every_figure_is_there():
    assert brief_open.sentences(Told()) == []


def test_bounds_count_the_units_that_keep_their_rank_and_name_the_widest():
    rows = [
        {"year": 2025, "block": "so", "unit_code": unit, "scenario": scenario, "rank": rank, "holds": holds}
        for unit, ranks, holds in (("a", (1, 1), "yes"), ("b", (2, 4), "no"), ("c", (2, 3), "no"))
        for scenario, rank in zip(("best", "worst"), ranks, strict=True)
    ]
    (said,) = brief_open.sentences(Told(proposal_bounds=pd.DataFrame(rows)))
    assert said == "bounds {'holds': 1, 'n': 3, 'low': 2, 'high': 4, 'widest': 'b'}"


def test_data_to_collect_and_rules_not_applied_are_told_once_a_criterion():
    row = {"year": 2025, "block": "so", "criterion_code": "7.5", "what_en": "counts", "from_en": "units", "n": 6}
    carried = {"year": 2025, "block": "so", "criterion_code": "1.1", "how": "rule_not_recomputed"}
    said = brief_open.sentences(
        Told(proposal_to_collect=pd.DataFrame([row, row]), proposal_carried=pd.DataFrame([carried]))
    )
    assert said == ["collect {'what': 'counts', 'whom': 'units', 'n': 6}", "not_recomputed {'criteria': '1.1'}"]
