"""Small changes of the toy study in memory: other rules, other points."""

from dataclasses import replace

import pandas as pd


def with_rules(study, **rules):
    """Return the study with other rules in its block, such as rank_on, not_applicable, classes or criteria."""
    block = study.blocks["so"]
    return replace(study, blocks={"so": replace(block, criteria=replace(block.criteria, **rules))})


def with_criteria(study, column, values):
    """Return the study with other values in one column of its criteria, given by code."""
    criteria = study.criteria("so").criteria.copy()
    criteria.loc[list(values), column] = list(values.values())
    return with_rules(study, criteria=criteria)


def table_of_points(rows, year=2024, maxima=(30, 20, 15, 20, 15)):
    """Return a table `points` of units a, b, ... with one list of five points each; None does not apply."""
    leaves = ("1.1", "1.2", "1.10", "2.1", "2.2")
    return pd.DataFrame(
        [
            {
                "year": year, "block": "so", "unit_code": f"00-so-gia-lap-{chr(97 + place)}", "criterion_code": leaf,
                "points": 0.0 if value is None else float(value), "applicable_max": 0.0 if value is None else float(maximum),
                "missing": "not_applicable" if value is None else "",
            }
            for place, values in enumerate(rows)
            for leaf, value, maximum in zip(leaves, values, maxima, strict=True)
        ]
    )  # fmt: skip


def by_unit(frame, column, **where):
    """Return {last letter of the unit: value} of a column, for the rows where columns have the given values."""
    own = frame[(frame[list(where)] == pd.Series(where)).all(axis=1)] if where else frame
    return {code[-1]: value for code, value in zip(own["unit_code"], own[column], strict=True)}
