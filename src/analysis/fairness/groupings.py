"""Room 6, groupings: to which group does each unit belong?

Groups are facts about units, declared in study.yml before any points are looked at; nothing here is random.
"""

import numpy as np
import pandas as pd

from analysis.blocks import UnitsTogether
from analysis.forms.identity import Names
from analysis.ranks import RESOLUTION
from analysis.study import OUTSIDE_FUNCTIONS, Study
from analysis.treatments import OUTSIDE

FRAMEWORK = "framework"
# What a unit without a label is called: it is in no group and in no reference.
UNLABELLED = ""


def labels(units: UnitsTogether, study: Study, grouping: str, points: pd.DataFrame) -> pd.Series:
    """Return the group of each unit of a block, indexed by unit_code; empty text where it is not known.

    grouping : `kind`, `region`, `city`, `size` as in units.csv; `block` the block itself; `appraises` `yes` for units
    that the criteria of the study name as appraising body (by code or name), `no` for others, or as in units.csv where
    the criteria name no unit of the study; `outside_functions` `some` for units to which a criterion does not apply,
    else `none`. points : the table of this name.
    """
    if grouping == "block":
        return pd.Series(units.block, index=units.units, dtype=object)
    if grouping == "outside_functions":
        return _outside_functions(units, points)
    named = appraising_units(study, points) if grouping == "appraises" else set()
    if named:
        return pd.Series([_yes(code in named) for code in units.units], index=units.units, dtype=object)
    attributes = study.units().loc[units.units]
    return attributes[grouping] if grouping in attributes else pd.Series(UNLABELLED, index=units.units, dtype=object)


def basis(units: UnitsTogether, study: Study, grouping: str, points: pd.DataFrame) -> str:
    """Return on what a grouping rests: `framework` where the criteria name units as appraising bodies, else what
    units.csv states (such as `assumed`); empty for a known attribute."""
    if grouping != "appraises":
        return ""
    if appraising_units(study, points):
        return FRAMEWORK
    return max(study.units().loc[units.units, "appraises_basis"])


def appraising_units(study: Study, points: pd.DataFrame) -> set[str]:
    """Return the codes of units with points that the criteria of any block name as appraising body, by code or name."""
    attributes = study.units()
    own = attributes[attributes["unit_code"].isin(set(points["unit_code"]))]
    known = Names(own, study.lineage())
    bodies = {item.appraised_by for block in study.blocks.values() for item in block.criteria.items.values()}
    return {known.owner(body, body) for body in bodies - {""}} - {""}


def _outside_functions(units: UnitsTogether, points: pd.DataFrame) -> pd.Series:
    """Return `some` or `none`; a published table may print a smaller maximum without saying which criterion it is."""
    main = [leaf for leaf in units.criteria.leaves if units.criteria.parts[leaf] == "main"]
    own = points[(points["year"] == units.year) & (points["block"] == units.block)]
    own = own[own["unit_code"].isin(units.units) & own["criterion_code"].isin(main)]
    whole = own["criterion_code"].map(units.criteria.maximum).astype(float)
    smaller = np.round(whole - own["applicable_max"].astype(float), RESOLUTION) > 0
    outside = own[(own["missing"] == OUTSIDE) | ((own["missing"] == "") & smaller)]
    none, some = OUTSIDE_FUNCTIONS
    found = set(outside["unit_code"])
    return pd.Series([some if code in found else none for code in units.units], index=units.units, dtype=object)


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"
