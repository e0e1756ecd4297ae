"""Sentences on awards: built from the tables, so other data give other sentences."""

import award_rules as made
import pytest

from analysis import study as studies
from analysis.awards import rules, words
from analysis.language import LANGUAGES
from analysis.paths import studies_folder


@pytest.fixture
def said(toy_root, toy):
    def one(conditions, awards, size=2, language="vi"):
        made.write(toy_root, conditions, awards)
        study = studies.load(studies_folder(toy_root) / "toy")
        found = made.awarded(toy_root, toy, size).tables
        return words.sentences(found["awards"], found["award_conditions"], rules.of_study(study), study, language)

    return one


def test_a_failed_condition_is_named_in_its_own_words(said):
    texts = said([made.SEVENTY], [made.award("x", "bay-muoi")])[2024, "x"]
    assert any("không đạt (điều kiện không đạt: Điều kiện bay-muoi)" in text for text in texts)


def test_how_likely_it_flips_is_said_as_a_whole_number_of_per_cent(said):
    """C at 73.82 falls below 70 in 2.8 per cent of cases with an error of 2; F at 65 reaches it in 0.6."""
    texts = said([made.SEVENTY], [made.award("x", "bay-muoi")])[2024, "x"]
    assert sum("có thể đổi với xác suất 3%" in text for text in texts) >= 1


def test_other_errors_give_other_sentences(said):
    first, second = (said([made.SEVENTY], [made.award("x", "bay-muoi")], size) for size in (2, None))
    assert first != second and any("Chưa biết sai số" in text for text in second[2024, "x"])


def test_why_a_condition_is_open_is_said(said):
    texts = said([made.VAGUE], [made.award("x", "dieu-hanh")])[2024, "x"]
    assert all("chưa xác định" in text and "văn bản không định nghĩa" in text for text in texts[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_count_adds_up_to_the_units(said, language):
    count = said([made.GOOD], [made.award("x", "tot", kind="commendation")], language=language)[2024, "x"][0]
    numbers = [int(word) for word in count.replace(",", " ").replace(":", " ").split() if word.isdecimal()]
    assert sum(numbers[:3]) == 6 and ("hình thức khen thưởng" in count) == (language == "vi")
