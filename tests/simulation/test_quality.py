"""Latent quality, what criteria ask, how severe bodies are."""

import numpy as np
import pytest
from simulated import criterion, province

from analysis.simulation import quality
from analysis.simulation.province import Unit


def unit(code, took_over=()):
    return Unit(code, code, code, "xa", "xa", "UBND", (), took_over)


def test_quality_of_many_units_has_mean_zero_and_spread_one():
    values = [quality.quality("q", 2024, unit(f"u{place}")) for place in range(2000)]
    assert abs(np.mean(values)) < 0.07 and np.std(values) == pytest.approx(1, abs=0.05)


def test_quality_of_a_merged_unit_follows_that_of_its_predecessors():
    pairs = []
    for place in range(500):
        before = [f"a{place}", f"b{place}"]
        merged = unit(f"m{place}", tuple((code, code, "merged") for code in before))
        mean = np.mean([quality.quality("q", 2024, unit(code)) for code in before])
        pairs.append((mean, quality.quality("q", 2025, merged)))
    # 0.8 x mean of two + 0.5 x news: correlation 0.8 x 0.707 / sqrt(0.64 x 0.5 + 0.25) = 0.75.
    assert np.corrcoef(np.array(pairs).T)[0, 1] == pytest.approx(0.75, abs=0.06)


def test_a_criterion_of_the_same_title_asks_the_same_in_both_years():
    assert quality.demand("q", criterion("1.1.1", 2024)) == quality.demand("q", criterion("1.1.1", 2025))
    assert quality.demand("q", criterion("1.1.1")) != quality.demand("q", criterion("1.1.2"))


def test_the_planted_harsh_body_is_harsher_by_two_and_a_half():
    gap = quality.severity("q", "b", harsh="b") - quality.severity("q", "b", harsh="other")
    assert gap == pytest.approx(quality.HARSHER)


def test_satisfaction_follows_quality_and_never_passes_a_hundred():
    made = province(2025, "large")
    latent = [made.traits[one.code].quality for one in made.assessed]
    assert np.corrcoef(latent, list(made.satisfaction.values()))[0, 1] > 0.8
    assert max(made.satisfaction.values()) <= 100
    assert quality.satisfaction("q", 2024, unit("u"), 20.0) == 100.0


def test_a_share_is_a_half_at_zero_and_mirrors_around_it():
    assert quality.share(0) == 0.5 and quality.share(2) == pytest.approx(1 - quality.share(-2))
