"""Two sides of a comparison in memory: a study as it is, and with criteria dropped, other maxima or another treatment."""

from dataclasses import replace

import numpy as np

from analysis import score
from analysis.compare.shifts import Side


def side(here, study=None, assessed=None, name="official"):
    """Return the tables of one side; points are counted anew where the study or `assessed` are other ones."""
    if study is None and assessed is None:
        return Side(here.study, here.points, here.scores, name)
    study, assessed = study or here.study, here.assessed if assessed is None else assessed
    points = score.points(assessed, study)
    return Side(study, points, score.scores(points, assessed, study), name)


def with_sets(study, change):
    """Return the study with `change` applied to the criteria of every block."""
    blocks = {code: replace(block, criteria=change(block.criteria)) for code, block in study.blocks.items()}
    return replace(study, blocks=blocks)


def treated(here, treatment):
    """Return the side under another treatment of what does not apply."""
    return side(here, with_sets(here.study, lambda one: replace(one, not_applicable=treatment)), name=treatment)


def without(here, code):
    """Return the side in which a leaf is dropped and everything else stays as it is."""

    def drop(one):
        items = {key: item for key, item in one.items.items() if key != code}
        return replace(one, criteria=one.criteria.drop(index=code), items=items)

    assessed = here.assessed[here.assessed["node"] != code]
    return side(here, with_sets(here.study, drop), assessed, f"without-{code}")


def with_maxima(here, factors, name="weights"):
    """Return the side in which leaves have other maxima, each unit keeping its share; factors : {code: factor}."""

    def change(one):
        criteria = one.criteria.copy()
        for code in set(factors) & set(criteria.index):
            criteria.loc[code, ["max_points", "min_points"]] *= factors[code]
        return replace(one, criteria=criteria)

    factor = np.where(here.assessed["measure"] == "points", here.assessed["node"].map(factors).fillna(1.0), 1.0)
    return side(here, with_sets(here.study, change), here.assessed.assign(value=here.assessed["value"] * factor), name)


def scaled_to_whole(here, code, factor):
    """Return ({leaf: factor}) that multiplies one leaf of one set and scales the others so that the sum stays."""
    (criteria,) = {id(block.criteria): block.criteria for block in here.study.blocks.values()}.values()
    maxima = criteria.criteria.loc[criteria.leaves, "max_points"]
    rest = (maxima.sum() - factor * maxima[code]) / (maxima.sum() - maxima[code])
    return {leaf: factor if leaf == code else rest for leaf in criteria.leaves}
