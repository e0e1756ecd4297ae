"""Proposals that the evidence itself suggests, each tried, so that noise is not sold as progress; a person decides."""

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from analysis import tables
from analysis.blocks import UnitsTogether, together
from analysis.criteria_set import ROOT, CriteriaSet
from analysis.language import LANGUAGES, both, say
from analysis.names import criterion as title
from analysis.problems import DataProblems
from analysis.proposals.applied import under
from analysis.proposals.checking import (
    CROSS,
    NOT_CHECKED,
    NOT_SHOWN,
    STANDS,
    Checked,
    Claim,
    checked,
    claims,
    dependence_lost,
    share_interval,
)
from analysis.proposals.kinds import written as number
from analysis.proposals.proposal import Change, Proposal
from analysis.study import Study

NEEDED = ("points", "criterion_verdicts")


def candidates(found: Mapping[str, pd.DataFrame], study: Study) -> list[Proposal]:
    """Return the proposals that stand, ready to be written as files; see `screened`."""
    return screened(found, study)[0]


def screened(found: Mapping[str, pd.DataFrame], study: Study) -> tuple[list[Proposal], pd.DataFrame]:
    """Return (proposals that stand, table `proposal_screen` of all that were suggested).

    found : tables of an official run: points, criterion_verdicts, and where there are any applicability,
    applicability_link, petition_counts. Looked at is the last year of each block: criteria at their ceiling (to be dropped),
    repeating pairs (merged at the greater of their maxima), treatments under which ranks hang less on what applies, where
    they are shown to hang on it, and criteria many units petition against (dropped: the most that a petition could ask).
    Everything else is scaled. `tried` counts every claim looked at in a block, also those that nothing suggested.
    """
    proposals, rows = [], []
    for units in _last_years(found["points"], study):
        for one in _checked(found, study, units):
            proposal = _fitting(_proposal(one, units, study), study)
            verdict = one.verdict if proposal else NOT_SHOWN
            rows.append(_row(one, units, _slug(one.claim, units), verdict))
            proposals += [proposal] if proposal and verdict == STANDS else []
    unique = {one.slug: one for one in proposals}
    return [unique[slug] for slug in sorted(unique)], tables.from_rows("proposal_screen", rows)


def _last_years(points: pd.DataFrame, study: Study) -> list[UnitsTogether]:
    last = {}
    for units in together(points, study):
        last[units.block] = units
    return [last[code] for code in study.blocks if code in last]


def _checked(found: Mapping[str, pd.DataFrame], study: Study, units: UnitsTogether) -> list[Checked]:
    verdicts, links = _own(found, "criterion_verdicts", units), _own(found, "applicability_link", units)
    petitions = _own(found, "petition_counts", units)
    leaves = len(units.criteria.leaves)
    tried = leaves * (2 if len(petitions) else 1) + leaves * (leaves - 1) // 2 + max(len(links) - 1, 0)
    return [
        *checked(found["points"], study, units.year, units.block, claims(verdicts), tried),
        *_treatments(_own(found, "applicability", units), links, units, tried),
        *_petitioned(verdicts, petitions, units, tried),
    ]


def _own(found: Mapping[str, pd.DataFrame], name: str, units: UnitsTogether) -> pd.DataFrame:
    frame = found.get(name, tables.empty(name))
    return frame[(frame["year"] == units.year) & (frame["block"] == units.block)]


def _treatments(treated: pd.DataFrame, links: pd.DataFrame, units: UnitsTogether, tried: int) -> list[Checked]:
    """Return the treatments under which ranks hang less on what applies, where under the official one they are shown to."""
    official = units.criteria.not_applicable
    shown = links[(links["treatment"] == official) & (links["verdict"] == "shown")]
    if shown.empty:
        return []
    now = abs(float(shown["estimate"].iloc[0]))
    better = links[(links["treatment"] != official) & (links["estimate"].astype(float).abs() < now)]
    return [_treatment(treated, official, name, tried) for name in sorted(better["treatment"])]


def _treatment(treated: pd.DataFrame, official: str, name: str, tried: int) -> Checked:
    """Return by how much less ranks hang on what applies: a paired jackknife, its interval widened for what was tried."""
    standing = treated.assign(standing=-treated["rank"].astype(float))
    wide = standing.pivot(index="unit_code", columns="treatment", values="standing")
    applies = treated[treated["treatment"] == official].set_index("unit_code")["applicable_max"].reindex(wide.index)
    less, half = dependence_lost(applies.to_numpy(float), wide[official].to_numpy(), wide[name].to_numpy(), tried)
    verdict = STANDS if less - half > 0 else NOT_SHOWN
    claim, measure = Claim("treatment", "", name), "rank_link_change"
    return Checked(claim, CROSS, measure, len(wide), tried, less, less - half, less + half, verdict)


