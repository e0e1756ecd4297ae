"""Two rounds of made-up departments on the criteria of the toy study, small enough to work out by hand."""

from dataclasses import replace

import pandas as pd

from analysis import score, tables
from analysis.compare import year_pairs
from analysis.compare.lineages import linked

LEAVES = ("1.1", "1.2", "1.10", "2.1", "2.2")
MAXIMA = (30, 20, 15, 20, 15)
MISSING = ("not_applicable", "no_case", "not_submitted")


def shares(percent):
    """Return the five points of a unit that reaches one share of every maximum, in per cent."""
    return [percent * maximum / 100 for maximum in MAXIMA]


def assessed(rows, year):
    """Return a table `assessed`; rows : {unit code: five points or kinds of missing}."""
    cells = [
        {"year": year, "block": "so", "unit_code": unit, "node": leaf, "measure": "points", "word": "",
         "value": float("nan") if value in MISSING else float(value), "missing": value if value in MISSING else ""}
        for unit, values in rows.items() for leaf, value in zip(LEAVES, values, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(cells).reindex(columns=tables.schema("assessed")["columns"])


def complete(study, year, count, **rules):
    """Return the toy study of one year with a block that is known whole, and other rules in its criteria."""
    block = study.blocks["so"]
    criteria = replace(block.criteria, **rules) if rules else block.criteria
    whole = replace(block, criteria=criteria, units_in_block={year: count}, units_known={year: count})
    return replace(study, years=(year,), blocks={"so": whole}, period=None)


def round_of(study, rows, year, **rules):
    """Return a Round of departments; rows : {unit code: five points}."""
    study, given = complete(study, year, len(rows), **rules), assessed(rows, year)
    points = score.points(given, study)
    scores = score.scores(points, given, study)
    return year_pairs.Round(study, year, points, scores, given, tables.empty("survey_points"))


def pair_of(study, before, after, rules=None, lineage=None, criteria=None):
    """Return the Pair of two rounds, 2024 and 2025; rules : other rules of the later one."""
    earlier, later = round_of(study, before, 2024), round_of(study, after, 2025, **(rules or {}))
    (pair,) = year_pairs.pairs([later], [earlier])
    if lineage is not None:
        window = year_pairs.Window("2024-12-31", "2025-12-31")
        tied = linked(pair.base.units, pair.other.units, lineage, window)
        pair = pair._replace(tied=tied, ranks_among=year_pairs.COMPARED if tied.rearranged else pair.ranks_among)
    return pair if criteria is None else pair._replace(criteria=criteria)


def lineage_of(*rows):
    """Return a table of lineage; rows : (unit, predecessor, day, weight or None)."""
    names = ["unit_code", "predecessor_code", "valid_from", "weight"]
    frame = pd.DataFrame(rows, columns=names).assign(predecessor_name="", valid_to="", kind="merged")
    return frame.astype({"weight": float})


def parts(frame, column="score_part"):
    """Return {unit: {cause: part}} of the table `year_sources`."""
    return {unit: own.set_index("cause")[column].to_dict() for unit, own in frame.groupby("unit_code")}


def rounds(here):
    """Return the rounds of a study that went through the first three rooms."""
    return year_pairs.rounds(here.study, here.points, here.scores, here.assessed, here.cleaned.get("survey_points"))
