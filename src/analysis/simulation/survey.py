"""The sociological survey of the synthetic province: counts of answers by group of respondents, with the noise of few forms."""

import numpy as np

from analysis.criterion import Criterion
from analysis.rules import Declared
from analysis.simulation.province import Unit
from analysis.simulation.quality import Traits
from analysis.simulation.seeds import generator

# Log odds of giving the best answer, one of the two best, one of the three best, at quality 0.
CUTS = np.array([0.4, 1.9, 3.4])
SLOPE, BY_QUESTION = 0.55, 0.25
ISSUED = {"so": (80, 200), "huyen": (100, 250), "xa": (40, 120)}
FEW_OFFICIALS = 0.4
ANSWERS = ("answer_1", "answer_2", "answer_3", "answer_4")


def groups(criterion: Criterion, note: str) -> list[str]:
    """Return the groups of respondents of a survey criterion, as the note of the framework names them."""
    return note.partition(": ")[2].split(", ")


def answers(seed: str, year: int, unit: Unit, traits: Traits, criterion: Criterion, note: str) -> list[dict]:
    """Return the rows of survey.csv of one unit and criterion, one a group of respondents."""
    return [_group(seed, year, unit, traits, criterion, group) for group in groups(criterion, note)]


def _group(seed: str, year: int, unit: Unit, traits: Traits, criterion: Criterion, group: str) -> dict:
    draws = generator(seed, year, "survey", unit.code, criterion.code, group)
    low, high = ISSUED[unit.block]
    issued = int((1.0 if group == "citizens" else FEW_OFFICIALS) * draws.integers(low, high))
    returned = int(draws.binomial(issued, 0.92))
    valid = int(draws.binomial(returned, 0.97))
    counts = draws.multinomial(int(draws.binomial(valid, 0.98)), _shares(seed, traits, criterion))
    return {
        "year": year, "unit_code": unit.code, "criterion_code": criterion.code, "respondents_group": group,
        "issued": issued, "returned": returned, "valid": valid, **dict(zip(ANSWERS, map(int, counts), strict=True)),
    }  # fmt: skip


def _shares(seed: str, traits: Traits, criterion: Criterion) -> np.ndarray:
    """Return the probability of each answer, best first: ordered logit in the unit's quality."""
    question = BY_QUESTION * float(generator(seed, "question", criterion.title_vi).normal())
    domain = traits.domains[criterion.code.partition(".")[0]]
    at_least = 1 / (1 + np.exp(-(CUTS + SLOPE * (traits.quality + 0.5 * domain) + question)))
    return np.diff(np.concatenate([[0.0], at_least, [1.0]]))


def pooled(rows: list[dict]) -> Declared:
    """Return the counts of all groups together, as the scoring rule takes them: every answer counts the same."""
    return Declared(tuple(sum(row[answer] for row in rows) for answer in ANSWERS))
