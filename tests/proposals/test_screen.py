"""A planted ceiling is suggested for dropping, a planted repetition for merging, and criteria that work are left alone."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from toy_changes import table_of_points
from toy_proposals import write

from analysis import tables
from analysis.problems import DataProblems
from analysis.proposals import proposal, screen
from analysis.proposals.written import written
from analysis.reliability.quality import criterion_quality
from analysis.reliability.verdicts import criterion_verdicts

MAXIMA = np.array([30, 20, 15, 20, 15])


def drawn(toy, n=30, seed=5, ceiling=False, repeats=False, years=(2024,)):
    """Return tables of a made-up run: n units with unrelated points on the five toy criteria, and what is planted."""
    frames = []
    for year in years:
        shares = np.random.default_rng(seed + year).integers(2, 10, size=(n, 5)) / 10
        shares[:, 1] = 1.0 if ceiling else shares[:, 1]
        shares[:, 4] = shares[:, 3] if repeats else shares[:, 4]
        frames.append(table_of_points((shares * MAXIMA).round(2), year))
    points = pd.concat(frames, ignore_index=True)
    quality = criterion_quality(points, toy.study)
    return {"points": points, "criterion_verdicts": criterion_verdicts(quality, points, toy.study)}


def test_criteria_that_work_are_not_suggested_for_anything(toy):
    proposals, rows = screen.screened(drawn(toy), toy.study)
    assert proposals == [] and rows.empty


def test_a_planted_ceiling_criterion_is_suggested_for_dropping_and_no_other(toy):
    (one,), rows = screen.screened(drawn(toy, ceiling=True), toy.study)
    assert one.changes[0].kind == "drop" and one.changes[0].codes == ("1.2",) and one.balance == 100
    assert list(rows["reason"]) == ["ceiling"] and list(rows["verdict"]) == ["stands"]
    assert list(rows["checked_on"]) == ["cross_validation"]


def test_a_planted_repetition_is_suggested_for_merging_once(toy):
    (one,), rows = screen.screened(drawn(toy, repeats=True), toy.study)
    assert one.changes[0].codes == ("2.1", "2.2") and one.changes[0].new["max_points"] == 20
    assert list(rows["criterion_code"]) == ["2.1"] and list(rows["other_criterion"]) == ["2.2"]


def test_every_claim_that_was_looked_at_counts_as_tried(toy):
    """Five criteria for a ceiling, ten pairs for a repetition."""
    _, rows = screen.screened(drawn(toy, ceiling=True), toy.study)
    assert list(rows["tried"]) == [15]


def test_few_units_at_the_maximum_are_no_evidence(toy):
    """With ten units all at the maximum the corrected interval still begins below one half: (0.05 / 15 / 2)^(1/10) = 0.53;
    with nine, 0.49."""
    low = [screen.share_interval(n, n, 15)[0] for n in (9, 10)]
    assert low == pytest.approx([(0.05 / 30) ** (1 / 9), (0.05 / 30) ** (1 / 10)]) and low[0] < 0.5 < low[1]
    proposals, rows = screen.screened(drawn(toy, n=9, ceiling=True), toy.study)
    assert proposals == [] and list(rows["verdict"]) == ["not_shown"] and list(rows["checked_on"]) == ["not_checked"]


def test_a_ceiling_that_is_none_in_the_other_year_does_not_stand(toy):
    found = drawn(toy, ceiling=True, years=(2025,))
    other = drawn(toy, years=(2024,))
    found["points"] = pd.concat([other["points"], found["points"]], ignore_index=True)
    proposals, rows = screen.screened(found, toy.study)
    assert proposals == [] and list(rows["checked_on"]) == ["other_year"]


def test_a_ceiling_of_both_years_stands(toy):
    (one,), rows = screen.screened(drawn(toy, ceiling=True, years=(2024, 2025)), toy.study)
    assert one.changes[0].codes == ("1.2",) and list(rows["year"]) == [2025]


def test_shuffled_rows_suggest_the_same(toy):
    found = drawn(toy, ceiling=True, repeats=True)
    shuffled = {name: frame.sample(frac=1, random_state=2) for name, frame in found.items()}
    first, again = screen.screened(found, toy.study), screen.screened(shuffled, toy.study)
    assert first[0] == again[0] and len(first[0]) == 2
    pd.testing.assert_frame_equal(first[1], again[1])


def test_what_is_written_is_read_back_as_the_same_proposal(toy, toy_root):
    for one in screen.candidates(drawn(toy, ceiling=True, repeats=True), toy.study):
        write(toy_root, written(one, "Gợi ý từ số liệu"), one.slug)
        assert proposal.load(toy_root, "toy", one.slug) == one


def test_the_only_criterion_below_a_node_is_dropped_with_its_node(toy):
    criteria = toy.study.criteria("so")
    alone = SimpleNamespace(parents={"1.1": "1", "1": "total"}, items=criteria.items,
                            children={"1": ["1.1"], "total": ["1", "2"]}.get)  # fmt: skip
    assert screen._dropping(screen.Claim("ceiling", "1.1"), alone).codes == ("1",)


def test_petitions_stand_where_clearly_more_are_against_one_criterion_than_against_others(toy):
    """Twenty of 30 against 1.1 and five against each other criterion: the corrected interval of 0.67 begins above a sixth;
    that of eight, 0.27, does not."""
    for count, kinds in ((8, []), (20, ["drop"])):
        found = drawn(toy)
        row = {"year": 2024, "block": "so", "criterion_code": "1.1", "verdict": "disputed", "evidence": "petitions",
               "estimate": count, "limit": 3, "other_criterion": "", "n": 30}  # fmt: skip
        found["criterion_verdicts"] = pd.concat([found["criterion_verdicts"], pd.DataFrame([row])], ignore_index=True)
        written = {"1.1": count} | dict.fromkeys(("1.2", "1.10", "2.1", "2.2"), 5)
        found["petition_counts"] = pd.DataFrame({"year": 2024, "block": "so", "criterion_code": list(written),
                                                 "petition_kind": "proposal", "n": list(written.values())})  # fmt: skip
        proposals, rows = screen.screened(found, toy.study)
        assert list(rows["reason"]) == ["petitions"] and [one.changes[0].kind for one in proposals] == kinds


def linked(n, slope):
    """Return tables in which less applies to some units, and under per cent (not under zero) they stand higher for it."""
    units = [f"00-so-{place:03d}" for place in range(n)]
    applies = 100 - 5.0 * (np.arange(n) % 6)
    luck = np.random.default_rng(3).normal(0, 0.1, n)
    frames = []
    for name, official, hangs in (("per_cent", "yes", slope), ("zero", "no", 0.0)):
        values = -hangs * applies + luck * (10 if hangs else 1)
        rank = pd.Series(-values).rank().astype(int).to_numpy()
        frames.append(pd.DataFrame({"year": 2024, "block": "so", "unit_code": units, "treatment": name,
                                    "official": official, "applicable_max": applies, "percent": 50.0, "rank": rank}))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def test_a_treatment_is_suggested_only_where_ranks_hang_on_what_applies(toy):
    from analysis.fairness.applicability import applicability_link

    for slope, expected in ((0.3, ["zero"]), (0.0, [])):
        treated = linked(40, slope)
        found = drawn(toy, n=40) | {"applicability": treated, "applicability_link": applicability_link(treated)}
        proposals, rows = screen.screened(found, toy.study)
        assert [one.changes[0].new for one in proposals] == expected
        assert all(rows["measure"] == "rank_link_change")


def test_the_table_passes_the_door(toy, tmp_path):
    _, rows = screen.screened(drawn(toy, ceiling=True), toy.study)
    assert len(tables.write(tmp_path, "proposal_screen", rows, "synthetic")) == 1


def test_a_proposal_that_no_longer_fits_is_refused_when_loaded(toy, toy_root, edit):
    (one,) = screen.candidates(drawn(toy, ceiling=True), toy.study)
    write(toy_root, written(one), one.slug)
    edit("frameworks/toy/criteria.csv", "Thủ tục,Procedures,20", "Thủ tục,Procedures,25")
    edit("frameworks/toy/criteria.csv", "Kế hoạch,Plans,30", "Kế hoạch,Plans,25")
    with pytest.raises(DataProblems, match="takes the present value to be “20” but the base says “25”"):
        proposal.load(toy_root, "toy", one.slug)
