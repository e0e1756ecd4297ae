"""Small blocks for tests of what varies: the toy's five criteria with points given by hand, and choices declared in memory."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

from analysis import score
from analysis.blocks import together
from analysis.sensitivity import additive
from analysis.sensitivity.choices import Choice, Sensitivity
from analysis.sensitivity.draws import draws

LEAVES = ("1.1", "1.2", "1.10", "2.1", "2.2")
MAXIMA = (30, 20, 15, 20, 15)
KINDS = {None: "not_applicable", "no case": "no_case", "rejected": "evidence_rejected"}
REASON = {"vi": "Thử", "en": "Trial"}
SPREAD = {"weights": {"kind": "spread", "spread": 0.25}}
# What is outside the functions lies within a domain, in the survey, and in a whole domain of somebody.
SIX = [
    [27, 18, 12, 18, 12],
    [24, None, 13.95, 18, 9.5],
    [21, 16, "no case", 16, 9.75],
    [None, 12, None, 14, 10],
    ["no case", None, 9.25, 16, 12.99],
    [24, "rejected", 12, 15.5, 14],
]
WHOLE = [[27, 10, 12, 18, 6], [15, 18, 13, 12, 14], [21, 16, 4, 16, 9], [26, 12, 9, 10, 10]]
ALL = {
    **SPREAD,
    "treatment": {"options": ("per_cent", "zero", "full", "rescale_appraised", "share_among_siblings")},
    "survey_share": {"low": 0.2, "high": 0.4},
    "leave_out": {"level": "criterion"},
    "cut_offs": {"spread": 1.0},
}


def declaring(study, choices, draws=256, **settings):
    """Return the study with other choices, {name: fields of Choice}."""
    made = {name: Choice(name, REASON, **fields) for name, fields in choices.items()}
    return replace(study, sensitivity=Sensitivity(draws, choices=made, **settings))


def block(study, rows, year=2024):
    """Return tables of units a, b, ... with one list of five entries each: points, or a kind of missing."""
    cells = [
        {"year": year, "block": "so", "unit_code": f"00-so-gia-lap-{chr(97 + place)}", "node": leaf, "measure": "points",
         "value": float("nan") if value in KINDS else float(value), "missing": KINDS.get(value, ""), "word": ""}
        for place, values in enumerate(rows)
        for leaf, value in zip(LEAVES, values, strict=True)
        if leaf in study.criteria("so").leaves
    ]  # fmt: skip
    assessed = pd.DataFrame(cells)
    points = score.points(assessed, study)
    return SimpleNamespace(study=study, assessed=assessed, points=points, scores=score.scores(points, assessed, study))


def model(here):
    """Return (units, raw leaves by unit, model of their points) of the first block."""
    units = next(together(here.points, here.study))
    raw = {key[2]: leaves for key, leaves in score.raw_leaves(here.assessed, here.study) if key[0] == units.year}
    return units, raw, additive.model(units, raw)


def official_ranks(scores, units):
    """Return rank_among_known of the units of one block, in their order."""
    own = scores[(scores["year"] == units.year) & (scores["block"] == units.block) & (scores["node"] == "total")]
    return own.set_index("unit_code")["rank_among_known"][units.units].astype(int).tolist()


def drawn(study, rows, choices, **settings):
    """Return (tables, draws of all blocks) of units whose study declares these choices."""
    here = block(declaring(study, choices, **settings), rows)
    return here, draws(here.points, here.assessed, here.study)


def only(study, rows, choices, **settings):
    """Return the draws of the only block."""
    return drawn(study, rows, choices, **settings)[1][0]
