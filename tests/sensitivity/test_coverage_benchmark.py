"""The benchmark of coverage: resumable, seeded by name, and its provinces are as it says."""

import importlib.util
import json

import numpy as np
import pytest

from analysis.paths import PROJECT

FILE = PROJECT / "benchmarks" / "coverage.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("coverage_benchmark", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(benchmark, monkeypatch, out, provinces):
    monkeypatch.setattr("sys.argv", ["coverage.py", "--n", "5", "--provinces", str(provinces), "--out", str(out)])
    benchmark.main()
    return out.read_text("utf-8")


def test_a_benchmark_cut_short_goes_on_to_the_same_end(benchmark, monkeypatch, tmp_path, capsys):
    whole = run(benchmark, monkeypatch, tmp_path / "whole.jsonl", 6)
    printed = capsys.readouterr().out
    cut = tmp_path / "cut.jsonl"
    cut.write_text(whole[: whole.rindex('"marginal"')], "utf-8")
    assert run(benchmark, monkeypatch, cut, 6) == whole
    assert capsys.readouterr().out == printed
    assert [json.loads(line)["province"] for line in whole.splitlines()] == list(range(6))


def test_errors_of_provinces_are_as_large_as_their_standard_errors_say(benchmark):
    provinces = [benchmark.province(63, number) for number in range(60)]
    ratios = np.concatenate([(one.assessed - one.truth) / one.errors for one in provinces])
    assert ratios.mean() == pytest.approx(0, abs=0.1) and ratios.std() == pytest.approx(1, abs=0.05)


def test_provinces_hold_near_ties_and_errors_that_differ(benchmark):
    for number in range(8):
        one = benchmark.province(63, number)
        gaps = np.diff(np.sort(one.truth))
        assert (gaps > 0).all() and (gaps < 0.1 * one.errors.min()).sum() >= 10
        assert one.errors.max() > 1.2 * one.errors.min()
