"""Many forms at once: each read, understood and checked in one go, on every core; the order is that of the file names."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from analysis import study as studies
from analysis.forms import cleaning, intake
from analysis.forms.cleaning import Facts, Sent
from analysis.forms.reading import read
from analysis.framework import CriteriaSet
from analysis.study import Study

# Below this a second process costs more than it saves.
FEW = 60
CHUNK = 12

_facts: Facts | None = None
_sets: list[CriteriaSet] = []


def sent(study: Study, tell: Callable[[int], None] = lambda count: None) -> list[Sent]:
    """Return every form of a study as `cleaning.understood` gives it; `tell(count)` is called as forms are done."""
    found = []
    for chunk in examined(study.folder, intake.submissions(study)):
        found += chunk
        tell(len(chunk))
    return [_with_criteria(one, study) for one in found]


def examined(study_folder: Path, paths: list[Path]) -> Iterator[list[Sent]]:
    """Yield the forms of a study in chunks; the rows' criteria are left out, since every form has the same."""
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    if len(paths) <= FEW:
        _enter(study_folder)
        yield from map(_chunk, chunks)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, initializer=_enter_worker, initargs=(study_folder,)) as pool:
        yield from pool.map(_chunk, chunks)


def _enter(study_folder: Path) -> None:
    global _facts, _sets
    study = studies.load(study_folder)
    _facts, _sets = cleaning.facts_of(study), intake.criteria_sets(study)


def _enter_worker(study_folder: Path) -> None:
    _enter(study_folder)
    # A form is many small tuples and no cycle: looking for cycles among them takes a tenth of the time and finds none.
    gc.freeze()
    gc.disable()


def _chunk(paths: list[Path]) -> list[Sent]:
    return [_light(cleaning.understood(read(path, _sets), _facts)) for path in paths]


def _light(one: Sent) -> Sent:
    return one._replace(rows=[row._replace(criterion=None) for row in one.rows])


def _with_criteria(one: Sent, study: Study) -> Sent:
    if one.unit is None:
        return one
    items = study.criteria(one.unit["block"]).items
    return one._replace(rows=[row._replace(criterion=items[row.code]) for row in one.rows])
