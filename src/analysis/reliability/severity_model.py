"""Room 4, the model of severity: unit effects, criterion effects and body effects add up, in one year and block.

Unit and criterion effects are swept out in closed form (one factor by its means, the other through its reduced normal
equations; Searle 1971), so that a province of 136 units and a country of 3,321 take the same path and give the answer of
least squares with one dummy for each. What is random is the chance in a single cut; units, criteria and bodies are fixed.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

# Directions in which bodies carry no more than this share of the information of the best known one carry none at all.
NO_INFORMATION = 1e-9
SAME = 1e-6
# From here on the chance in single cuts averages out, and it matters that a body is harder on some criteria than on others:
# that would make bodies look mild or harsh that share those criteria. Below, benchmarks show that it hides in the chance.
MANY_UNITS = 30


class Effects(NamedTuple):
    """Severity of the bodies of one block, sorted by code.

    effects : per cent of the maximum cut beyond what unit and criterion explain; only differences within a component mean
    anything. covariance : bodies x bodies, clustered by unit and criterion. components : number of each body's component,
    1 and up. freedom : residual degrees of freedom.
    """

    bodies: list[str]
    effects: np.ndarray
    covariance: np.ndarray
    components: np.ndarray
    freedom: int
    rows: np.ndarray
    sources: np.ndarray


class _Absorbed(NamedTuple):
    residuals: np.ndarray
    leverage: np.ndarray
    rank: int


def effects(rows: pd.DataFrame, response: str = "cut") -> Effects:
    """Return the severity of every body in the rows of one year and block.

    rows : unit_code, criterion_code, body and the response, per cent of the maximum. Errors are clustered (Liang and Zeger
    1986) with residuals at the spread of the errors (MacKinnon and White 1985, HC2): below 30 units all appraisals of a
    criterion of a unit are one source of chance, from 30 units on all appraisals of a criterion.
    """
    body, bodies = pd.factorize(rows["body"], sort=True)
    dummies = np.eye(len(bodies))[body]
    swept = _sweep(rows, np.column_stack([rows[response].to_numpy(dtype=float), dummies]))
    outcome, design = swept.residuals[:, 0], swept.residuals[:, 1:]
    inverse, null = _inverse(design.T @ design)
    found = inverse @ design.T @ outcome
    leverage = swept.leverage + ((design @ inverse) * design).sum(axis=1)
    errors = _unshrunk(outcome - design @ found, leverage)
    source = _sources(rows)
    count = source.max() + 1
    sums = _sums(source, design * errors[:, None], count)
    covariance = inverse @ (sums.T @ sums) @ inverse * count / max(count - 1, 1)
    freedom = len(rows) - swept.rank - (len(bodies) - null.shape[1])
    of_body = pd.Series(source).groupby(body).nunique().to_numpy()
    return Effects(
        list(bodies), found, covariance, _components(null), max(min(freedom, count - 1), 0), np.bincount(body), of_body
    )


def _sources(rows: pd.DataFrame) -> np.ndarray:
    """Return the number of the source of chance of each row."""
    many = rows["unit_code"].nunique() >= MANY_UNITS
    return rows.groupby(["criterion_code"] if many else ["unit_code", "criterion_code"], sort=True).ngroup().to_numpy()


def components(rows: pd.DataFrame) -> dict[str, int]:
    """Return {body: number of its component}: two bodies share one if unit and criterion effects can be told apart from
    the difference between them; a body that stands alone has a number of its own."""
    body, bodies = pd.factorize(rows["body"], sort=True)
    design = _sweep(rows, np.eye(len(bodies))[body]).residuals
    _, null = _inverse(design.T @ design)
    return dict(zip(bodies, _components(null).tolist(), strict=True))


def _unshrunk(errors: np.ndarray, leverage: np.ndarray) -> np.ndarray:
    """Return residuals at the spread that the errors have; 0 where a row decides an effect alone."""
    room = 1 - leverage
    return np.where(room > SAME, errors / np.sqrt(np.where(room > SAME, room, 1)), 0.0)


def _sweep(rows: pd.DataFrame, columns: np.ndarray) -> _Absorbed:
    """Return the columns without what units and criteria explain, and the leverage that this costs each row."""
    unit, units = pd.factorize(rows["unit_code"], sort=True)
    criterion, criteria = pd.factorize(rows["criterion_code"], sort=True)
    counts = np.zeros((len(units), len(criteria)))
    np.add.at(counts, (unit, criterion), 1)
    of_unit, shares = counts.sum(axis=1), counts / counts.sum(axis=1, keepdims=True)
    inverse, null = _inverse(np.diag(counts.sum(axis=0)) - counts.T @ shares)
    sums_of_unit, sums_of_criterion = _sums(unit, columns, len(units)), _sums(criterion, columns, len(criteria))
    of_criterion = inverse @ (sums_of_criterion - shares.T @ sums_of_unit)
    mean_of_unit = sums_of_unit / of_unit[:, None] - shares @ of_criterion
    residuals = columns - mean_of_unit[unit] - of_criterion[criterion]
    crossed = shares @ inverse
    spread = np.diag(inverse)[None, :] - 2 * crossed + (crossed * shares).sum(axis=1)[:, None]
    leverage = (1 / of_unit[:, None] + spread)[unit, criterion]
    return _Absorbed(residuals, leverage, len(units) + len(criteria) - null.shape[1])


def _sums(groups: np.ndarray, columns: np.ndarray, count: int) -> np.ndarray:
    sums = np.zeros((count, columns.shape[1]))
    np.add.at(sums, groups, columns)
    return sums


def _inverse(information: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the generalised inverse of a symmetric matrix and a basis of what it cannot tell apart."""
    values, vectors = np.linalg.eigh((information + information.T) / 2)
    known = values > NO_INFORMATION * max(values.max(initial=0), 1.0)
    inverse = (vectors[:, known] / values[known]) @ vectors[:, known].T
    return inverse, vectors[:, ~known]


def _components(null: np.ndarray) -> np.ndarray:
    """Return component numbers: bodies differ by something estimable where no unknown direction tells them apart."""
    numbers = np.zeros(len(null), dtype=int)
    for place in range(len(null)):
        if not numbers[place]:
            same = np.abs(null - null[place]).max(axis=1, initial=0) < SAME
            numbers[same & (numbers == 0)] = numbers.max() + 1
    return numbers
