"""What can vary in one block: every declared choice that its data allow, how it is drawn, and why others stay fixed."""

from collections.abc import Iterator

import numpy as np

from analysis.criteria_set import ROOT, CriteriaSet
from analysis.framework import TREATMENTS
from analysis.sensitivity import classes, variants, weights
from analysis.sensitivity.additive import computable
from analysis.sensitivity.choices import Choice, survey_share
from analysis.sensitivity.sampling import Input
from analysis.sensitivity.survey_share import reason_against
from analysis.sensitivity.tree import Tree
from analysis.sensitivity.varying import Fixed, Given, Varying, option


def everything_declared(given: Given, choices: dict[str, Choice]) -> Iterator[Varying | Fixed]:
    """Yield what varies in a block, in the order of study.yml, and what cannot."""
    for choice in choices.values():
        yield from _OF_CHOICE[choice.name](given, choice)


def _weights(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    official = weights.official(given.tree, given.criteria)
    groups = weights.groups(given.tree, official, choice)
    if not groups:
        single = len(given.tree.leaves) < 2
        yield Fixed("choice_weights", "one_criterion_no_weights" if single else "maxima_not_stated")
    for name, nodes in groups.items():
        yield _group(name, nodes, given, official, choice)


def _group(name: str, nodes: list[int], given: Given, official: np.ndarray, choice: Choice) -> Varying:
    own, order = official[nodes], list(given.criteria.parents)
    by_code = {given.tree.nodes[node]: official[node] for node in nodes if np.isfinite(official[node])}
    stated = [f"{code}: {by_code[code]:g}" for code in sorted(by_code, key=order.index)]
    allowed = {
        "spread": f"x {1 - (choice.spread or 0):g} ... {1 + (choice.spread or 0):g}",
        "dirichlet": f"Dirichlet, {choice.concentration}",
        "all": "0 ... 1",
    }
    return Varying(
        Input(name, len(nodes)), choice, lambda cube: weights.group_factors(own, cube, choice),
        np.ones(len(nodes)), "; ".join(stated), allowed[choice.kind],
    )  # fmt: skip


def _treatment(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    official = given.criteria.not_applicable
    reason = _against_treatments(given, official)
    if reason:
        yield Fixed("choice_treatment", reason)
        return
    options = tuple(one for one in choice.options if one == official or computable(one, given.units, given.leaves))
    for one in choice.options:
        if one not in options:
            yield Fixed(f"treatment_{one}", f"needs_{one}")
    if len(options) > 1:
        yield option("treatment", choice, options, official)


def _against_treatments(given: Given, official: str) -> str:
    if official not in TREATMENTS:
        return "treatment_not_stated"
    if not given.data.maxima_known:
        return "maxima_not_stated"
    return "" if given.data.gaps.any() else "everything_applies"


def _survey_share(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    known = _weights_known(given)
    share = survey_share(given.criteria) if known else 1.0
    reason = reason_against(given.units) or ("no_survey_part" if known and not 0 < share < 1 else "")
    if reason or known != (choice.name == "survey_share"):
        yield Fixed("choice_survey_share", reason or ("maxima_stated_share" if known else "maxima_not_stated"))
        return
    yield Varying(
        Input("survey_share", 1), choice, lambda cube: choice.low + (choice.high - choice.low) * cube,
        np.array([share]), f"{share:g}", f"{choice.low:g} ... {choice.high:g}",
    )  # fmt: skip


def _weights_known(given: Given) -> bool:
    """Return whether every leaf that weights concern has a stated maximum; bonus and deductions have no weight."""
    return bool(np.isfinite(weights.official(given.tree, given.criteria)[given.tree.leaves]).all())


def _leave_out(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    groups = leave_out_groups(given.tree, given.criteria, choice)
    if len(groups) < 2:
        yield Fixed("choice_leave_out", "one_criterion_no_weights")
        return
    if given.criteria.classes and not _weights_known(given):
        yield Fixed("choice_leave_out", "maxima_not_stated")
        return
    yield Varying(
        Input("leave_out", 1), choice, lambda cube: np.floor(cube * (len(groups) + 1)),
        np.zeros(1), "", " | ".join(groups),
    )  # fmt: skip


def leave_out_groups(tree: Tree, criteria: CriteriaSet, choice: Choice) -> dict[str, list[int]]:
    """Return {code of what may be left out: places of its leaves among the leaves of the tree}; without what weighs 0."""
    leaves = [tree.nodes[place] for place in tree.leaves]
    codes = criteria.children(ROOT) if choice.level == "domain" else leaves
    return {
        code: [place for place, leaf in enumerate(leaves) if criteria.lies_below(leaf, code)]
        for code in codes
        if code in tree.nodes and criteria.maximum(code) != 0
    }


def _cut_offs(given: Given, choice: Choice) -> Iterator[Varying | Fixed]:
    ends = classes.limits(given.criteria, given.units.block, choice)
    if ends is None or not classes.varying(ends).any():
        return
    official, disputed = classes.official(given.criteria, ends), classes.varying(ends)
    shown = [(*given.criteria.classes[place], *ends[place]) for place in np.flatnonzero(disputed)]
    yield Varying(
        Input("cut_offs", int(disputed.sum())), choice, lambda cube: classes.drawn(ends, official, cube),
        official, "; ".join(f"{label}: {'unknown' if lower is None else f'{lower:g}'}" for label, lower, _, _ in shown),
        "; ".join(f"{label}: {low:g} ... {high:g}" for label, _, low, high in shown),
    )  # fmt: skip


_OF_CHOICE = {
    "weights": _weights,
    "treatment": _treatment,
    "survey_share": _survey_share,
    "survey_factor": _survey_share,
    "leave_out": _leave_out,
    "cut_offs": _cut_offs,
    "aggregation": variants.inputs,
    "normalisation": variants.inputs,
}
