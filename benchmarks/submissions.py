"""How long does it take to read, clean and check a thousand forms, against merely reading all their cells?

At most 3 times what `to_python()` of every sheet takes with the same reader, on every core both times, and below 1 GB.
Run in the environment of the study, on an idle machine:

    PYTHONPATH=src python benchmarks/submissions.py             1,000 forms
    PYTHONPATH=src python benchmarks/submissions.py --growth    250, 500, 1,000 and 3,321 (every commune of the country)

The forms are those of the communes of the large synthetic province, copied under other codes and names: those made from
the template, as a province sends it out. Forms of other layouts, which hold a tenth of the cells, are timed once beside
them. Writing the workbook and the letters is timed apart.
"""

import csv
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
import unicodedata
import zipfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import psutil
import yaml
from python_calamine import CalamineWorkbook
from tqdm import tqdm

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "src"))

from analysis import simulate  # noqa: E402
from analysis import study as studies  # noqa: E402
from analysis.forms import batch, cleaning, intake, study_command  # noqa: E402
from analysis.language import say  # noqa: E402
from analysis.problems import errors  # noqa: E402

SIZES = (250, 500, 1_000, 3_321)
LIMIT_TIMES, LIMIT_BYTES = 3.0, 1_000_000_000


def all_cells(paths: list[Path]) -> int:
    """Return how many rows all sheets of these workbooks have, having made Python values of every cell."""
    count = 0
    for path in paths:
        workbook = CalamineWorkbook.from_path(str(path))
        count += sum(
            len(workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names
        )
    return count


def baseline(paths: list[Path]) -> float:
    """Return the seconds that reading every cell takes, on every core; the start of the processes is not counted."""
    chunks = [paths[start : start + batch.CHUNK] for start in range(0, len(paths), batch.CHUNK)]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        list(pool.map(all_cells, [paths[:1]] * (os.cpu_count() or 1)))
        started = time.perf_counter()
        list(tqdm(pool.map(all_cells, chunks), total=len(chunks), unit=" chunks", leave=False))
        return time.perf_counter() - started


class Memory:
    """The largest memory of this process and its children while the block runs, sampled every twentieth of a second."""

    def __enter__(self):
        self.peak, self._going = 0, True
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._going = False
        self._thread.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while self._going:
            everyone = [own, *own.children(recursive=True)]
            self.peak = max(self.peak, sum(_memory(one) for one in everyone))
            time.sleep(0.05)


def _memory(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def copies(source: Path, root: Path, count: int, template: bool) -> Path:
    """Make a study of `count` communes below `root` from the communes of a simulated one; return its folder."""
    for name in ("frameworks", "reference"):
        shutil.copytree(PROJECT / "data" / name, root / "data" / name)
    folder = root / "data" / "studies" / source.name
    (folder / "submissions").mkdir(parents=True)
    communes = [row for row in _table(source / "units.csv") if row["block"] == "xa"]
    units = [row for row in communes if _from_template(source / "submissions" / f"{row['unit_code']}.xlsx") == template]
    made = []
    for place in range(count):
        unit, number = units[place % len(units)], f"{place:04d}"
        made.append({**unit, "unit_code": f"{unit['unit_code']}-{number}", "name_vi": f"{unit['name_vi']} {number}"})
        names = [(unit[name], made[-1][name]) for name in ("unit_code", "name_vi")]
        written = (str, str.upper, partial(unicodedata.normalize, "NFD"))
        changes = [(spelled(before), spelled(after)) for before, after in names for spelled in written]
        # Every commune cites documents of its own, or its form would be another's.
        changes += [(f"/{kind}-UBND", f"/{kind}-X{number}") for kind in ("BC", "KH", "QĐ")]
        form = source / "submissions" / f"{unit['unit_code']}.xlsx"
        _copy(form, folder / "submissions" / f"{made[-1]['unit_code']}.xlsx", changes)
    _write_table(folder / "units.csv", made)
    settings = yaml.safe_load((source / "study.yml").read_text("utf-8"))
    settings["blocks"] = {"xa": settings["blocks"]["xa"] | {"units_in_block": count, "units_known": count}}
    settings.pop("previous", None)
    (folder / "study.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    (folder / "corrections.yml").write_text("corrections: []\n", "utf-8")
    return folder


def _from_template(path: Path) -> bool:
    return say("form.sheet_checks", "vi") in CalamineWorkbook.from_path(str(path)).sheet_names


def _copy(source: Path, target: Path, changes: list[tuple[str, str]]) -> None:
    """Copy a workbook with some of its texts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/sharedStrings.xml":
                for before, after in changes:
                    content = content.replace(f"{before}<".encode(), f"{after}<".encode())
            new.writestr(part, content)


def _table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write_table(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def checked(folder: Path) -> tuple[float, int, list, studies.Study, list]:
    """Return (seconds to read, clean and check every form, to settle the study; peak bytes; problems; study; forms)."""
    study = studies.load(folder)
    paths = intake.submissions(study)
    with Memory() as memory, tqdm(total=len(paths), unit=" forms", leave=False) as bar:
        started = time.perf_counter()
        sent = batch.sent(study, bar.update)
        found = cleaning.problems_of(study, sent)
        seconds = time.perf_counter() - started
    return seconds, memory.peak, found, study, sent


def measured(source: Path, count: int, template: bool = True) -> bool:
    """Time one size, print it, and return whether the limits hold."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = copies(source, Path(scratch).resolve(), count, template)
        plain = baseline(sorted((folder / "submissions").iterdir()))
        seconds, peak, found, study, sent = checked(folder)
        started = time.perf_counter()
        letters = study_command.answer(study, sent, found, Path(scratch) / "answers")
        answers = time.perf_counter() - started
    times = seconds / plain
    kind = "of the template" if template else "of other layouts"
    print(
        f"{count:5d} forms {kind}: every cell read {plain:6.2f} s; read, cleaned, checked {seconds:6.2f} s = "
        f"{times:4.2f} times ({1000 * seconds / count:.1f} ms a form); at most {peak / 1e6:.0f} MB; "
        f"{len(errors(found))} errors, {len(found)} problems; workbook and {letters} letters {answers:.1f} s",
        flush=True,
    )
    # The limits are those of a thousand forms: with fewer the start of the processes weighs more, with more the results.
    return count != 1_000 or ((times <= LIMIT_TIMES or not template) and peak <= LIMIT_BYTES)


def main() -> int:
    """Run the benchmark and return 0 if the limits hold at every size."""
    sizes = SIZES if "--growth" in sys.argv[1:] else (1_000,)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "benchmark-2025"
        simulate.write(source, simulate.province("benchmark", 2025, "large"))
        held = [measured(source, count) for count in sizes] + [measured(source, 1_000, template=False)]
        return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
