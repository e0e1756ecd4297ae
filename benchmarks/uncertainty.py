"""How long does one draw of an uncertainty analysis take, against a plain NumPy loop over the draws?

    PYTHONPATH=src python benchmarks/uncertainty.py --data DIR --n 1000 --draws 4000 --out FILE.json

DIR holds `imeta.csv` and `idata_nN.csv`: 100 indicators in 8 pillars and 2 sub-indices. Each draw chooses a normalisation
(min-max to 1-100, or z-scores with mean 50 and standard deviation 5), one mean for all levels (arithmetic or geometric)
and multiplies every weight of levels 1 to 3 by its own number from 0.75 to 1.25. Both computations get the same draws,
run on one thread in the same process, and must give the same ranks. One draw may take at most 0.2 times the loop's at 63
units and 0.15 times at 1,000 and 10,000.

seconds_per_draw : (time of `draws` - time of half of them) / the other half, the quickest of several repetitions.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

os.environ["LOKY_MAX_CPU_COUNT"] = "1"

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from analysis.sensitivity import composite  # noqa: E402
from analysis.sensitivity.composite import Variant  # noqa: E402
from analysis.sensitivity.normalisation import normalise  # noqa: E402
from analysis.sensitivity.tree import Tree, of_parents  # noqa: E402

SPREAD = 0.25
NORMALISATIONS, MEANS = ("min_max", "z_score"), ("arithmetic", "geometric")
LIMITS = {63: 0.2, 1_000: 0.15, 10_000: 0.15}
FEWEST_REPETITIONS, LEAST_SECONDS = 7, 10.0


class Data(NamedTuple):
    """values : units x leaves; directions : leaves; weights : nodes of the tree."""

    values: np.ndarray
    directions: np.ndarray
    tree: Tree
    weights: np.ndarray


class Choices(NamedTuple):
    """What varies: factors of the weights (draws x nodes), and for each draw the positions of its two methods."""

    factors: np.ndarray
    normalisation: np.ndarray
    mean: np.ndarray


def read(folder: Path, count: int) -> Data:
    """Return the index of `count` units as it stands in the two tables of a folder."""
    meta = pd.read_csv(folder / "imeta.csv", keep_default_na=False).sort_values("Level", ascending=False, kind="stable")
    below = meta[meta["Parent"] != "NA"].set_index("iCode")
    tree = of_parents(list(below["Parent"].items()))
    leaves = [tree.nodes[place] for place in tree.leaves]
    values = pd.read_csv(folder / f"idata_n{count}.csv", usecols=leaves)[leaves].to_numpy()
    return Data(values, below.loc[leaves, "Direction"].to_numpy(), tree, below["Weight"].to_numpy(dtype=float))


def drawn(data: Data, draws: int) -> Choices:
    """Return the choices of so many draws; the first of many draws are those of fewer."""
    numbers = np.random.default_rng(8).random((draws, len(data.weights) + 2))
    methods = (2 * numbers[:, :2]).astype(np.int64)
    return Choices(1 - SPREAD + 2 * SPREAD * numbers[:, 2:], methods[:, 0], methods[:, 1])


def by_blocks(data: Data, draws: int) -> np.ndarray:
    """Return the ranks of all draws as this study computes them, from the raw values on."""
    normalised = {name: normalise(data.values, data.directions, name) for name in NORMALISATIONS}
    variants = [Variant(name, (mean,) * data.tree.depth) for name in NORMALISATIONS for mean in MEANS]
    prepared = composite.index(normalised, data.tree, variants)
    factors, normalisation, mean = drawn(data, draws)
    found, failed = composite.ranks(prepared, data.weights * factors, normalisation * len(MEANS) + mean)
    assert not failed.any()
    return found


def by_plain_loop(data: Data, draws: int) -> np.ndarray:
    """Return the ranks of all draws, one draw after the other: three levels of weighted means, then one sort.

    Both normalised tables are kept between draws; each mean is one matrix product a group.
    """
    normalised = [normalise(data.values, data.directions, name) for name in NORMALISATIONS]
    levels = _levels(data.tree)
    factors, normalisation, mean = drawn(data, draws)
    ranks = np.empty((draws, len(data.values)), dtype=np.int64)
    for draw in range(draws):
        weights = data.weights * factors[draw]
        values = normalised[normalisation[draw]]
        for groups in levels:
            values = _level(values, weights, groups, MEANS[mean[draw]])
        ranks[draw] = _competition_ranks(np.round(values[:, 0], 9))
    return ranks


def _levels(tree: Tree) -> list[list[tuple[slice, np.ndarray]]]:
    """Return for each level, lowest first, (columns of the children, their positions among the nodes) of every group."""
    levels = []
    for depth in range(tree.depth, 0, -1):
        groups, start = [], 0
        for _, children in tree.groups:
            if tree.levels[children[0]] == depth:
                groups.append((slice(start, start + len(children)), np.array(children)))
                start += len(children)
        levels.append(groups)
    return levels


def _level(values: np.ndarray, weights: np.ndarray, groups: list, mean: str) -> np.ndarray:
    terms = np.log(values) if mean == "geometric" else values
    parents = np.empty((len(values), len(groups)))
    for place, (columns, nodes) in enumerate(groups):
        own = weights[nodes]
        parents[:, place] = terms[:, columns] @ (own / own.sum())
    return np.exp(parents) if mean == "geometric" else parents


def _competition_ranks(score: np.ndarray) -> np.ndarray:
    _, place, count = np.unique(-score, return_inverse=True, return_counts=True)
    return (1 + np.cumsum(count) - count)[place]


def seconds(function, data: Data, draws: int) -> float:
    """Return the time of one call."""
    started = time.perf_counter()
    function(data, draws)
    return time.perf_counter() - started


def seconds_per_draw(functions: dict, data: Data, draws: dict) -> dict[str, float]:
    """Return the time that one more draw takes, without what is done once, of each function.

    The functions take turns, so that a busy moment of the machine meets them all; the quickest repetition counts.
    """
    times, started = {name: [] for name in functions}, time.perf_counter()
    while len(next(iter(times.values()))) < FEWEST_REPETITIONS or time.perf_counter() - started < LEAST_SECONDS:
        for name, function in functions.items():
            times[name].append([seconds(function, data, many) for many in (draws[name] // 2, draws[name])])
    quickest = {name: [min(column) for column in zip(*found, strict=True)] for name, found in times.items()}
    return {name: (many - few) / (draws[name] - draws[name] // 2) for name, (few, many) in quickest.items()}


def measured(data: Data, draws: int) -> dict:
    """Return the times and the checksum as they are written to the file."""
    count = len(data.values)
    by_blocks(data, 16)
    ranks = by_blocks(data, draws)
    loop_draws = min(draws, 400) if count > 1_000 else draws
    plain = by_plain_loop(data, loop_draws)
    functions, many = {"own": by_blocks, "loop": by_plain_loop}, {"own": draws, "loop": loop_draws}
    found = seconds_per_draw(functions, data, many)
    return {
        "n": count,
        "draws": draws,
        "seconds_start": seconds(by_blocks, data, 1),
        "seconds_per_draw": found["own"],
        "ranks_sha256": hashlib.sha256(np.ascontiguousarray(ranks, "<u2").tobytes()).hexdigest(),
        "loop_seconds_per_draw": found["loop"],
        "loop_draws": loop_draws,
        "ratio": found["own"] / found["loop"],
        "limit": LIMITS.get(count),
        "ranks_unequal": int((ranks[:loop_draws] != plain).sum()),
    }


def main() -> int:
    """Time one size, write the result and return 0 if the limit holds and the ranks agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--n", required=True, type=int)
    parser.add_argument("--draws", default=4_000, type=int)
    parser.add_argument("--out", required=True, type=Path)
    given = parser.parse_args()
    with threadpool_limits(1):
        result = measured(read(given.data, given.n), given.draws)
    given.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result, indent=1))
    return 0 if result["ranks_unequal"] == 0 and result["ratio"] <= (result["limit"] or np.inf) else 1


if __name__ == "__main__":
    sys.exit(main())
