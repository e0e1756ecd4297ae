"""Points of the unit cube for everything that varies at once: one scrambled Sobol sequence over all inputs together.

Sobol 1967, scrambled as Owen 1998: draws fill the cube more evenly than random ones, for any subset of the inputs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import qmc


class Input(NamedTuple):
    """One thing that varies, and how many numbers between 0 and 1 it takes to draw it."""

    name: str
    dimensions: int


def design(inputs: Sequence[Input], draws: int, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """Return {input: draws x its dimensions}, each number at least 0 and below 1. draws : a power of two."""
    return _split(_cube(_width(inputs), draws, generator), inputs)


def paired_design(
    inputs: Sequence[Input], draws: int, generator: np.random.Generator
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return two designs that share nothing, the halves of one sequence of twice the dimensions (Saltelli 2010)."""
    cube = _cube(2 * _width(inputs), draws, generator)
    return _split(cube[:, : _width(inputs)], inputs), _split(cube[:, _width(inputs) :], inputs)


def _cube(dimensions: int, draws: int, generator: np.random.Generator) -> np.ndarray:
    return qmc.Sobol(dimensions, scramble=True, rng=generator).random_base2(draws.bit_length() - 1)


def _width(inputs: Sequence[Input]) -> int:
    return sum(one.dimensions for one in inputs)


def _split(cube: np.ndarray, inputs: Sequence[Input]) -> dict[str, np.ndarray]:
    ends = np.cumsum([one.dimensions for one in inputs])
    return {one.name: part for one, part in zip(inputs, np.split(cube, ends[:-1], axis=1), strict=True)}
