"""Many forms at once give what one after the other gives."""

import small_study

from analysis import study as studies
from analysis.forms import batch, cleaning, intake
from analysis.forms.reading import read


def one_by_one(study):
    facts, sets = cleaning.facts_of(study), intake.criteria_sets(study)
    return [cleaning.understood(read(path, sets), facts) for path in intake.submissions(study)]


def test_a_few_forms_are_read_in_this_process(tmp_path):
    study = studies.load(small_study.write(tmp_path))
    counted = []
    assert batch.sent(study, counted.append) == one_by_one(study)
    assert sum(counted) == 2


def test_many_forms_are_read_side_by_side_in_the_order_of_their_names(tmp_path, monkeypatch):
    units = [(f"tt-so-{place:02d}", f"Sở Thử nghiệm {place:02d}") for place in range(26)]
    forms = {f"{code}.xlsx": (name, small_study.of_unit(place), "") for place, (code, name) in enumerate(units)}
    study = studies.load(small_study.write(tmp_path, forms, units=units))
    monkeypatch.setattr(batch, "FEW", 10)
    assert batch.sent(study) == one_by_one(study)


def test_no_form_gives_nothing(tmp_path):
    assert batch.sent(studies.load(small_study.write(tmp_path, {}))) == []
