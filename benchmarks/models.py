"""How long do the models of a whole province take: bodies, groups, single criteria, claims, outside indices?

    PYTHONPATH=src python benchmarks/models.py
    PYTHONPATH=src python benchmarks/models.py --out FILE.json

The large synthetic province of 2025, 12 departments and 124 communes with 95 to 99 criteria each, appraised by panels that
share criteria and units. All models together may take at most 60 seconds on one core.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from calibrated.province_tables import Entered, entered

from analysis.association import correlations, pairs
from analysis.fairness import appraisers, differential, equal_quality, groups, self_gap, thresholds
from analysis.reliability import quality, severity, severity_ranks, verdicts
from analysis.simulate import province

SEED, YEAR, LIMIT_SECONDS = "models", 2025, 60.0


def models(here: Entered) -> dict:
    """Return {name: a function without arguments} of every model, in the order of the rooms."""
    points, study, rounds = here.points, here.study, here.rounds
    qualities = quality.criterion_quality(points, study, rounds, here.petition_counts)
    return {
        "criterion_verdicts": lambda: verdicts.criterion_verdicts(qualities, points, study),
        "severity": lambda: severity.severity(points, rounds, study),
        "severity_ranks": lambda: severity_ranks.severity_ranks(points, rounds, study),
        "group_differences": lambda: groups.group_differences(points, study, rounds),
        "appraiser_contrast": lambda: appraisers.appraiser_contrast(points, study),
        "equal_quality": lambda: equal_quality.equal_quality(points, study),
        "differential": lambda: differential.differential(points, study),
        "thresholds": lambda: thresholds.thresholds(points, here.assessed, rounds, study),
        "self_gap_effect": lambda: self_gap.self_gap_effect(rounds, study),
        "association": lambda: correlations.association(pairs.pairs(points, here.scores, study), study),
    }


def measured() -> dict:
    """Return units, criteria, seconds of each model and of all, the limit, and the rows that each left."""
    with entered(province(SEED, YEAR, size="large", design="shared"), {"appraises": "no", "kind": "xa"}) as here:
        seconds, rows = {}, {}
        for name, model in models(here).items():
            started = time.perf_counter()
            rows[name] = len(model())
            seconds[name] = round(time.perf_counter() - started, 2)
        sizes = {code: len(block.criteria.leaves) for code, block in here.study.blocks.items()}
        return {
            "units": here.points["unit_code"].nunique(), "criteria": sizes, "seconds_of": seconds, "rows": rows,
            "seconds": round(sum(seconds.values()), 2), "limit": LIMIT_SECONDS,
        }  # fmt: skip


def main() -> None:
    """Print what was measured as JSON, into a file too if one is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path)
    out = parser.parse_args().out
    text = json.dumps(measured(), indent=1)
    print(text)
    if out:
        out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
