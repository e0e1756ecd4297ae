"""At equal quality: both differences stand side by side, and a criterion that differs is named with its group."""

import made_up_fairness as fair

from analysis import tables
from analysis.report import equal_level


def test_a_difference_at_equal_satisfaction_stands_beside_the_plain_one(fair_page):
    said = equal_level.equal_quality(fair_page())
    assert "by -8.00 percentage points" in said[0] and "without regard to TOYX: -9.00" in said[0]
    assert "would have found" in said[1]


def test_a_criterion_that_gives_a_group_less_is_named(fair_page):
    said = equal_level.differential(fair_page(differential=fair.differential(("shown", "not_shown"), ("1.1", "2.1"))))
    assert (
        said[0].startswith("On criterion 1.1 ")
        and "“Communes” gets 8.0 per cent of the maximum less than “Wards”" in said[0]
    )


def test_the_table_has_what_was_shown_and_then_the_widest(fair_page):
    codes = ("1.1", "1.2", "2.1", "2.2")
    rows = fair.differential(("not_shown", "shown", "not_shown", "not_shown"), codes).sort_values("criterion_code")
    rows["estimate"] = rows["criterion_code"].map({"1.1": 1.0, "1.2": 2.0, "2.1": -9.0, "2.2": 3.0})
    assert list(equal_level._widest(fair_page(differential=rows))["criterion_code"]) == ["1.2", "2.1", "2.2", "1.1"]


def test_a_long_table_is_cut_and_the_rest_counted(fair_page):
    rows = fair.differential(("not_shown",), tuple(f"9.{place}" for place in range(equal_level.MOST_ROWS + 5)))
    assert "leaves 5 rows away" in equal_level._note(fair_page(differential=rows))[-1]


def test_the_text_names_its_index_and_not_satisfaction(fair_page):
    text = equal_level.section(fair_page())[1]
    assert "TOYX" in text and "satisf" not in text


def test_rows_without_an_adjusted_value_count_as_not_tested(fair_page):
    rows = fair.equal_quality(("not_shown", "too_few"))
    rows.loc[rows["verdict"] == "too_few", "estimate"] = None
    said = equal_level.equal_quality(fair_page(equal_quality=rows))
    assert said[-1].startswith("Only the value is given for one comparison")


def test_a_study_that_can_tell_neither_has_no_such_part(fair_page):
    page = fair_page(equal_quality=tables.empty("equal_quality"), differential=tables.empty("differential"))
    assert equal_level.section(page) == []
