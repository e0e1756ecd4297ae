"""Do the confidence sets of ranks cover the true ranks as often as they claim? Simulated provinces, known truth.

    PYTHONPATH=src python benchmarks/coverage.py --n 63 --provinces 500 --out coverage_63.jsonl

Writes one JSON line a province; started again with the same file it goes on where it stopped. At the end it prints the
coverage at every true rank in short, of all units at once, and the mean width of the sets. The design is told in
docs/coverage.md; every province is seeded by its size and number.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "src"))

from analysis.forms.survey import pooled  # noqa: E402
from analysis.ranks import ranks  # noqa: E402
from analysis.sensitivity import parallel  # noqa: E402
from analysis.sensitivity.rank_confidence import rank_confidence_sets  # noqa: E402
from analysis.sensitivity.standard_errors import pooled_error  # noqa: E402

COVERAGE = 0.9
DRAWS = 2000
# Provinces simulated side by side; the file grows after each lot.
AT_ONCE = 8
# How much true totals differ, each in a quarter of the provinces: hardly at all, then about 1, 2 and 4 standard errors.
SPREADS = (0.02, 0.5, 1.0, 2.0)
NEAR_TIES, NEAR = 0.3, 0.02
CRITERIA, SURVEYED, SURVEY_MAXIMUM = 40, 6, 5.0
APPRAISAL_ERROR, TWICE, OUTSIDE = 0.06, 0.1, 0.15
WEIGHTS = np.array([1.0, 0.6, 0.2, 0.0])


class Province(NamedTuple):
    """True totals, totals as assessed and their estimated standard errors, all in per cent of the applicable maximum."""

    truth: np.ndarray
    assessed: np.ndarray
    errors: np.ndarray


def generator(*names) -> np.random.Generator:
    """Return a generator seeded by names."""
    digest = hashlib.sha256("/".join(map(str, names)).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def province(count: int, number: int) -> Province:
    """Return a province of `count` units: criteria appraised with error, survey criteria answered by a few persons."""
    source = generator("coverage", count, number)
    quality, like = _qualities(source, count)
    spread = SPREADS[number % len(SPREADS)]
    applies = (source.random((count, CRITERIA)) >= OUTSIDE * source.random((count, 1)))[like]
    maxima = source.choice([1.0, 1.5, 2.0, 2.5], CRITERIA) * applies
    truth, given, share = _appraised(source, spread * quality, min(spread, 1.0), like, applies)
    surveyed, answered, survey_error = _surveyed(source, spread * quality)
    whole = maxima.sum(axis=1) + SURVEYED * SURVEY_MAXIMUM
    errors = np.sqrt(share**2 * (maxima**2).sum(axis=1) + (SURVEY_MAXIMUM * survey_error) ** 2)
    parts = ((truth, surveyed), (given, answered))
    true, assessed = ((maxima * own).sum(axis=1) + SURVEY_MAXIMUM * survey for own, survey in parts)
    return Province(100 * true / whole, 100 * assessed / whole, 100 * errors / whole)


def _qualities(source: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (qualities of mean 0 and spread 1, the unit that each is like): three in ten nearly repeat the one before."""
    drawn, near, like = source.standard_normal(count), source.random(count) < NEAR_TIES, np.arange(count)
    for place in np.flatnonzero(near[1:]) + 1:
        drawn[place] = drawn[place - 1] + NEAR * drawn[place]
        like[place] = like[place - 1]
    return drawn, like


def _appraised(source: np.random.Generator, quality: np.ndarray, differ: float, like: np.ndarray, applies: np.ndarray):
    """Return (true share of the maximum, share given, error estimated from the rows appraised twice)."""
    deviations = differ * source.normal(0, 0.05, applies.shape)[like]
    truth = np.clip(0.7 + 0.02 * quality[:, None] + deviations, 0.3, 0.9)
    first, second = (np.clip(truth + source.normal(0, APPRAISAL_ERROR, truth.shape), 0, 1) for _ in range(2))
    unit, criterion = np.nonzero(applies & (source.random(truth.shape) < TWICE))
    rows = {"year": 0, "unit_code": unit, "criterion_code": criterion}
    both = [pd.DataFrame({**rows, "share": one[unit, criterion]}) for one in (first, second)]
    return truth, first, pooled_error(pd.concat(both))


