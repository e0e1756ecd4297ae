"""Does every test reject a fair province as rarely as it claims, and does every interval cover as often?

    PYTHONPATH=src python benchmarks/calibration.py --out calibration.jsonl                  everything, 1,000 simulations
    PYTHONPATH=src python benchmarks/calibration.py --out calibration.jsonl --only groups    one area, or area/part of a name
    PYTHONPATH=src python benchmarks/calibration.py --out calibration.jsonl --write          the tables of docs/calibration.md

The cases stand in benchmarks/calibrated, an area a module. Writes one JSON line for each block of simulations; started
again with the same file it goes on where it stopped. Every block is seeded by its case, size and number, so that neither
the order nor the number of cores changes anything. At the end it prints, with the simulation error: how often a test
rejects where nothing is planted (at most 5 per cent and two simulation errors), how often a 95 per cent interval covers
(at least 94 per cent less two simulation errors), how often the planted is found, and how often it is named correctly.
"""

import argparse
import hashlib
import importlib
import json
import math
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1]
AREAS = Path(__file__).parent / "calibrated"
DOCUMENT = PROJECT / "docs" / "calibration.md"
BEGIN, END = "<!-- calibration: begin -->", "<!-- calibration: end -->"
sys.path[:0] = [str(PROJECT / "src"), str(Path(__file__).parent)]

SIMULATIONS, BLOCK = 1_000, 50
LEVEL, LEAST_COVERAGE = 0.05, 0.94
COUNTS = ("simulations", "tests", "rejected", "intervals", "covered", "asked", "named")


class Task(NamedTuple):
    """A block of simulations: area and case, number of units, whether something is planted, number of the block, count."""

    area: str
    case: str
    n: int
    planted: bool
    block: int
    count: int

    @property
    def key(self) -> tuple:
        """What a line of the file is known by."""
        return self.case, self.n, self.planted, self.block, self.count


def cases(area: str) -> dict:
    """Return the cases of an area by name; empty for a module without any."""
    found = getattr(importlib.import_module(f"calibrated.{area}"), "CASES", ())
    return {case.name: case for case in found}


def tasks(only: str, simulations: int) -> list[Task]:
    """Return all blocks of the areas, cases and sizes asked for; the first block of every case comes first."""
    wanted, _, part = only.partition("/")
    areas = [path.stem for path in sorted(AREAS.glob("*.py")) if path.stem != "__init__" and wanted in ("", path.stem)]
    return [
        Task(area, name, n, planted, block, min(BLOCK, most - block * BLOCK))
        for block in range(math.ceil(simulations / BLOCK))
        for area in areas
        for name, case in cases(area).items()
        if part in name and block * BLOCK < (most := min(simulations, case.simulations or simulations))
        for n in case.sizes
        for planted in ((False,) if case.effect is None else (False, True))
    ]


def simulated(task: Task) -> dict:
    """Return the counts of one block of simulations, and its seconds of processor time."""
    import numpy as np

    case = cases(task.area)[task.case]
    seed = hashlib.sha256("/".join(map(str, (task.case, task.n, task.planted, task.block))).encode()).digest()
    generator = np.random.default_rng(int.from_bytes(seed[:16], "big"))
    started = time.process_time()
    found = [case.draw(generator, task.n, case.effect if task.planted else 0.0) for _ in range(task.count)]
    counts = dict.fromkeys(COUNTS, 0)
    for one in found:
        tested, interval = not math.isnan(one.p), not (math.isnan(one.low) or math.isnan(one.high))
        counts["tests"] += tested
        counts["rejected"] += bool(one.p < LEVEL)
        counts["intervals"] += interval
        counts["covered"] += bool(one.low <= one.truth <= one.high)
        counts["asked"] += one.named is not None
        counts["named"] += bool(one.named)
    counts["simulations"] = task.count
    return {**task._asdict(), **counts, "seconds": round(time.process_time() - started, 2)}


