"""Planted unfairness: on demand only, and as strong as it says."""

import numpy as np
from simulated import block_of, criterion, province

from analysis.simulation.plants import UNFAIRNESS, Plants, planted_demand, plants
from analysis.simulation.quality import Demand
from analysis.simulation.rows import printed

FAIR, UNFAIR = ("large", "shared", ()), ("large", "shared", UNFAIRNESS)


def test_nothing_is_planted_unless_asked_for():
    assert set(province(2024).planted.values()) == {Plants()}


def test_which_criteria_are_chosen_hangs_on_the_seed_alone():
    criteria = province().criteria["xa"]
    one = plants("s", 2024, criteria, ["a", "b"], frozenset(UNFAIRNESS))
    only = plants("s", 2024, criteria, ["a", "b"], frozenset({"useless_criterion"}))
    assert one.useless == only.useless and only.ceiling == "" and not only.bunching
    assert len({one.unfair, one.ceiling, one.useless}) == 3 and one.works_against == "phuong"


def test_only_a_block_of_several_kinds_has_an_unfair_criterion():
    assert plants("s", 2024, province().criteria["so"], ["a"], frozenset(UNFAIRNESS)).unfair == ""


def test_the_unfair_criterion_is_harder_for_one_kind_only():
    item, asked = criterion("1.1.3", which="xa"), Demand(1.0, 0.5, 1.0)
    against = Plants(unfair="1.1.3", works_against="phuong")
    assert planted_demand(asked, item, against, "xa") == asked
    assert planted_demand(asked, item, against, "phuong") == Demand(-1.5, 0.5, 1.0)


def mean_share(made, code, kinds):
    item = made.criteria["xa"].items[code]
    rows = [made.rows[one.code][code] for one in block_of(made, "xa") if one.kind in kinds]
    return np.mean([float(row.true_points / item.maximum) for row in rows if row.status == "applies"])


def test_wards_lose_on_the_unfair_criterion_and_on_no_fair_one():
    made, fair = province(2025, *UNFAIR), province(2025, *FAIR)
    code = made.planted["xa"].unfair
    assert mean_share(made, code, ("xa",)) - mean_share(made, code, ("phuong",)) > 0.25
    assert abs(mean_share(fair, code, ("xa",)) - mean_share(fair, code, ("phuong",))) < 0.2


def test_everybody_reaches_the_ceiling_criterion():
    made = province(2025, *UNFAIR)
    code = made.planted["xa"].ceiling
    maximum = made.criteria["xa"].items[code].maximum
    shares = [row.true_points == maximum for row in rows_of(made, code)]
    assert np.mean(shares) > 0.97


def rows_of(made, code):
    return [row for one in block_of(made, "xa") if (row := made.rows[one.code][code]).status == "applies"]


def test_the_useless_criterion_has_nothing_to_do_with_quality():
    made = province(2025, *UNFAIR)
    code = made.planted["xa"].useless
    units = [one.code for one in block_of(made, "xa") if made.rows[one.code][code].status == "applies"]
    points = [float(made.rows[one][code].true_points) for one in units]
    assert abs(np.corrcoef(points, [made.traits[one].quality for one in units])[0, 1]) < 0.2


def test_more_units_stand_just_above_a_cut_off_when_bunching_is_planted():
    def just_above_and_below(made):
        totals = np.array([float(made.percent(one.code)) for one in block_of(made, "xa")])
        gaps = totals[:, None] - np.array([90, 80, 70, 50])
        return ((gaps >= 0) & (gaps < 1)).sum(), ((gaps >= -1) & (gaps < 0)).sum()

    above, below = just_above_and_below(province(2025, *UNFAIR))
    assert above >= 2 * below and above > just_above_and_below(province(2025, *FAIR))[0]


def test_the_harsh_body_cuts_most():
    made = province(2025, *UNFAIR)
    cuts = {body: [] for body in made.severities}
    for rows in made.rows.values():
        for row in rows.values():
            if row.body:
                cuts[row.body].append(row.appraisal_1 < min(row.self_points, printed(row.true_points)))
    rates = {body: np.mean(own) for body, own in cuts.items()}
    assert max(rates, key=rates.get) == made.planted["xa"].harsh_body