def _surveyed(source: np.random.Generator, quality: np.ndarray) -> tuple:
    """Return (true, answered, standard error), each the sum of the survey criteria in shares of their maximum."""
    found = np.zeros((3, len(quality)))
    for unit, own in enumerate(quality):
        persons = int(source.integers(20, 400))
        for _ in range(SURVEYED):
            good = 0.55 + 0.02 * own
            chances = np.array([good, 0.8 * (1 - good), 0.15 * (1 - good), 0.05 * (1 - good)])
            share, error = pooled(source.multinomial(persons, chances)[None, :], WEIGHTS)
            found[:, unit] += [chances @ WEIGHTS, share, error**2]
    return found[0], found[1], np.sqrt(found[2])


def covered(count: int, number: int) -> dict:
    """Return what the sets of one province cover: at each true rank (1 or 0), all units at once, and the mean widths."""
    own = province(count, number)
    source = generator("coverage", count, number, "sets")
    sets = rank_confidence_sets(own.assessed, own.errors, COVERAGE, generator=source, draws=DRAWS)
    true = ranks(own.truth)
    marginal = (sets.marginal_low <= true) & (true <= sets.marginal_high)
    together = (sets.simultaneous_low <= true) & (true <= sets.simultaneous_high)
    return {
        "n": count, "province": number, "marginal": marginal[np.argsort(true, kind="stable")].astype(int).tolist(),
        "simultaneous": int(together.all()),
        "marginal_width": float((sets.marginal_high - sets.marginal_low + 1).mean()),
        "simultaneous_width": float((sets.simultaneous_high - sets.simultaneous_low + 1).mean()),
        "spread": SPREADS[number % len(SPREADS)],
        "spread_over_error": float(own.truth.std(ddof=1) / own.errors.mean()),
    }  # fmt: skip


def done(out: Path, count: int) -> dict[int, dict]:
    """Return {province: line} of a file begun before; a line cut off when it was stopped is done again."""
    found = {}
    for line in out.read_text(encoding="utf-8").splitlines(keepends=True) if out.exists() else ():
        if line.endswith("}\n"):
            one = json.loads(line)
            found |= {one["province"]: one} if one["n"] == count else {}
    return found


def summary(lines: list[dict]) -> list[str]:
    """Return rows of docs/coverage.md, of all provinces and of those with each spread of the true totals."""
    parts = [("all", lines)] + [(f"{one:g}", [line for line in lines if line["spread"] == one]) for one in SPREADS]
    return [_row(name, part) for name, part in parts if part]


def _row(name: str, lines: list[dict]) -> str:
    by_rank = np.array([line["marginal"] for line in lines]).mean(axis=0)
    error = np.sqrt(COVERAGE * (1 - COVERAGE) / len(lines))
    below = int((by_rank < COVERAGE - 2 * error).sum())
    means = {key: np.mean([line[key] for line in lines]) for key in lines[0] if key != "marginal"}
    figures = (
        len(by_rank), len(lines), name, f"{means['spread_over_error']:.2f}", f"{by_rank.min():.3f}", by_rank.argmin() + 1,
        below, f"{by_rank.mean():.3f}", f"{means['marginal_width']:.1f}", f"{means['simultaneous']:.3f}",
        f"{means['simultaneous_width']:.1f}",
    )  # fmt: skip
    return f"| {' | '.join(map(str, figures))} |"


def main() -> None:
    """Simulate what the file does not hold yet and print the summary."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, required=True, help="units in a province")
    parser.add_argument("--provinces", type=int, default=500)
    parser.add_argument("--out", type=Path, required=True, help="JSON lines, one a province; continued if it exists")
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help="an existing Dask scheduler, tcp://host:8786")
    given = parser.parse_args()
    lines = done(given.out, given.n)
    given.out.write_text("".join(json.dumps(one) + "\n" for one in lines.values()), encoding="utf-8")
    with given.out.open("a", encoding="utf-8") as file:
        left = [number for number in range(given.provinces) if number not in lines]
        for start in range(0, len(left), AT_ONCE):
            for one in parallel.run(covered, left[start : start + AT_ONCE], given.cluster, shared=(given.n,)):
                lines[one["province"]] = one
                file.write(json.dumps(one) + "\n")
            file.flush()
    heads = (
        "units", "provinces", "spread", "true spread / error", "lowest marginal coverage", "at true rank",
        f"ranks below {COVERAGE} - 2 simulation errors", "mean marginal coverage", "mean marginal width",
        "simultaneous coverage", "mean simultaneous width",
    )  # fmt: skip
    print(f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", sep="\n")
    print(*summary([lines[number] for number in range(given.provinces)]), sep="\n")


if __name__ == "__main__":
    main()
