"""A synthetic province with known answers: `python -m analysis.simulate OUT_FOLDER` writes its studies of 2024 and 2025.

Everything is made up (dữ liệu mô phỏng). The same seed gives the same bytes.
"""

import argparse
import sys
from pathlib import Path

from analysis.simulation import faults as kinds
from analysis.simulation import study_folder
from analysis.simulation.appraisal import DESIGNS
from analysis.simulation.drawing import Province, drawn
from analysis.simulation.province import SIZES, YEARS


def province(seed_name: str, year: int, size: str = "large", design: str = "separate", faults=()) -> Province:
    """Return a synthetic province of one year, drawn from a seed by name.

    year : 2024 or 2025. size : large or small (12 units). design : separate (each body appraises its own criteria) or
    shared (several bodies over the same criteria). faults : all, none, unfair, not_stopping, or names of the catalogue
    of checks and of harsh_body, unfair_criterion, bunching, ceiling_criterion, useless_criterion.
    Raises ValueError for a year, size, design or fault that there is not.
    """
    for value, allowed in ((year, YEARS), (size, SIZES), (design, DESIGNS)):
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
    return drawn(seed_name, year, size, design, kinds.named(faults))


def write(folder: Path, made: Province, previous: str = "") -> None:
    """Write a province as a complete study folder, the truth beside it; the folder must not exist.

    previous : the study of the year before, if there is one.
    """
    study_folder.write(Path(folder), made, previous)


def main(arguments: list[str] | None = None) -> int:
    """Write the studies NAME-2024 and NAME-2025 and return the exit status."""
    given = _parser().parse_args(arguments)
    for year in given.years:
        folder = Path(given.out_folder) / f"{given.name}-{year}"
        previous = f"{given.name}-{year - 1}" if year - 1 in given.years else ""
        made = province(given.seed or given.name, year, given.size, given.design, _faults(given.faults))
        write(folder, made, previous)
        print(folder)
    return 0


def _faults(words: list[str]):
    return words[0] if len(words) == 1 and words[0] in kinds.PRESETS else words


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis.simulate", description=__doc__)
    parser.add_argument("out_folder", metavar="OUT_FOLDER")
    parser.add_argument("--name", default="simulated", help="folders are NAME-2024, NAME-2025 (simulated)")
    parser.add_argument("--seed", default="", help="name of the seed (NAME)")
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--design", choices=DESIGNS, default="separate")
    parser.add_argument("--years", type=int, nargs="+", choices=YEARS, default=list(YEARS))
    parser.add_argument(
        "--faults", nargs="+", default=["none"], metavar="FAULT", help=f"{', '.join(kinds.PRESETS)}, or names"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
