"""Forms as tables: room 2 must see them exactly as room 1 read them."""

import datetime

import pytest

from analysis.forms import intake
from analysis.forms.cell_values import as_text, from_text, kind
from analysis.forms.form import Form, FormRow, Petition
from analysis.problems import problem

FORM = Form(
    file="data/studies/x/submissions/a.xlsx", sheet="Biểu",
    head={"unit_name": "Sở A", "unit_code": "so-a", "year": "2024", "round": "self",
          "decision": "", "framework": "f", "set": "so"},
    columns={"code": 0, "title": 1, "self_points": 5, "declared": 27}, dropped=2, template=True, sha256="ab",
    rows=[
        FormRow(7, "1.10", "1.1", "Kế hoạch", "leaf",
                {"self_points": 0.5, "declared": datetime.date(2024, 1, 2), "title": "Kế hoạch"}),
        FormRow(9, "", "", "Dòng thêm", "other", {"self_points": "1.085", "declared": True}),
        FormRow(10, "1.2", "1.2", "Báo cáo", "leaf", {}),
    ],
    petitions=[Petition("1.2", "proposal", "Đề nghị bổ sung", "Kiến nghị", "C4")],
    problems=[problem("one_year", texts="submissions", file="data/studies/x/submissions/a.xlsx", cell="B2", found="2024")],
)  # fmt: skip


@pytest.fixture(scope="module")
def frames():
    return intake.frames([FORM])


def test_what_room_two_sees_is_what_room_one_read(frames):
    (again,) = intake.rebuilt(*(frames[name] for name in ("forms", "form_rows", "submitted", "reading_issues")))
    again.petitions = FORM.petitions
    assert again == FORM


def test_every_cell_stands_under_its_address_with_its_kind(frames):
    cells = frames["submitted"].set_index("cell")
    assert dict(cells["printed"]) == {
        "F7": "0.5", "AB7": "2024-01-02", "B7": "Kế hoạch", "F9": "1.085", "AB9": "True",
    }  # fmt: skip
    assert dict(cells["cell_kind"]) == {"F7": "number", "AB7": "date", "B7": "text", "F9": "text", "AB9": "logical"}


def test_petitions_and_reading_problems_have_tables_of_their_own(frames):
    assert frames["petitions"].iloc[0][["criterion_code", "petition_kind", "cell"]].tolist() == [
        "1.2",
        "proposal",
        "C4",
    ]
    assert frames["reading_issues"]["rule"].tolist() == ["one_year"]


@pytest.mark.parametrize("value", [0.1, -0.0, 2.0, 1e-9, "", "=1+1", "  x", True, False, datetime.date(2024, 2, 29),
                                   datetime.datetime(2024, 2, 29, 13, 5)])  # fmt: skip
def test_a_cell_comes_back_from_its_text(value):
    again = from_text(as_text(value), kind(value))
    assert again == value and type(again) is type(value)
