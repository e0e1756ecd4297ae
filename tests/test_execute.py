"""Notebooks: a misspelt parameter stops, a failing cell is named, and an executed copy is always the same."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.execute import (
    RoomFailed,
    UnknownParameter,
    check_parameters,
    execute,
    kernel_environment,
    normalised,
    prepare_environment,
)
from analysis.paths import NOTEBOOKS

PARAMETERS = {"study_folder": "data/studies/toy", "run_folder": "outputs/toy/official.partial"}


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    """A function that writes a notebook with the parameters cell of the rooms and further cells, and returns its path."""
    for name, value in kernel_environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(name, raising=False)
    prepare_environment(tmp_path)

    def write(*cells):
        parameters = new_code_cell('study_folder = "none"\nrun_folder = "none"', metadata={"tags": ["parameters"]})
        path = tmp_path / "1_room.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(new_notebook(cells=[new_markdown_cell("# 1 · Room"), parameters, *cells], metadata=kernel), path)
        return path

    return write


@pytest.mark.parametrize("room", sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")))
def test_every_room_takes_the_two_parameters_of_a_run(room):
    check_parameters(NOTEBOOKS / room, PARAMETERS)


def test_a_misspelt_parameter_stops_before_a_kernel_starts(notebook, tmp_path):
    with pytest.raises(UnknownParameter, match="study_foldre.*allowed: study_folder, run_folder"):
        execute(notebook(), tmp_path / "out.ipynb", {"study_foldre": "x"}, {})
    assert not (tmp_path / "out.ipynb").exists()


@pytest.mark.parametrize("value", [1, True, None, ["a"]])
def test_parameters_are_text_only(notebook, value):
    with pytest.raises(TypeError, match="text only"):
        check_parameters(notebook(), {"study_folder": value})


def test_a_failing_cell_is_named_by_room_heading_and_reason(notebook, tmp_path):
    path = notebook(
        new_markdown_cell("## Good part"), new_code_cell("1 + 1"),
        new_markdown_cell("## Broken part\n\nwords"), new_code_cell('raise ValueError("no such figure")'),
        new_markdown_cell("## Later part"), new_code_cell("2 + 2"),
    )  # fmt: skip
    with pytest.raises(RoomFailed) as failed:
        execute(path, tmp_path / "run" / "1_room.ipynb", PARAMETERS, PARAMETERS)
    error = failed.value
    assert (error.room, error.heading, error.reason) == ("1_room", "Broken part", "ValueError: no such figure")
    assert error.notebook == tmp_path / "run" / "1_room.partial.ipynb"
    outputs = [
        cell.get("outputs") for cell in nbformat.read(error.notebook, as_version=4).cells if cell.cell_type == "code"
    ]
    assert any(outputs) and not (tmp_path / "run" / "1_room.ipynb").exists()


def test_an_executed_copy_shows_what_was_computed_and_where_the_run_will_stand(notebook, tmp_path):
    code = 'print(study_folder)\nprint("two", flush=True)\nobject()\n'
    path = notebook(new_code_cell(code), new_code_cell("import os; os.environ['ANALYSIS_ROOT']"))
    shown = {**PARAMETERS, "run_folder": "outputs/toy/official"}
    seconds = execute(path, tmp_path / "out.ipynb", PARAMETERS, shown)
    text = (tmp_path / "out.ipynb").read_text("utf-8")
    assert "data/studies/toy\\n" in text and "outputs/toy/official" in text and "official.partial" not in text
    assert " at 0x" not in text and str(tmp_path) in text
    assert seconds > 0 and not (tmp_path / "out.partial.ipynb").exists()


def executed(minute, address, ids):
    """Return a notebook as papermill leaves it, with what differs from run to run."""
    cell = new_code_cell("x", id=ids)
    cell.metadata = {
        "papermill": {"start_time": f"2026-01-01T00:{minute}"},
        "execution": {"x": minute},
        "tags": ["keep"],
    }
    cell.execution_count = 1
    cell.outputs = [
        new_output("stream", name="stdout", text="a\n"),
        new_output("stream", name="stdout", text="b\n"),
        new_output("stream", name="stderr", text="c\n"),
        new_output("execute_result", {"text/plain": f"<object at 0x{address}>"}, execution_count=1),
    ]
    injected = new_code_cell('run_folder = "partial"', metadata={"tags": ["injected-parameters"]}, id=f"{ids}2")
    document = new_notebook(cells=[injected, cell])
    document.metadata = {
        "papermill": {"duration": minute},
        "language_info": {"name": "python", "version": f"3.11.{minute}"},
    }
    return document


def test_a_normalised_copy_does_not_differ_between_two_runs():
    one, other = executed("01", "7f01", "abc"), executed("02", "7f02", "def")
    assert nbformat.writes(normalised(one, PARAMETERS)) == nbformat.writes(normalised(other, PARAMETERS))


def test_a_normalised_copy_keeps_tags_outputs_and_their_order():
    cell = normalised(executed("01", "7f01", "abc"), PARAMETERS).cells[1]
    assert cell.metadata == {"tags": ["keep"]}
    assert [(output.get("name"), output.get("text")) for output in cell.outputs[:2]] == [
        ("stdout", "a\nb\n"),
        ("stderr", "c\n"),
    ]
    assert cell.outputs[2].data["text/plain"] == "<object>"


def test_cells_with_the_same_source_have_different_ids():
    document = new_notebook(cells=[new_code_cell("x"), new_code_cell("x")])
    first, second = normalised(document, {}).cells
    assert first.id != second.id