def run(only: str, simulations: int, out: Path, processes: int) -> list[dict]:
    """Simulate what the file does not hold yet; return all lines that belong to what was asked for."""
    wanted = tasks(only, simulations)
    held = [json.loads(line) for line in _whole_lines(out)]
    done = {Task(*(line[name] for name in Task._fields)).key for line in held}
    missing = [task for task in wanted if task.key not in done]
    with out.open("a", encoding="utf-8") as file, ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        running = [pool.submit(simulated, task) for task in missing]
        for place, future in enumerate(as_completed(running), start=1):
            if future.exception():
                pool.shutdown(cancel_futures=True)
            held.append(future.result())
            file.write(json.dumps(held[-1]) + "\n")
            file.flush()
            print(f"\r{place} / {len(missing)}", end="", file=sys.stderr)
    keys = {task.key for task in wanted}
    return [line for line in held if Task(*(line[name] for name in Task._fields)).key in keys]


def _whole_lines(out: Path) -> list[str]:
    """Return the lines of the file; what a run cut short left of a last one is taken away."""
    text = out.read_text("utf-8") if out.exists() else ""
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        out.write_text(whole, "utf-8")
    return whole.splitlines()


class Row(NamedTuple):
    """What the simulations of a case and size give; counts by name, where nothing and where something is planted."""

    area: str
    case: str
    n: int
    fair: dict
    planted: dict


def rows(lines: Iterable[dict]) -> list[Row]:
    """Return one row a case and size, in the order of their names."""
    sums = defaultdict(lambda: dict.fromkeys((*COUNTS, "seconds"), 0))
    for line in lines:
        for name in (*COUNTS, "seconds"):
            sums[line["area"], line["case"], line["n"], line["planted"]][name] += line[name]
    return [
        Row(area, case, n, sums[area, case, n, False], sums.get((area, case, n, True), dict.fromkeys(COUNTS, 0)))
        for area, case, n in sorted({key[:3] for key in sums})
    ]


def share(count: int, of: int) -> str:
    """Return a share with its simulation error, empty where there is nothing to divide by."""
    return f"{count / of:.3f} ± {math.sqrt(count / of * (1 - count / of) / of):.3f}" if of else ""


def missed(row: Row) -> list[str]:
    """Return which limits a row misses: `size`, `coverage`; with two simulation errors of the limit itself."""
    fair, found = row.fair, []
    if fair["tests"] and fair["rejected"] / fair["tests"] > LEVEL + 2 * math.sqrt(LEVEL * (1 - LEVEL) / fair["tests"]):
        found.append("size")
    for counts in (row.fair, row.planted):
        n = counts["intervals"]
        error = math.sqrt(LEAST_COVERAGE * (1 - LEAST_COVERAGE) / n) if n else 0
        if n and counts["covered"] / n < LEAST_COVERAGE - 2 * error:
            found.append("coverage")
    return sorted(set(found))


def table(found: list[Row]) -> str:
    """Return the rows as a table in Markdown: size, coverage without and with what is planted, power, named, simulations."""
    head = "| case | n | rejected, fair | covered, fair | covered, planted | found, planted | named | simulations | |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|"]
    for row in found:
        fair, planted = row.fair, row.planted
        cells = (
            row.case, row.n, share(fair["rejected"], fair["tests"]), share(fair["covered"], fair["intervals"]),
            share(planted["covered"], planted["intervals"]), share(planted["rejected"], planted["tests"]),
            share(planted["named"], planted["asked"]), fair["simulations"], ", ".join(missed(row)),
        )  # fmt: skip
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def write(found: list[Row]) -> None:
    """Put the tables, one an area, between the marks of the document."""
    areas = sorted({row.area for row in found})
    text = "\n\n".join(f"### {area}\n\n{table([row for row in found if row.area == area])}" for area in areas)
    before, rest = DOCUMENT.read_text("utf-8").split(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}", "utf-8")


def main() -> None:
    """Simulate what is missing, print the table, what was missed and the processor time; write the document if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--simulations", type=int, default=SIMULATIONS)
    parser.add_argument("--only", default="")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    found = rows(run(options.only, options.simulations, options.out, options.processes))
    print(table(found))
    seconds = sum(row.fair["seconds"] + row.planted.get("seconds", 0) for row in found)
    print(f"\n{len(found)} rows, {sum(map(bool, map(missed, found)))} miss a limit; {seconds / 60:.1f} CPU minutes")
    if options.write:
        write(found)


if __name__ == "__main__":
    main()