def _petitioned(verdicts: pd.DataFrame, petitions: pd.DataFrame, units: UnitsTogether, tried: int) -> list[Checked]:
    """Return the criteria that many units petition against, where clearly more do so than against the other criteria."""
    own = verdicts[(verdicts["verdict"] == "disputed") & (verdicts["evidence"] == "petitions")]
    written = petitions.groupby("criterion_code")["n"].max().reindex(units.criteria.leaves).fillna(0)
    n, found = len(units.units), []
    for row in own.sort_values("criterion_code").to_dict("records"):
        count = min(round(float(row["estimate"])), n)
        low, high = share_interval(count, n, tried)
        others = float(written.drop(row["criterion_code"]).mean()) / n
        claim, verdict = Claim("petitions", row["criterion_code"]), STANDS if low > others else NOT_SHOWN
        found.append(Checked(claim, NOT_CHECKED, "share_petitioning", n, tried, count / n, low, high, verdict))
    return found


def _slug(claim: Claim, units: UnitsTogether) -> str:
    what = {"ceiling": "bo", "petitions": "bo-kien-nghi", "repeats": "gop", "treatment": "xu-ly"}[claim.reason]
    words = "-".join(filter(None, [units.criteria.code, what, claim.code, claim.other]))
    return "".join(one if one.isalnum() else "-" for one in words.lower())


def _proposal(one: Checked, units: UnitsTogether, study: Study) -> Proposal:
    criteria, claim = units.criteria, one.claim
    make = {"ceiling": _dropping, "petitions": _dropping, "repeats": _merging, "treatment": _treating}[claim.reason]
    scale = criteria.maximum(ROOT)
    facts = {"estimate": one.estimate, "low": one.low, "high": one.high, "n": one.n, "tried": one.tried}
    named = {name: {language: title(criteria, code, language) for language in LANGUAGES} if code else ""
             for name, code in (("criterion", claim.code), ("other", claim.other if claim.code else ""))}  # fmt: skip
    treatment = both(f"labels.treatment_{claim.other}") if claim.reason == "treatment" else ""
    how = both(f"proposals.checked_{one.checked_on}")
    heading = both(f"proposals.title_{claim.reason}", **named, treatment=treatment)
    return Proposal(
        slug=_slug(claim, units), framework=criteria.framework, set=criteria.code, title=_marked(heading, study),
        by=" · ".join(both("proposals.by_evidence").values()), date=study.as_of,
        rationale=both(f"proposals.why_{claim.reason}", **named, **facts, treatment=treatment, how=how),
        changes=(make(claim, criteria),),
        balance="leave" if claim.reason == "treatment" else int(scale) if scale == int(scale) else scale,
    )  # fmt: skip


def _marked(heading: dict, study: Study) -> dict:
    """Return a title that says so where the figures are made up."""
    if not study.synthetic:
        return heading
    return {language: f"{words} ({say('labels.synthetic_mark', language)})" for language, words in heading.items()}


def _dropping(claim: Claim, criteria: CriteriaSet) -> Change:
    """Return the change that drops a criterion, and with it every node above that would be left without any."""
    code = claim.code
    while len(criteria.children(criteria.parents[code])) == 1 and criteria.parents[code] != ROOT:
        code = criteria.parents[code]
    return Change("drop", (code,), True, {"max_points": _points(criteria, code)})


def _merging(claim: Claim, criteria: CriteriaSet) -> Change:
    first, second = (criteria.items[code] for code in (claim.code, claim.other))
    titles = {
        f"title_{one}": f"{criteria.label(first.code, one)}; {criteria.label(second.code, one)}" for one in LANGUAGES
    }
    greater = max((first, second), key=lambda one: one.maximum).code
    into = {"criterion_code": claim.code, **titles, "max_points": _points(criteria, greater)}
    return Change(
        "merge", (claim.code, claim.other), into, {one.code: _points(criteria, one.code) for one in (first, second)}
    )


def _treating(claim: Claim, criteria: CriteriaSet) -> Change:
    return Change("treatment", (), claim.other, criteria.not_applicable)


def _points(criteria: CriteriaSet, code: str) -> int | float | str:
    """Return a maximum as a person would write it: a number, or a fraction as text."""
    words = number(criteria.items[code].maximum)
    return words if "/" in words else int(words) if Fraction(words).denominator == 1 else float(words)


def _fitting(proposal: Proposal, study: Study) -> Proposal | None:
    """Return the proposal if its framework can take it; None for instance where some maxima are not stated."""
    try:
        under(study, proposal)
    except DataProblems:
        return None
    return proposal


def _row(one: Checked, units: UnitsTogether, slug: str, verdict: str) -> dict:
    return {
        "year": units.year, "block": units.block, "comparison": slug, "reason": one.claim.reason,
        "criterion_code": one.claim.code, "other_criterion": one.claim.other, "checked_on": one.checked_on,
        "measure": one.measure, "n": one.n, "tried": one.tried, "estimate": one.estimate, "low": one.low, "high": one.high,
        "verdict": verdict,
    }  # fmt: skip
