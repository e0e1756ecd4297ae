"""What must hold for every notebook and for the tests as a whole."""

import ast
import re

import nbformat
import pytest

from analysis.paths import NOTEBOOKS, PROJECT, SOURCE
from analysis.run import LAST_ROOM, ROOMS, ROOMS_OF_A_PROPOSAL

NOTEBOOK_FILES = sorted(NOTEBOOKS.glob("*.ipynb"))
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.For, ast.While)
# Modules without a test file of their own, and why.
WITHOUT_TESTS = {
    "__main__.py": "run as a process by test_run_py",
    "figures/__init__.py": "empty", "report/__init__.py": "empty",
    "report_assets/__init__.py": "empty", "__init__.py": "docstring only",
    "report_assets/document_tree.py": "covered by test_render", "report_assets/word_document.py": "covered by test_render",
    "audiences.py": "three words; held by sheets/test_view and test_command_line",
    "criteria_checks.py": "every fault is made in test_framework",
    "fleet.py": "run as a process by test_commands and test_run",
    "annex/__init__.py": "docstring only", "forms/__init__.py": "docstring only", "simulation/__init__.py": "docstring only",
    "forms/checks/__init__.py": "docstring only", "forms/form.py": "types only; held by forms/test_intake",
    "forms/cell_values.py": "forms/test_intake", "forms/form_corrections.py": "every fault is made in forms/test_cleaning",
    "forms/points_in_force.py": "worked out by hand in forms/test_cleaning",
    "sensitivity/__init__.py": "docstring only", "statistics/__init__.py": "docstring only",
    "reliability/__init__.py": "docstring only", "fairness/__init__.py": "docstring only",
    "association/__init__.py": "docstring only", "compare/__init__.py": "docstring only",
    "proposals/__init__.py": "docstring only", "awards/__init__.py": "docstring only",
    "documents/__init__.py": "docstring only", "sheets/__init__.py": "docstring only",
    "explorer/__init__.py": "docstring only",
    "exhibits.py": "needs a whole run: test_run", "generated.py": "held to the files it writes by the tests of the repository",
}  # fmt: skip
# Modules whose tests the author of the reports writes; each must get its own file.
PENDING = ("report/",)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def trees(path):
    return [ast.parse(cell.source) for cell in cells(path, "code")]


def test_there_is_one_notebook_a_room():
    assert [path.stem for path in NOTEBOOK_FILES] == sorted({*ROOMS, *ROOMS_OF_A_PROPOSAL})


@pytest.fixture(params=NOTEBOOK_FILES, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_a_notebook_is_committed_without_outputs(notebook):
    assert all(not cell.outputs and cell.execution_count is None for cell in cells(notebook, "code"))


def test_a_notebook_has_one_parameters_cell_of_texts_alone(notebook):
    (cell,) = [cell for cell in cells(notebook, "code") if cell.metadata.get("tags") == ["parameters"]]
    assigned = {node.targets[0].id: node.value.value for node in ast.parse(cell.source).body}
    further = ["proposal"] * (notebook.stem in ROOMS_OF_A_PROPOSAL) + ["audience"] * (notebook.stem == LAST_ROOM)
    assert list(assigned) == ["study_folder", "run_folder", *further]
    assert all(isinstance(value, str) for value in assigned.values())


def test_a_notebook_is_short(notebook):
    assert len(cells(notebook, "code")) <= 16
    assert all(len(cell.source.splitlines()) <= 15 for cell in cells(notebook, "code"))


def test_a_notebook_defines_nothing_and_loops_over_nothing(notebook):
    found = [type(node).__name__ for tree in trees(notebook) for node in ast.walk(tree) if isinstance(node, FORBIDDEN)]
    assert found == []


def test_a_notebook_names_no_place_of_a_machine(notebook):
    text = notebook.read_text("utf-8")
    assert not re.search(r'["\'(](?:/|[A-Za-z]:\\\\|~/)', "\n".join(cell.source for cell in cells(notebook, "code")))
    assert str(PROJECT) not in text


def test_a_notebook_reads_no_later_room(notebook):
    modules = ("read", "clean", "score", "reliability", "sensitivity", "fairness", "association", "compare", "report")
    later = set(modules[int(notebook.stem[0]) :]) - {"report"}
    imported = {
        alias.name
        for tree in trees(notebook)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    assert not imported & later


def test_a_notebook_speaks_both_languages(notebook):
    first = cells(notebook, "markdown")[0].source
    assert len(re.findall(r"(?m)^#{1,2} \d", first)) == 2


def modules():
    return sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


@pytest.mark.parametrize("module", modules())
def test_every_module_has_its_test_file(module):
    folder, _, name = module.rpartition("/")
    expected = PROJECT / "tests" / folder / f"test_{name}"
    assert expected.exists() or module in WITHOUT_TESTS or module.startswith(PENDING)


def test_no_module_stands_in_the_list_of_those_without_tests_for_nothing():
    assert set(WITHOUT_TESTS) <= set(modules())


def test_every_test_has_a_name_that_is_a_sentence_of_at_least_three_words():
    names = [
        node.name
        for path in (PROJECT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert len(names) > 100 and [name for name in names if name.count("_") < 2] == []


def test_every_test_can_fail():
    without = [
        f"{path.name}: {node.name}"
        for path in (PROJECT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not checks_something(node)
    ]
    assert set(without) == NOTHING_RAISED


# What these check is that nothing is raised.
NOTHING_RAISED = {
    "test_publish.py: test_two_studies_do_not_wait_for_each_other",
    "test_publish.py: test_the_lock_is_given_back_when_the_run_ends",
    "test_execute.py: test_every_room_takes_the_two_parameters_of_a_run",
    "test_set_up.py: test_a_ready_environment_is_left_alone",
    "test_run_py.py: test_old_pythons_can_read_run_py",
}


def checks_something(function):
    names = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    checks = {"raises", "assert_frame_equal", "assert_array_equal", "assert_allclose"}
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or checks & names
