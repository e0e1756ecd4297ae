"""How long do all resampled statistics of a whole country take, against the product they could at best be?

    PYTHONPATH=src python benchmarks/resampling.py
    PYTHONPATH=src python benchmarks/resampling.py --out FILE.json

3,321 units x 100 criteria, 10,000 resamples: differences between two groups with p and interval, and Pearson's and
Spearman's correlation of each criterion with an outside index, with p. Measured in the same run: the product of
(10,000 x 3,321) and (3,321 x 100) numbers of the same precision. All of it may take at most 60 times as long.
"""

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from analysis.statistics.resampling import group_orders, permuted_correlations, permuted_differences

UNITS, CRITERIA, RESAMPLES = 3_321, 100, 10_000
LIMIT_TIMES, REPETITIONS = 60.0, 3


def data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (units x criteria points with two decimals and ceilings, which units are in the group, an outside index)."""
    generator = np.random.default_rng(1)
    quality = generator.standard_normal((UNITS, 1))
    points = np.round(np.clip(7 + quality + 2 * generator.standard_normal((UNITS, CRITERIA)), 0, 10), 2)
    return points, generator.random(UNITS) < 0.3, np.round(40 + 3 * generator.standard_normal(UNITS), 2)


def resampled() -> dict[str, float]:
    """Return the seconds of drawing the orders and of each statistic."""
    points, in_group, outside = data()
    generator, seconds = np.random.default_rng(2), {}

    def timed(name: str, function: Callable, *arguments):
        started = time.perf_counter()
        found = function(*arguments)
        seconds[name] = time.perf_counter() - started
        return found

    orders = timed("orders", group_orders, in_group, RESAMPLES, generator)
    differences = timed("group_differences", permuted_differences, in_group, points, orders)
    linear = timed("pearson", permuted_correlations, outside, points, orders)
    ranked = timed("spearman", permuted_correlations, outside, points, orders, True)
    assert not np.isnan([*differences, linear, ranked]).any()
    return seconds


def product() -> float:
    """Return the seconds of the plain product."""
    generator = np.random.default_rng(3)
    one, other = generator.standard_normal((RESAMPLES, UNITS)), generator.standard_normal((UNITS, CRITERIA))
    started = time.perf_counter()
    found = one @ other
    assert found.shape == (RESAMPLES, CRITERIA)
    return time.perf_counter() - started


def measured() -> dict:
    """Return the quickest times of several repetitions, their ratio, and the largest memory of the process."""
    runs = [resampled() for _ in range(REPETITIONS)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    least = min(product() for _ in range(REPETITIONS))
    best = min(runs, key=lambda seconds: sum(seconds.values()))
    return {
        "units": UNITS,
        "criteria": CRITERIA,
        "resamples": RESAMPLES,
        "seconds": sum(best.values()),
        "seconds_of": best,
        "product_seconds": least,
        "ratio": sum(best.values()) / least,
        "limit": LIMIT_TIMES,
        "peak_bytes": peak,
    }


def main() -> None:
    """Print the measurements; write them to a file if asked; fail above the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = measured()
    print(json.dumps(found, indent=1))
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if found["ratio"] > LIMIT_TIMES:
        raise SystemExit(f"{found['ratio']:.1f} times the product, {LIMIT_TIMES:.0f} allowed")


if __name__ == "__main__":
    main()
