"""Formulas are written for both languages and agree with what the code computes."""

import math
import re

import numpy as np
import pytest

from analysis.framework import TREATMENTS
from analysis.ranks import half_up, ranks
from analysis.report import method_formulas
from analysis.sensitivity.normalisation import normalise
from analysis.statistics.difference import hedges_g
from analysis.statistics.overlap import cronbach_alpha

EVERY = [
    *(one for formulas in method_formulas.FORMULAS.values() for one in formulas),
    *method_formulas.TREATMENTS.values(),
]


@pytest.mark.parametrize("formula", EVERY)
def test_braces_are_closed_and_nothing_looks_like_a_place_not_filled_in(formula):
    written = method_formulas.written(formula, "vi")
    assert written.count("{") == written.count("}") and written.count(r"\left") == written.count(r"\right")
    assert not re.search(r"\{[a-z_]+(:\d)?\}", written)


def test_numbers_have_the_decimal_mark_of_the_language():
    assert method_formulas.inline("0.05 x", "vi") == "$0{,}05 x$"
    assert method_formulas.displayed("0.05 x", "en") == "$$ 0.05 x $$"


def test_every_treatment_has_its_formula():
    assert set(method_formulas.TREATMENTS) == set(TREATMENTS)


def test_the_formula_of_rounding_is_that_of_the_code():
    values = np.array([0.124, 0.125, 80.005])
    assert half_up(values, 2) == pytest.approx([math.floor(100 * one + 0.5 + 1e-9) / 100 for one in values])


def test_the_formula_of_ranks_is_that_of_the_code():
    totals = np.array([90.0, 80, 90, 70])
    assert list(ranks(totals)) == [1 + sum(totals > own) for own in totals]
    assert list(ranks(totals, "dense")) == [1 + len(set(totals[totals > own])) for own in totals]


def test_the_formulas_of_normalisation_are_those_of_the_code():
    x = np.array([[10.0], [30.0], [20.0], [20.0]])
    one = x[:, 0]
    assert normalise(x, np.ones(1), "min_max")[:, 0] == pytest.approx(1 + 99 * (one - 10) / 20)
    assert normalise(x, np.ones(1), "z_score")[:, 0] == pytest.approx(50 + 5 * (one - 20) / one.std(ddof=1))
    half = [1 + sum(one < own) + (sum(one == own) - 1) / 2 for own in one]
    assert normalise(x, np.ones(1), "rank")[:, 0] == pytest.approx(half)


def test_the_formula_of_overlap_is_that_of_the_code():
    items = np.array([[1.0, 2, 4], [2, 2, 5], [3, 5, 4], [4, 4, 8], [5, 7, 7]])
    k, parts, total = 3, items.var(axis=0, ddof=1).sum(), items.sum(axis=1).var(ddof=1)
    assert cronbach_alpha(items).value == pytest.approx(k / (k - 1) * (1 - parts / total))


def test_the_formula_of_the_effect_size_is_that_of_the_code():
    group, reference = np.array([5.0, 7, 9, 6]), np.array([4.0, 3, 6, 5, 2])
    freedom = 7
    pooled = math.sqrt((3 * group.var(ddof=1) + 4 * reference.var(ddof=1)) / freedom)
    unbiased = math.gamma(freedom / 2) / (math.gamma((freedom - 1) / 2) * math.sqrt(freedom / 2))
    assert hedges_g(group, reference).value == pytest.approx(unbiased * (group.mean() - reference.mean()) / pooled)
