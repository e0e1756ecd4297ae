"""The old binary workbook: names of its streams, its records, the cells with formulas."""

import pytest
from forms.damage import ole as made
from forms.sent_files import FILES

from analysis.forms import ole
from analysis.forms.archive import Refused

XLS = (FILES / "bieu-so-tu-phap.xls").read_bytes()


def test_the_streams_of_a_workbook_are_named():
    assert "Workbook" in ole.names(XLS) and ole.names(made("EncryptedPackage")) >= {"Root Entry", "EncryptedPackage"}


def test_formulas_are_found_by_sheet():
    assert ole.formula_cells(XLS, 0) == [(8, 3), (11, 2)] and ole.formula_cells(XLS, 1) == []


def test_a_good_workbook_passes_without_notes():
    assert ole.refuse(XLS) is None and ole.notes(XLS) == []


def test_records_are_walked_to_the_end_of_the_stream():
    kinds = [kind for kind, _ in ole.records(XLS)]
    assert kinds[0] == 0x809 and kinds.count(0x809) == 3 and 0x85 in kinds


@pytest.mark.parametrize("content", [b"", XLS[:600], made("Workbook")[:1000], made("Workbook")])
def test_torn_files_are_refused(content):
    with pytest.raises(Refused) as caught:
        ole.refuse(content)
    assert caught.value.rule == "broken_file"


def test_cells_that_reach_too_far_are_refused(monkeypatch):
    monkeypatch.setattr(ole, "MOST_ROWS", 5)
    with pytest.raises(Refused) as caught:
        ole.refuse(XLS)
    assert caught.value.rule == "sheet_too_large"
