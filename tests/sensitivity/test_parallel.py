"""The same blocks on one core, on all cores and on a Dask scheduler give the same bytes."""

import os
import subprocess
import sys
import time
from functools import partial

import numpy as np
import pytest
from sensitivity.coinr_files import MEANS, NORMALISATIONS, case

from analysis.paths import PROJECT
from analysis.sensitivity import composite, parallel
from analysis.sensitivity.normalisation import normalise


def slow_double(seconds, number):
    time.sleep(seconds)
    return 2 * number


def some_ranks():
    one = case()
    values = {name: normalise(one.values, one.directions, name) for name in NORMALISATIONS.values()}
    variants = [composite.Variant(name, (mean,) * 3) for name in values for mean in MEANS.values()]
    prepared = composite.index(values, one.tree, variants)
    generator = np.random.default_rng(3)
    weights = one.weights * generator.uniform(0.75, 1.25, (3000, len(one.weights)))
    return composite.ranks(prepared, weights, generator.integers(0, 4, 3000))


def test_results_stand_in_the_order_of_the_tasks():
    assert parallel.run(partial(slow_double, 0), range(20)) == list(range(0, 40, 2))
    late_first = [(0.05, 1), (0, 2), (0, 3)]
    assert parallel.run(lambda task: slow_double(*task), late_first) == [2, 4, 6]


def test_what_is_shared_stands_before_the_task():
    assert parallel.run(slow_double, [1, 2], shared=(0,)) == [2, 4]


def test_no_tasks_give_no_results():
    assert parallel.run(slow_double, []) == []


def test_an_error_in_a_task_is_raised():
    with pytest.raises(ZeroDivisionError):
        parallel.run(lambda task: 1 // task, [1, 0, 1])


def test_rows_of_all_tasks_are_stacked_in_order():
    tasks = [np.arange(3), np.arange(3, 4), np.arange(4, 9)]
    twice, big = parallel.stacked(lambda part: (2 * part, part > 4), tasks, 9)
    np.testing.assert_array_equal(twice, 2 * np.arange(9))
    np.testing.assert_array_equal(big, np.arange(9) > 4)


def test_one_core_and_all_cores_give_the_same_ranks(monkeypatch):
    together = some_ranks()
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")
    alone = some_ranks()
    assert together.values.tobytes() == alone.values.tobytes()


@pytest.mark.parametrize(("workers", "processes"), [(1, False), (2, True)])
def test_a_dask_scheduler_gives_the_same_bytes(workers, processes, monkeypatch):
    from distributed import LocalCluster

    here = some_ranks()
    settings = {"processes": processes, "threads_per_worker": 1, "protocol": "tcp", "dashboard_address": None}
    with LocalCluster(n_workers=workers, **settings) as cluster:
        monkeypatch.setenv(parallel.CLUSTER_VARIABLE, cluster.scheduler_address)
        there = some_ranks()
        given = parallel.run(pow, [2, 3], cluster.scheduler_address, shared=(5,))
    assert there.values.tobytes() == here.values.tobytes()
    assert given == [25, 125]


def test_an_address_without_a_scheduler_is_named(monkeypatch):
    monkeypatch.setattr(parallel, "PATIENCE", 0.5)
    with pytest.raises(parallel.Unreachable, match="127.0.0.1:1"):
        parallel.run(slow_double, [1], "tcp://127.0.0.1:1", shared=(0,))


def test_a_scheduler_without_workers_is_named_too(monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr(parallel, "PATIENCE", 0.5)
    with (
        LocalCluster(n_workers=0, protocol="tcp", dashboard_address=None) as cluster,
        pytest.raises(parallel.Unreachable),
    ):
        parallel.run(slow_double, [1], cluster.scheduler_address, shared=(0,))


def test_something_that_is_no_address_is_named():
    with pytest.raises(parallel.Unreachable, match="nowhere://at-all"):
        parallel.run(slow_double, [1], "nowhere://at-all", shared=(0,))


def test_without_a_cluster_no_dask_is_imported():
    script = (
        "import sys; from analysis.sensitivity import composite, parallel; "
        "assert parallel.run(abs, [-1, 2, -3, 4]) == [1, 2, 3, 4]; "
        "found = [name for name in sys.modules if name.split('.')[0] in ('dask', 'distributed')]; "
        "sys.exit(', '.join(found) or 0)"
    )
    variables = {name: value for name, value in os.environ.items() if name != parallel.CLUSTER_VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=variables | {"PYTHONPATH": str(PROJECT / "src")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
