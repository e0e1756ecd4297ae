"""What one input is: how its values are drawn from the unit cube, and what is official."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from analysis.blocks import UnitsTogether
from analysis.criteria_set import CriteriaSet
from analysis.sensitivity.additive import Model
from analysis.sensitivity.choices import Choice
from analysis.sensitivity.sampling import Input
from analysis.sensitivity.tree import Tree
from analysis.treatments import Leaf


class Varying(NamedTuple):
    """One input. decode : from draws x dimensions of the unit cube to draws x what is drawn; official : one row of that.

    official_value, allowed : both in short, for the table of choices. options : what a drawn place stands for.
    """

    input: Input
    choice: Choice
    decode: Callable[[np.ndarray], np.ndarray]
    official: np.ndarray
    official_value: str
    allowed: str
    options: tuple[str, ...] = ()


class Fixed(NamedTuple):
    """What was declared to vary and cannot in this block: subject and reason are keys of texts/left_out.yml."""

    subject: str
    reason: str


class Given(NamedTuple):
    """A block as its choices see it. leaves : raw leaves of every unit, {unit_code: {code: Leaf}}; data : their points."""

    units: UnitsTogether
    tree: Tree
    leaves: dict[str, dict[str, Leaf]]
    data: Model

    @property
    def criteria(self) -> CriteriaSet:
        """Return the criteria of the block."""
        return self.units.criteria


def option(name: str, choice: Choice, options: tuple[str, ...], official: str) -> Varying:
    """Return an input of equally likely options; what is drawn is the option's place."""
    return Varying(
        Input(name, 1), choice, lambda cube: np.floor(cube * len(options)),
        np.array([options.index(official)]), official, " | ".join(options), options,
    )  # fmt: skip


def decoded(varying: list[Varying], cube: dict[str, np.ndarray], official_first: bool) -> dict[str, np.ndarray]:
    """Return {input: draws x what is drawn}; with `official_first` draw 0 is the official method."""
    drawn = {}
    for one in varying:
        values = one.decode(cube[one.input.name])
        if official_first:
            values[0] = one.official
        drawn[one.input.name] = values
    return drawn
