"""What a new criterion could do while nobody has collected its data: bounds of scores and ranks, and what to collect."""

import math

import numpy as np
import pandas as pd

from analysis import score, tables
from analysis.blocks import UnitsTogether, ranked, together
from analysis.criterion import Criterion
from analysis.language import LANGUAGES, both, say
from analysis.names import criterion as title
from analysis.names import unit as unit_name
from analysis.proposals.carry import NOT_COLLECTED
from analysis.study import Study

SCENARIOS = ("all_zero", "all_full", "worst", "best")


def added_bounds(assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `proposal_bounds`: score and rank of each unit in the extreme cases of what was not collected.

    assessed : as carried to the proposal. all_zero, all_full : every unit has the lowest, the highest points on every new
    criterion. worst : the unit has the lowest and all others the highest; best : the other way. No other points give a
    rank outside worst and best, so that `holds` says whether the rank is the same whatever is collected, if the criterion
    applies to all units. score_possible :
    per cent of the applicable maximum where ranks compare per cents, else points. Empty without a new criterion.
    """
    low, high = (_blocks(assessed, study, end) for end in ("low", "high"))
    rows = []
    for key in low:
        rows += _rows(low[key], high[key])
    return tables.from_rows("proposal_bounds", rows)


def new_criteria(assessed: pd.DataFrame) -> pd.DataFrame:
    """Return (year, block, node, n) of every criterion that was not collected, n the units it would be collected from."""
    own = assessed[(assessed["measure"] == "points") & (assessed["missing"] == NOT_COLLECTED)]
    return own.groupby(["year", "block", "node"], sort=True)["unit_code"].nunique().rename("n").reset_index()


def _blocks(assessed: pd.DataFrame, study: Study, end: str) -> dict[tuple[int, str], UnitsTogether]:
    concerned = {(row["year"], row["block"]) for row in new_criteria(assessed).to_dict("records")}
    own = assessed[[pair in concerned for pair in zip(assessed["year"], assessed["block"], strict=True)]]
    filled = _filled(own, study, end)
    return {(one.year, one.block): one for one in together(score.points(filled, study), study)} if concerned else {}


def _filled(own: pd.DataFrame, study: Study, end: str) -> pd.DataFrame:
    open_rows = own["missing"] == NOT_COLLECTED
    values = [
        _end(study.criteria(block).items[node], end) if is_open else value
        for block, node, value, is_open in zip(own["block"], own["node"], own["value"], open_rows, strict=True)
    ]
    return own.assign(value=values, missing=own["missing"].mask(open_rows, ""))


def _end(item: Criterion, end: str) -> float:
    """Return the lowest or highest points of a criterion; NaN where no source states them."""
    bound = item.minimum if end == "low" else item.maximum
    return math.nan if bound is None else float(bound)


def _rows(low: UnitsTogether, high: UnitsTogether) -> list[dict]:
    lowest, highest = low.total.to_numpy(), high.total.to_numpy()
    scores = {"all_zero": lowest, "all_full": highest, "worst": lowest, "best": highest}
    ranks = {"all_zero": ranked(low, lowest), "all_full": ranked(high, highest)}
    ranks |= {"worst": _one_against_all(low, lowest, highest), "best": _one_against_all(low, highest, lowest)}
    holds = np.where(ranks["worst"] == ranks["best"], "yes", "no")
    return [
        {"year": low.year, "block": low.block, "unit_code": unit, "scenario": scenario,
         "score_possible": float(scores[scenario][place]), "rank": int(ranks[scenario][place]), "holds": holds[place]}
        for place, unit in enumerate(low.units)
        for scenario in SCENARIOS
    ]  # fmt: skip


def _one_against_all(units: UnitsTogether, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return each unit's rank with its own total of one case among the totals of the others in another case."""
    every = np.where(np.eye(len(own), dtype=bool), own[:, None], others[None, :])
    return np.array([ranked(units, row)[place] for place, row in enumerate(every)])


def to_collect(assessed: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the table `proposal_to_collect`: what each new criterion needs, from whom, of n units.

    Where the proposal names neither figures nor documents, the title of the criterion says what it is about and nothing more.
    """
    rows = []
    for row in new_criteria(assessed).to_dict("records"):
        criteria = study.criteria(row["block"])
        what = {language: _what(criteria, row["node"], language) for language in LANGUAGES}
        whom = _whom(criteria.items[row["node"]], study)
        rows.append(
            {"year": row["year"], "block": row["block"], "criterion_code": row["node"], "what_vi": what["vi"],
             "what_en": what["en"], "from_vi": whom["vi"], "from_en": whom["en"], "n": row["n"]}
        )  # fmt: skip
    return tables.from_rows("proposal_to_collect", rows)


def _what(criteria, code: str, language: str) -> str:
    item = criteria.items[code]
    named = [getattr(item, f"{kind}_{language}") for kind in ("figures", "evidence")]
    stated = "; ".join(one for one in named if one) or say("proposals.figures_not_named", language)
    return f"{title(criteria, code, language)}: {stated}"


def _whom(item: Criterion, study: Study) -> dict[str, str]:
    body = item.appraised_by
    if not body:
        return both(f"proposals.collect_{item.points_from}")
    names = {language: _name(study, body, language) for language in LANGUAGES}
    return both(f"proposals.collect_{item.points_from}_by", body=names)


def _name(study: Study, code: str, language: str) -> str:
    """Return the name of a body that is one of the study's units; else what the proposal calls it."""
    return unit_name(study, code, language) if code in study.units().index else code
