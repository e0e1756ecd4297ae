"""Another rule applied to declared figures: two invented departments that sent forms."""

import pytest
import small_study
from conftest import through_the_rooms
from toy_proposals import content_of, write

from analysis.proposals import applied, carry, proposal

LATER_FULL = [{"criterion": "1.2", "rule": {"rule": "proportional_to_threshold", "rule_terms": "full_at=95"},
               "was": {"rule": "proportional"}}]  # fmt: skip
STEPS = [
    {
        "criterion": "1.2",
        "rule": {"rule": "steps", "rule_terms": "rate; >= 90: 4; else: 0"},
        "was": {"rule": "proportional"},
    }
]


def carried(root, changes, forms=None, received=True):
    """Return {unit: points on 1.2} and the row that says how, under a proposal to the study of two departments."""
    one = through_the_rooms(small_study.write(root, forms))
    write(root, content_of(changes, base="small"), of="small")
    found = proposal.load(root, "small", "thu")
    study = applied.under(one.study, found)
    done = carry.carried(one.assessed, one.study, study, found, one.received if received else None)
    own = done.assessed[(done.assessed["node"] == "1.2") & (done.assessed["measure"] == "points")]
    told = done.proposal_carried.set_index("criterion_code").loc["1.2"]
    return dict(zip(own["unit_code"], own["value"], strict=True)), (
        told["how"],
        int(told["n"]),
        int(told["n_recomputed"]),
    )


def test_points_follow_from_the_declared_figures_under_the_new_rule(tmp_path):
    """45 of 50 is 0.9 of what counts; with full points at 95 per cent that is 0.9 / 0.95 x 4 = 72/19."""
    points, told = carried(tmp_path, LATER_FULL)
    assert points == pytest.approx({"tt-so-mot": 72 / 19, "tt-so-hai": 72 / 19})
    assert told == ("recomputed", 2, 2)


def test_a_boundary_is_as_the_new_rule_writes_it(tmp_path):
    assert carried(tmp_path, STEPS)[0] == {"tt-so-mot": 4.0, "tt-so-hai": 4.0}


def test_points_that_an_appraisal_cut_are_not_given_back(tmp_path):
    forms = {
        f"{code}.xlsx": (name, small_study.of_unit(place), "") for place, (code, name) in enumerate(small_study.UNITS)
    }
    cut = forms["tt-so-mot.xlsx"][1]
    cut["1.2"] = cut["1.2"] | {"appraisal_1": 2}
    points, told = carried(tmp_path, LATER_FULL, forms)
    assert points == pytest.approx({"tt-so-mot": 2.0, "tt-so-hai": 72 / 19})
    assert told == ("rule_not_recomputed", 2, 1)


def test_without_the_forms_the_share_stays(tmp_path):
    points, told = carried(tmp_path, LATER_FULL, received=False)
    assert points == pytest.approx({"tt-so-mot": 3.6, "tt-so-hai": 3.6}) and told == ("rule_not_recomputed", 2, 0)
