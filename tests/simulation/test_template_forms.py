"""Forms on the template: read back as the unit filled them in."""

from fractions import Fraction

from simulated import province

from analysis.forms import meaning, reading
from analysis.simulation import template_forms
from analysis.simulation.plans import plan

MADE = province(2024, "small")


def test_a_form_on_the_template_is_read_back_as_it_was_filled_in(tmp_path):
    unit = MADE.unit("mp-so-cong-thuong")
    criteria, path = MADE.criteria["so"], tmp_path / "x.xlsx"
    cells = template_forms.write(path, plan(MADE, unit, "template"), criteria)
    form = reading.read(path, [criteria])
    typed = {row.code: row for row in meaning.typed(form, criteria)}
    for code, row in MADE.rows[unit.code].items():
        assert typed[code].self_points == row.self_points
        if row.self_points is not None:
            assert typed[code].declared == row.claimed or row.claimed.value == ()
            assert (typed[code].appraisal_1, typed[code].appraisal_2) == (row.appraisal_1, row.appraisal_2)
    assert form.template and form.head["unit_code"] == unit.code
    assert typed["6.2.2"].applicability == "not_applicable"
    assert cells["1.1.1", "self_points"] == (form.sheet, f"H{typed['1.1.1'].line}")


def test_a_row_that_the_list_does_not_put_outside_is_typed_by_the_unit(tmp_path):
    unit = MADE.unit("mp-so-noi-vu")
    one = plan(MADE, unit, "template")
    claimed = one.line("1.1.3")._replace(values={"applicability": "not_applicable", "applicability_reason": "x"})
    path = tmp_path / "x.xlsx"
    template_forms.write(path, one.with_line(claimed), MADE.criteria["so"])
    typed = {row.code: row for row in meaning.typed(reading.read(path, [MADE.criteria["so"]]), MADE.criteria["so"])}
    assert typed["1.1.3"].applicability == "not_applicable" and typed["1.1.3"].self_points is None
    assert typed["1.1.1"].self_points == Fraction(MADE.rows[unit.code]["1.1.1"].self_points)
