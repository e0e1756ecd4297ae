"""The calibration: resumable, seeded by name, and it counts and judges as it says."""

import importlib
import json

import pytest

from analysis.paths import PROJECT

FOLDER = PROJECT / "benchmarks"
CASE = "statistics/error_of_one, steps"


@pytest.fixture(scope="module")
def benchmark():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield importlib.import_module("calibration")


def counts(**given):
    return {
        "simulations": 1000,
        "tests": 0,
        "rejected": 0,
        "intervals": 0,
        "covered": 0,
        "asked": 0,
        "named": 0,
    } | given


def test_a_block_is_the_same_again_and_differs_from_the_next(benchmark):
    task = benchmark.Task("statistics", CASE, 9, False, 0, 20)
    one, again = (benchmark.simulated(task) for _ in range(2))
    assert {**one, "seconds": 0} == {**again, "seconds": 0}
    assert one["simulations"] == 20 and 0 < one["covered"] <= one["intervals"] <= 20 and one["tests"] == 0


def test_what_the_file_holds_is_not_simulated_again_and_a_line_cut_short_is(benchmark, tmp_path):
    out, wanted = tmp_path / "out.jsonl", benchmark.tasks(CASE, 5)
    lines = [json.dumps(benchmark.simulated(task)) for task in wanted]
    out.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:40], "utf-8")
    found = benchmark.run(CASE, 5, out, 1)
    assert sorted(line["n"] for line in found) == [9, 19, 63, 136]
    written = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {**written[-1], "seconds": 0} == {**json.loads(lines[-1]), "seconds": 0}


def test_simulations_come_in_blocks_and_the_first_block_of_every_case_first(benchmark):
    wanted = benchmark.tasks(CASE, 120)
    assert [task.count for task in wanted] == [50] * 8 + [20] * 4
    assert [task.n for task in wanted][:4] == [9, 19, 63, 136]


def test_limits_are_missed_beyond_two_simulation_errors(benchmark):
    """Of 1,000: 5 per cent and 1.38, 94 per cent less 1.50."""
    for rejected, covered, expected in ((63, 925, []), (64, 924, ["coverage", "size"]), (0, 1000, [])):
        fair = counts(tests=1000, rejected=rejected, intervals=1000, covered=covered)
        assert benchmark.missed(benchmark.Row("a", "a/b", 9, fair, counts())) == expected


def test_lines_of_a_case_add_up_and_the_document_gets_the_table(benchmark, tmp_path, monkeypatch):
    line = {"area": "a", "case": "a/b", "n": 9, "planted": False, "seconds": 1.0}
    fair = line | counts(simulations=50, tests=50, rejected=2, intervals=50, covered=48)
    planted = line | counts(simulations=50, tests=50, rejected=40, asked=50, named=45) | {"planted": True}
    (row,) = found = benchmark.rows([fair, fair, planted])
    assert row.fair["simulations"] == 100 and row.fair["rejected"] == 4 and row.planted["named"] == 45
    document = tmp_path / "calibration.md"
    document.write_text(f"before\n{benchmark.BEGIN}\nold\n{benchmark.END}\nafter\n", "utf-8")
    monkeypatch.setattr(benchmark, "DOCUMENT", document)
    benchmark.write(found)
    text = document.read_text("utf-8")
    assert "| a/b | 9 | 0.040 ± 0.020 | 0.960 ± 0.020 |  | 0.800 ± 0.057 | 0.900 ± 0.042 | 100 |  |" in text
    assert text.startswith("before") and text.endswith("after\n") and "old" not in text


def test_every_case_has_a_name_of_its_own_that_begins_with_its_area(benchmark):
    names = list(benchmark.cases("statistics"))
    assert all(name.startswith("statistics/") for name in names) and len(names) == len(set(names))
