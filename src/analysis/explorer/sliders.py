"""How far and in which steps the weight of a domain can be moved on the page, and what a saved proposal must name."""

from fractions import Fraction

from analysis.criteria_set import CriteriaSet
from analysis.explorer.weighing import domains
from analysis.language import LANGUAGES
from analysis.names import criterion
from analysis.proposals.kinds import written

STEPS = [Fraction(1, part) for part in (2, 4, 5, 10, 20, 100)]
# The widest slider reaches so many times the largest domain.
WIDEST = 2


def sliders(criteria: CriteriaSet) -> dict:
    """Return scale, step and domains of a set, maxima as exact numbers in words; the step is the largest that fits all.

    highest : where every slider ends, so that equal distances are equal points; one step is left for the other domains.
    """
    maxima = {code: criteria.items[code].maximum for code in domains(criteria)}
    scale = sum(maxima.values())
    step = next((one for one in STEPS if all((value / one).denominator == 1 for value in maxima.values())), STEPS[-1])
    highest = min(WIDEST * max(maxima.values()), scale - step)
    titles = {code: {language: criterion(criteria, code, language) for language in LANGUAGES} for code in maxima}
    return {
        "scale": written(scale), "step": written(step), "highest": int(highest / step),
        "domains": [{"code": code, "maximum": written(value), "title": titles[code]} for code, value in maxima.items()],
    }  # fmt: skip


def rules(criteria: CriteriaSet) -> dict:
    """Return framework, set and the rules by which the page ranks."""
    return {
        "framework": criteria.framework, "set": criteria.code, "rank_rule": criteria.rank_rule,
        "rank_on": criteria.rank_on, "decimals": criteria.decimals,
        "classes": [label for label, _ in criteria.classes],
    }  # fmt: skip
