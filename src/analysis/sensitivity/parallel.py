"""Running the same function over many blocks: on all cores of this machine, or on an existing Dask cluster.

The blocks are the same either way and each is computed by one thread, so that results do not depend on the number of
cores or workers. Threads share their memory, and NumPy lets go of the interpreter while it sorts and multiplies.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import joblib
import numpy as np
from threadpoolctl import threadpool_limits

CLUSTER_VARIABLE = "ANALYSIS_CLUSTER"
PATIENCE = 10


class Unreachable(Exception):
    """No Dask scheduler with a worker answers at the address given."""


def run(function: Callable, tasks: Iterable, cluster: str = "", shared: tuple = ()) -> list:
    """Return [function(*shared, task) for task in tasks], computed side by side, in the order of the tasks.

    shared : what every task needs besides; it is sent to each worker once. cluster : address of a running Dask scheduler,
    such as tcp://host:8786, whose workers have this study's environment; by default that of the environment variable
    ANALYSIS_CLUSTER; without either the cores of this machine work (fewer if LOKY_MAX_CPU_COUNT says so).
    Raises Unreachable, and whatever the function raises.
    """
    return list(_results(function, tasks, cluster, shared))


def stacked(function: Callable, tasks: Iterable, rows: int, cluster: str = "", shared: tuple = ()) -> tuple:
    """Return the arrays that the function gives for the tasks, one below the other, without holding all of them twice.

    The function returns a tuple of arrays of as many rows each as its task has; rows : those of all tasks, at least 1.
    Everything else is as for `run`.
    """
    whole, start = (), 0
    for parts in _results(function, tasks, cluster, shared):
        whole = whole or tuple(np.empty((rows, *part.shape[1:]), part.dtype) for part in parts)
        for all_rows, part in zip(whole, parts, strict=True):
            all_rows[start : start + len(part)] = part
        start += len(parts[0])
    return whole


def _results(function: Callable, tasks: Iterable, cluster: str, shared: tuple) -> Iterator:
    tasks = list(tasks)
    address = cluster or os.environ.get(CLUSTER_VARIABLE, "")
    yield from (
        _on_cluster(function, tasks, address, shared) if address else _on_cores(partial(function, *shared), tasks)
    )


def _on_cluster(function: Callable, tasks: list, address: str, shared: tuple) -> Iterator:
    with warnings.catch_warnings(), connected(address), joblib.parallel_config(backend="dask", scatter=[shared]):
        # Advice on how Dask would like large tasks has no place among the results of a notebook.
        warnings.filterwarnings("ignore", "Sending large graph")
        calls = (joblib.delayed(_by_one_thread)(function, shared, task) for task in tasks)
        yield from joblib.Parallel(return_as="generator")(calls)


def here(function: Callable, tasks: Iterable) -> list:
    """Return [function(task) for task in tasks], computed on the cores of this machine whether there is a cluster or not."""
    return list(_on_cores(function, list(tasks)))


def _on_cores(function: Callable, tasks: list) -> Iterator:
    cores = min(joblib.cpu_count(), len(tasks))
    # A BLAS with threads of its own keeps them spinning after every product, on the cores that the next block needs.
    with threadpool_limits(1, "blas"):
        if cores < 2:
            yield from map(function, tasks)
        else:
            calls = (joblib.delayed(function)(task) for task in tasks)
            yield from joblib.Parallel(cores, prefer="threads", return_as="generator")(calls)


def connected(address: str) -> AbstractContextManager:
    """Return a client of the Dask scheduler at an address, to be closed by `with`; raises Unreachable."""
    from distributed import Client

    try:
        client = Client(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise Unreachable(address) from error
    return client


def _by_one_thread(function: Callable, shared: tuple, task):
    threadpool_limits(1, "blas")
    return function(*shared, task)
