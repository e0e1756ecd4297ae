"""How long do exact ranks of a whole country's units take, against the least that such ranks can take?

    PYTHONPATH=src python benchmarks/scale.py                8,192 draws x 10,000 units x 100 criteria
    PYTHONPATH=src python benchmarks/scale.py --growth       and how time grows when units or draws double
    PYTHONPATH=src python benchmarks/scale.py --out FILE.json

Points with two decimals under drawn weights are added exactly, ranked with true ties, and the ranks of all draws and how
often each unit has each rank are kept. The floor, measured in the same run: the matrix product of the same weights and
points plus one argsort per draw, on all cores, of which nothing is kept. Limits: 2 times the floor; 0.5 GB at most, with
everything that is loaded; each doubling of units or draws at most 2.2 times.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from analysis.sensitivity import exact, parallel, ranking  # noqa: E402
from analysis.sensitivity.composite import blocks  # noqa: E402
from analysis.sensitivity.tree import Tree, leaf_shares, of_parents  # noqa: E402

DRAWS, UNITS, DOMAINS, CRITERIA_IN_DOMAIN = 8_192, 10_000, 10, 10
SPREAD = 0.25
GROWTH = (2_500, 5_000, 10_000), (2_048, 4_096, 8_192)
LIMIT_TIMES, LIMIT_BYTES, LIMIT_DOUBLING = 2.0, 500_000_000, 2.2
REPETITIONS = 3


def tree() -> Tree:
    """Return ten domains of ten criteria each."""
    domains = [(f"{domain}", "") for domain in range(DOMAINS)]
    leaves = [(f"{domain}.{leaf}", f"{domain}") for domain in range(DOMAINS) for leaf in range(CRITERIA_IN_DOMAIN)]
    return of_parents(domains + leaves)


def points(units: int) -> np.ndarray:
    """Return units x criteria: made-up points from 0 to 10 with two decimals."""
    generator = np.random.default_rng(1)
    quality = generator.normal(size=(units, 1))
    share = 1 / (1 + np.exp(-(quality + generator.normal(size=(units, DOMAINS * CRITERIA_IN_DOMAIN)))))
    return np.round(10 * share, 2)


def weights(draws: int, whole: Tree) -> np.ndarray:
    """Return draws x nodes: weights of 1, each times its own number from 0.75 to 1.25."""
    return np.random.default_rng(2).uniform(1 - SPREAD, 1 + SPREAD, (draws, len(whole.nodes)))


def kept(draws: int, units: int) -> tuple[np.ndarray, ranking.RankCounts]:
    """Return (ranks of all draws, counts of ranks), exact, from the points on."""
    whole = tree()
    values, _ = exact.whole(points(units))
    bits = min(exact.MOST_BITS, ranking.PACKED_BITS - (units - 1).bit_length())
    factors, _ = exact.whole_factors(leaf_shares(whole, weights(draws, whole)), values, bits)
    tasks = [factors[own] for own in blocks(draws, units)]
    (ranks,) = parallel.stacked(_rank_block, tasks, draws, shared=(values,))
    return ranks, ranking.rank_counts(ranks)


def _rank_block(values: np.ndarray, factors: np.ndarray) -> tuple[np.ndarray]:
    return (ranking.rank_draws(exact.sums(factors, values)),)


def floor(draws: int, units: int) -> None:
    """Multiply the same numbers and sort each draw once, on all cores, and keep nothing."""
    whole, values = tree(), points(units)
    shares = leaf_shares(whole, weights(draws, whole))
    parallel.run(_sort_block, [shares[own] for own in blocks(draws, units)], shared=(values,))


def _sort_block(values: np.ndarray, shares: np.ndarray) -> None:
    for scores in shares @ values.T:
        np.argsort(scores)


def seconds(function: Callable, draws: int, units: int) -> float:
    """Return the quickest of several times."""
    times = []
    for _ in range(REPETITIONS):
        started = time.perf_counter()
        function(draws, units)
        times.append(time.perf_counter() - started)
    return min(times)


def peak_bytes() -> int:
    """Return the largest memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured() -> dict:
    """Return the times of the whole size and of the floor, the memory, and what was kept."""
    own = seconds(kept, DRAWS, UNITS)
    peak = peak_bytes()
    least = seconds(floor, DRAWS, UNITS)
    ranks, counts = kept(DRAWS, UNITS)
    assert counts.count.sum() == ranks.size
    return {
        "draws": DRAWS,
        "units": UNITS,
        "criteria": DOMAINS * CRITERIA_IN_DOMAIN,
        "seconds": own,
        "floor_seconds": least,
        "ratio": own / least,
        "peak_bytes": peak,
        "rank_counts": len(counts.count),
        "draws_with_ties": int((np.sort(ranks, axis=1) != np.arange(1, UNITS + 1)).any(axis=1).sum()),
    }


def growth() -> dict:
    """Return how many times longer each doubling of units and of draws takes."""
    units = [seconds(kept, DRAWS, many) for many in GROWTH[0]]
    draws = [seconds(kept, many, UNITS) for many in GROWTH[1]]
    return {f"doubling_{name}": list(np.divide(times[1:], times[:-1])) for name, times in
            (("units", units), ("draws", draws))}  # fmt: skip


def main() -> int:
    """Run the benchmark, print it and return 0 if the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    result = measured() | (growth() if given.growth else {})
    print(json.dumps(result, indent=1))
    if given.out:
        given.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    doublings = [*result.get("doubling_units", []), *result.get("doubling_draws", [])]
    held = result["ratio"] <= LIMIT_TIMES and result["peak_bytes"] <= LIMIT_BYTES
    return 0 if held and all(one <= LIMIT_DOUBLING for one in doublings) else 1


if __name__ == "__main__":
    sys.exit(main())
