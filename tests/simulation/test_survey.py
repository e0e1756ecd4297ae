"""The survey: counts that fit each other, noise of few forms, quality behind the answers."""

import numpy as np
from simulated import criterion, province

from analysis.simulation.survey import ANSWERS, groups, pooled


def test_counts_fall_from_issued_to_answers():
    for row in province(2025, "large").surveys:
        assert row["issued"] >= row["returned"] >= row["valid"] >= sum(row[name] for name in ANSWERS) > 0


def test_one_criterion_asks_leaders_and_officials_and_the_others_one_group():
    rows = province().surveys
    asked = {row["criterion_code"]: set() for row in rows}
    for row in rows:
        asked[row["criterion_code"]].add(row["respondents_group"])
    assert asked["8.2.3"] == {"leaders", "officials"} and asked["8.1.1"] == {"citizens"}
    assert groups(criterion("8.2.3"), "Respondents: leaders, officials") == ["leaders", "officials"]


def test_every_answer_counts_the_same_whatever_its_group():
    rows = [dict(zip(ANSWERS, (3, 1, 0, 0), strict=True)), dict(zip(ANSWERS, (10, 0, 2, 1), strict=True))]
    assert pooled(rows).value == (13, 1, 2, 1)


def test_survey_points_follow_quality():
    made = province(2025, "large")
    points = [float(made.survey_points[one.code]["8.1.1"]) for one in made.assessed]
    latent = [made.traits[one.code].quality for one in made.assessed]
    assert np.corrcoef(points, latent)[0, 1] > 0.6
