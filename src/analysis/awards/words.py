"""What the tables of awards say in words: one sentence a unit, one a title or commendation; built from the tables."""

import pandas as pd

from analysis import names
from analysis.awards.rules import Award, StudyRules
from analysis.language import say
from analysis.study import Study

# A result that flips with at least this probability is named as unsure.
UNSURE = 0.1
_HARDLY = 0.01


def open_reasons(conditions: pd.DataFrame) -> dict[tuple[int, str, str], str]:
    """Return {(year, unit, condition): why it is not determined} of the table `award_conditions`."""
    keys = zip(conditions["year"], conditions["unit_code"], conditions["condition"], strict=True)
    return dict(zip(keys, conditions["open_reason"], strict=True))


def statement(row: dict, reasons: dict, rules: StudyRules, study: Study, language: str) -> str:
    """Return one sentence on a unit: its result, why, which conditions failed or are open, and how firm that is.

    row : of `awards`; reasons : as `open_reasons` returns them.
    """
    return say(
        "awards.statement", language, unit=names.unit(study, row["unit_code"], language),
        result=say(f"awards.result_{row['result']}", language), why=why(row, reasons, rules, language),
        flip=flip(row, language),
    )  # fmt: skip


def why(row: dict, reasons: dict, rules: StudyRules, language: str) -> str:
    """Return why a unit has its result, with the conditions in their own words."""
    failed = [rules.conditions[code].text[language] for code in _codes(row["failed_conditions"])]
    still = [
        f"{rules.conditions[code].text[language]} [{_open(reasons[row['year'], row['unit_code'], code], language)}]"
        for code in _codes(row["open_conditions"])
    ]
    return say(f"awards.why_{row['award_reason']}", language, failed="; ".join(failed), open="; ".join(still))


def _open(reason: str, language: str) -> str:
    return say(f"awards.open_{reason}", language)


def _codes(text: str) -> list[str]:
    return [code for code in text.split("; ") if code]


def flip(row: dict, language: str) -> str:
    """Return how firm a result is within the error of the scores."""
    probability = row["flip_probability"]
    basis = row["flip_basis"]
    if basis == "noise" and probability < _HARDLY:
        return say("awards.flip_almost_none", language)
    return say(f"awards.flip_{basis}", language, probability=100 * probability if basis == "noise" else 0)


def counts(own: pd.DataFrame, award: Award, language: str) -> str:
    """Return one sentence on an award: what it is in law, how many units have it, do not, are open, and are unsure.

    own : the rows of `awards` of this award and one year.
    """
    count = {name: int((own["result"] == name).sum()) for name in ("met", "not_met", "not_determined")}
    return say(
        "awards.count", language, title=award.title[language], kind=say(f"awards.kind_{award.kind}", language),
        met=count["met"], failed=count["not_met"], open=count["not_determined"],
        unsure=int((own["flip_probability"] >= UNSURE).sum()),
    )  # fmt: skip


def sentences(
    awards: pd.DataFrame, conditions: pd.DataFrame, rules: StudyRules, study: Study, language: str
) -> dict[tuple[int, str], list[str]]:
    """Return {(year, code of an award): the count, then one sentence a unit, in the order of Vietnamese lists}."""
    found, reasons = {}, open_reasons(conditions)
    for year, award in ((year, award) for year in study.years for award in rules.awards):
        own = awards[(awards["award"] == award.code) & (awards["year"] == year)]
        if len(own):
            rows = own.set_index("unit_code", drop=False).loc[names.ordered(study, list(own["unit_code"]))]
            found[year, award.code] = [counts(own, award, language)] + [
                statement(row, reasons, rules, study, language) for row in rows.to_dict("records")
            ]
    return found
