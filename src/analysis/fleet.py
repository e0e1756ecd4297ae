"""Running several studies side by side, one process each, with one line for every notebook and a bar for the whole."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing.queues import Queue
from pathlib import Path

from tqdm import tqdm

from analysis.language import number
from analysis.problems import DataProblems
from analysis.run import ROOMS, Outcome, run_study

BAR = "{l_bar}{bar}| {n_fmt}/{total_fmt} [{elapsed} < {remaining}]"

_lines: Queue | None = None


def outcomes(root: Path, study_ids: list[str], audience: str) -> Iterator[Outcome]:
    """Yield how each study ended, in the order in which they end; prints one line a notebook while they run.

    audience : who reads the sheets of the units.
    """
    context = multiprocessing.get_context("spawn")
    lines = context.Queue()
    # One more than there are cores: a kernel that starts or stops waits, and no core shall wait with it.
    workers = min((os.cpu_count() or 1) + 1, len(study_ids))
    bar = tqdm(total=len(ROOMS) * len(study_ids), disable=not sys.stderr.isatty(), leave=False, bar_format=BAR)
    with ProcessPoolExecutor(workers, context, initializer=_enter_worker, initargs=(lines,)) as pool, bar:
        printer = threading.Thread(target=_print_lines, args=(lines, bar), daemon=True)
        printer.start()
        futures = {pool.submit(_run_one, root, one, audience): one for one in study_ids}
        try:
            for future in as_completed(futures):
                yield _outcome(future, futures[future])
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            lines.put(None)
            printer.join(timeout=5)


def _outcome(future: Future, study_id: str) -> Outcome:
    try:
        return future.result()
    except Exception as error:
        return Outcome(study_id, "crashed", detail=(f"{type(error).__name__}: {error}",))


def _enter_worker(lines: Queue) -> None:
    global _lines
    _lines = lines
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(3)


def _run_one(root: Path, study_id: str, audience: str) -> Outcome:
    try:
        return run_study(root, study_id, lambda *line: _lines.put(line), audience)
    except DataProblems as error:
        return Outcome(study_id, "data_errors", tuple(error.problems))


def _print_lines(lines: Queue, bar: tqdm) -> None:
    while (line := lines.get()) is not None:
        bar.update()
        print_line(*line)


def print_line(study: str, room: str, seconds: float) -> None:
    """Print that a notebook of a study is done, with its seconds."""
    tqdm.write(f"{study:<22} {room:<15} {number(seconds, 'vi', 1):>6} s")
    sys.stdout.flush()
