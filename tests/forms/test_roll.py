"""The roll: all forms of a study against its units."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from forms.sample_form import CRITERIA, form, head

from analysis.forms import meaning, roll


def unit(name, block="xa"):
    return {"unit_code": name, "name_vi": name, "kind": "xa", "block": block}


def sent(name, page="trang 3", **more):
    given = form({"1.1.3": {"evidence_page": page}}, file=f"{name}.xlsx", head=head(unit_name=name, unit_code=name))
    return SimpleNamespace(form=given, unit=unit(name), rows=meaning.typed(given, CRITERIA), **more)


def test_units_that_all_sent_one_form_of_their_own_say_nothing():
    units = [unit("Xã A"), unit("Xã B"), unit("Phường A")]
    forms = [sent(one["name_vi"], f"trang {place}") for place, one in enumerate(units)]
    assert roll.of_units(forms, units, {}, "submissions") == []


def test_everything_that_only_all_forms_show_is_found_in_one_go():
    units = [unit("Xã A"), unit("Xã B"), unit("Xã C")]
    stray = sent("Xã Lạ")
    stray.unit = None
    forms = [sent("Xã A"), sent("Xã B"), sent("Xã A"), stray]
    forms[2].form.file = "Xã A (2).xlsx"
    found = roll.of_units(forms, units, {}, "data/studies/x/submissions")
    assert sorted((one.rule, one.unit_code) for one in found) == [
        ("same_file_two_units", "Xã A"), ("same_file_two_units", "Xã A"), ("same_file_two_units", "Xã B"),
        ("unit_sent_nothing", "Xã C"), ("unit_twice", "Xã A"), ("unit_unknown", ""),
    ]  # fmt: skip


def test_the_order_in_which_files_are_read_changes_nothing():
    units = [unit("Xã A"), unit("Xã B")]
    forms = [sent("Xã A"), sent("Xã B")]
    assert roll.of_units(forms, units, {}, "x") == roll.of_units(forms[::-1], units, {}, "x")


def test_names_of_predecessors_are_taken_from_the_lineage():
    lineage = pd.DataFrame({"unit_code": ["Xã A", "Xã A"], "predecessor_name": ["Xã B", "Xã C"]})
    assert roll.former_names(lineage) == {"Xã A": {"Xã B", "Xã C"}}
    one = sent("Xã A")
    one.form.head["unit_name"] = "Xã C"
    assert roll.of_units([one], [unit("Xã A")], roll.former_names(lineage), "x") == []
    assert [found.rule for found in roll.of_units([one], [unit("Xã A")], {}, "x")] == ["unit_name_differs"]


def study(known, whole):
    block = SimpleNamespace(units_known={2025: known}, complete=lambda year: known == whole)
    units = pd.DataFrame([unit("Xã A"), unit("Xã B")])
    lineage = pd.DataFrame({"unit_code": [], "predecessor_name": []})
    folder = Path("data/studies/thu")
    return SimpleNamespace(
        years=(2025,), blocks={"xa": block}, units=lambda: units, lineage=lambda: lineage, folder=folder
    )


def test_a_silent_unit_is_an_error_unless_the_study_knows_its_block_to_be_incomplete():
    (missing,) = roll.roll(study(2, 2), [sent("Xã A")])
    assert (missing.rule, missing.severity, missing.file) == (
        "unit_sent_nothing", "error", "data/studies/thu/submissions",
    )  # fmt: skip
    (known,) = roll.roll(study(1, 2), [sent("Xã A")])
    assert (known.rule, known.severity) == ("unit_sent_nothing", "warning")
    assert [one.severity for one in roll.roll(study(1, 2), [])] == ["error", "error"]
