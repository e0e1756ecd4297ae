"""Rules proposed from the lines of a scale, only where they leave no doubt."""

from fractions import Fraction

import pytest

from analysis import rules
from analysis.annex.amounts import of_line
from analysis.annex.scale import propose


def proposed(maximum, *lines):
    return propose([of_line(one) for one in lines], Fraction(maximum))


@pytest.mark.parametrize(
    ("maximum", "lines", "terms"),
    [
        (2, ("Trên 90%: 2", "Từ 70% đến 90%: 1", "Dưới 70%: 0"), "rate; > 90: 2; >= 70: 1; else: 0"),
        (2, ("Từ 90% trở lên: 2", "Từ 70% đến dưới 90%: 1", "Dưới 70%: 0"), "rate; >= 90: 2; >= 70: 1; else: 0"),
        (1, ("Đạt 100%: 1", "Từ 80% - dưới 100%: 0,5", "Dưới 80%: 0"), "rate; >= 100: 1; >= 80: 0.5; else: 0"),
        (1, ("Dưới 50%: 0", "Từ 50% trở lên: 1"), "rate; >= 50: 1; else: 0"),
        (3, ("Trên 99,5%: 3", "Trên 95% đến 99,5%: 1,5", "Từ 95% trở xuống: 0"), "rate; > 99.5: 3; > 95: 1.5; else: 0"),
        (1, ("Ban hành đúng hạn: 1", "Ban hành trễ: 0,5", "Không ban hành: 0"), "word; on_time: 1; late: 0.5; none: 0"),
        (1, ("Đúng thời hạn: 1", "Trễ hạn: 0"), "word; on_time: 1; late: 0"),
    ],
)
def test_bands_and_words_without_doubt_become_steps(maximum, lines, terms):
    proposal = proposed(maximum, *lines)
    assert (proposal.kind, proposal.terms, proposal.doubt) == ("steps", terms, "")
    assert rules.parse(proposal.kind, proposal.terms).kind == "steps"


@pytest.mark.parametrize(
    "lines",
    [
        ("Có: 1", "Không: 0"),
        ("Không đạt: 0", "Đạt: 1"),
        ("Có ban hành: 1", "Không ban hành: 0"),
        ("Đúng hạn: 1", "Không đúng hạn: 0"),
    ],
)
def test_a_line_and_its_denial_are_all_or_nothing(lines):
    assert proposed(1, *lines).kind == "all_or_nothing"


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        ((), "no_scale"),
        (("Trên 90%: 1", "Từ 70% đến 80%: 0,5", "Dưới 70%: 0"), "scale_boundaries"),
        (("Từ 80% trở lên: 1", "Từ 50% đến 80%: 0,5", "Dưới 50%: 0"), "scale_boundaries"),
        (("Trên 90%: 1", "Từ 70% đến 90%: 0,5"), "scale_boundaries"),
        (("Trên 90%: 0", "Từ 70% đến 90%: 0,5", "Dưới 70%: 1"), "scale_boundaries"),
        (("Trên 90% của 5 đơn vị: 1", "Từ 90% trở xuống: 0"), "scale_words"),
        (("Trên 90%: 2", "Từ 90% trở xuống: 0"), "scale_not_maximum"),
        (("Có kế hoạch: 0,5", "Có báo cáo: 0,5"), "scale_not_maximum"),
        (("Có kế hoạch: 1", "Có báo cáo: 0"), "scale_words"),
        (("Tốt: 1", "Khá: 0,5", "Kém: 0"), "scale_words"),
        (("Đúng hạn: 1", "Trễ dưới 5 ngày: 0,5", "Không ban hành: 0"), "scale_words"),
        (("Đúng hạn: 1", "Không ban hành: 0"), "scale_words"),
        (("Đúng hạn: 1", "Trễ theo quy định"), "scale_without_points"),
    ],
)  # fmt: skip
def test_whatever_leaves_doubt_stays_unknown_and_says_why(lines, doubt):
    proposal = proposed(1, *lines)
    assert (proposal.kind, proposal.doubt) == ("unknown", doubt)


def test_exactly_ninety_per_cent_gets_the_lower_step_of_the_bands_as_printed():
    proposal = proposed(2, "Trên 90%: 2", "Từ 70% đến 90%: 1", "Dưới 70%: 0")
    rule = rules.parse(proposal.kind, proposal.terms)
    given = [rules.points(rule, Fraction(2), Fraction(0), rules.Declared(Fraction(one), Fraction(1000)), 2024)
             for one in (901, 900, 700, 699)]  # fmt: skip
    assert given == [2, 1, 1, 0]


def test_an_unknown_maximum_leaves_every_scale_in_doubt():
    assert propose([of_line("Có: 1"), of_line("Không: 0")], None).doubt == "scale_not_maximum"
