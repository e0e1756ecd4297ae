"""The numbered exhibits of a report: which notebook and function made each, and in which file it stands."""

from typing import NamedTuple

import pandas as pd

from analysis import tables
from analysis.language import say
from analysis.room import Room
from analysis.study import Study


class Exhibit(NamedTuple):
    """One table or figure of the report: its key in texts/exhibits.yml, who made it, and the file in the run folder."""

    key: str
    kind: str
    notebook: str
    function: str
    source: str


# Tables that stand where their figure does.
BESIDE = {"influence_table": "influence", "effective_weights": "importance", "shift_table": "shifts"}
# Verdicts on a criterion that leave nothing to look at.
UNREMARKABLE = ("tells_apart", "too_few_units")
# Of a criterion, what only studies with forms or with kinds of missing know.
CASES = ("share_outside", "share_no_case", "gap_appraisal", "gap_explanation", "petitions")
# What is said of criteria needs two of them.
COMPARED = ("criterion_verdicts", "criterion_quality", "criterion_cases")
AGREEING = ("equal", "carried", "printed_rounding")
ROOMS_WITH_OMISSIONS = ("reliability", "sensitivity", "fairness", "association", "compare")

# In the order of the report; README prints this list.
EXHIBITS = (
    Exhibit("issues", "table", "2_clean", "forms.examine.examine", "issues"),
    Exhibit("rounds", "figure", "2_clean", "figures.rounds.rounds", "round_totals"),
    Exhibit("totals", "figure", "3_score", "figures.scores.totals", "scores"),
    Exhibit("scores", "table", "3_score", "score.scores", "scores"),
    Exhibit("reproduction", "table", "3_score", "reproduction.reproduction", "reproduction"),
    Exhibit("class_limits", "table", "3_score", "score.class_limits", "class_limits"),
    Exhibit("variance_shares", "figure", "4_reliability", "figures.scores.variance_shares", "criterion_quality"),
    Exhibit("criteria", "figure", "4_reliability", "figures.criteria.criteria", "criterion_verdicts"),
    Exhibit(
        "criterion_verdicts", "table", "4_reliability", "reliability.verdicts.criterion_verdicts", "criterion_verdicts"
    ),
    Exhibit(
        "criterion_quality", "table", "4_reliability", "reliability.quality.criterion_quality", "criterion_quality"
    ),
    Exhibit("criterion_cases", "table", "4_reliability", "reliability.quality.criterion_quality", "criterion_quality"),
    Exhibit("reliability", "table", "4_reliability", "reliability.overlap.reliability", "reliability"),
    Exhibit("parts", "table", "4_reliability", "reliability.parts.parts", "parts"),
    Exhibit("appraisal_rounds", "table", "4_reliability", "reliability.rounds.appraisal_rounds", "appraisal_rounds"),
    Exhibit("severity_figure", "figure", "4_reliability", "figures.bodies.severity", "severity"),
    Exhibit("severity", "table", "4_reliability", "reliability.severity.severity", "severity"),
    Exhibit("choices", "table", "5_sensitivity", "sensitivity.declared.choices", "choices"),
    Exhibit("rank_ranges", "figure", "5_sensitivity", "figures.uncertainty.rank_ranges", "rank_intervals"),
    Exhibit("rank_intervals", "table", "5_sensitivity", "sensitivity.ranges.rank_intervals", "rank_intervals"),
    Exhibit("rank_probability", "figure", "5_sensitivity", "figures.uncertainty.rank_probability", "rank_probability"),
    Exhibit("unsure_classes", "table", "5_sensitivity", "sensitivity.ranges.unsure_classes", "unsure_classes"),
    Exhibit("influence", "figure", "5_sensitivity", "figures.uncertainty.influence", "influence"),
    Exhibit("influence_table", "table", "5_sensitivity", "sensitivity.influence_table.influence", "influence"),
    Exhibit("importance", "figure", "5_sensitivity", "figures.uncertainty.importance", "effective_weights"),
    Exhibit(
        "effective_weights", "table", "5_sensitivity", "sensitivity.importance.effective_weights", "effective_weights"
    ),
    Exhibit("rank_confidence", "table", "5_sensitivity", "sensitivity.rank_confidence.table", "rank_confidence"),
    Exhibit("survey_share", "figure", "5_sensitivity", "figures.ranges.survey_share", "survey_share"),
    Exhibit("group_differences", "figure", "6_fairness", "figures.differences.group_differences", "group_differences"),
    Exhibit("group_table", "table", "6_fairness", "fairness.groups.group_differences", "group_differences"),
    Exhibit("appraiser_figure", "figure", "6_fairness", "figures.differences.appraiser_contrast", "appraiser_contrast"),
    Exhibit(
        "appraiser_contrast", "table", "6_fairness", "fairness.appraisers.appraiser_contrast", "appraiser_contrast"
    ),
    Exhibit("pooled_figure", "figure", "6_fairness", "figures.differences.appraiser_pooled", "appraiser_pooled"),
    Exhibit("appraiser_pooled", "table", "6_fairness", "fairness.pooled.appraiser_pooled", "appraiser_pooled"),
    Exhibit("equal_quality", "table", "6_fairness", "fairness.equal_quality.equal_quality", "equal_quality"),
    Exhibit("differential", "table", "6_fairness", "fairness.differential.differential", "differential"),
    Exhibit("treatments", "figure", "6_fairness", "figures.ranges.treatments", "applicability"),
    Exhibit("applicability", "table", "6_fairness", "fairness.applicability.applicability", "applicability"),
    Exhibit("cut_offs", "figure", "6_fairness", "figures.cut_offs.cut_offs", "thresholds"),
    Exhibit("thresholds", "table", "6_fairness", "fairness.thresholds.thresholds", "thresholds"),
    Exhibit("self_appraised", "figure", "6_fairness", "figures.self_appraised.self_appraised", "self_gap"),
    Exhibit("self_gap_effect", "table", "6_fairness", "fairness.self_gap.self_gap_effect", "self_gap_effect"),
    Exhibit("scatters", "figure", "7_association", "figures.links.scatters", "divergent_units"),
    Exhibit("association", "table", "7_association", "association.correlations.association", "association"),
    Exhibit(
        "association_bounds", "table", "7_association", "association.bounds.association_bounds", "association_bounds"
    ),
    Exhibit("association_years", "table", "7_association", "association.years.association_years", "association_years"),
    Exhibit("shifts", "figure", "8_compare", "figures.ranges.shifts", "shifts"),
    Exhibit("shift_table", "table", "8_compare", "compare.weighting.shifts", "shifts"),
    Exhibit("places", "figure", "8_compare", "figures.years.places", "year_changes"),
    Exhibit("year_table", "table", "8_compare", "compare.year_changes.year_changes", "year_changes"),
    Exhibit("awards", "table", "8_compare", "awards.results.awarded", "awards"),
    Exhibit("award_quotas", "table", "8_compare", "awards.results.awarded", "award_quotas"),
    Exhibit("award_persons", "table", "8_compare", "awards.persons.checklist", "award_persons"),
    Exhibit("left_out", "table", "4_reliability … 8_compare", "omissions.table", "left_out_*"),
    Exhibit("corrections", "table", "2_clean", "corrections.applied", "corrections_applied"),
    Exhibit("annex", "table", "9_report", "report.annex.section", "scores"),
)


def present(here: Room) -> list[Exhibit]:
    """Return the exhibits of this run: figures that were drawn and tables that have a row, in the order of the report."""
    return [exhibit for exhibit in EXHIBITS if _stands(here, exhibit)]


def _stands(here: Room, exhibit: Exhibit) -> bool:
    figure = exhibit.key if exhibit.kind == "figure" else BESIDE.get(exhibit.key)
    if figure:
        return (here.folder / "figures" / f"{figure}_vi.svg").exists()
    if exhibit.key == "left_out":
        return any(len(here.table(f"left_out_{room}")) for room in ROOMS_WITH_OMISSIONS)
    if exhibit.key == "issues" and not here.study.has_forms:
        return False
    frame = here.table(exhibit.source)
    if exhibit.key in COMPARED:
        frame = several_criteria(frame, here.study)
    if exhibit.key == "reproduction":
        return bool((~frame["explanation"].isin(AGREEING)).any())
    if exhibit.key == "criterion_verdicts":
        return bool((~frame["verdict"].isin(UNREMARKABLE)).any())
    if exhibit.key == "criterion_cases":
        return bool(frame[list(CASES)].notna().any(axis=None))
    return len(frame) > 0


def several_criteria(frame: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the rows of a table of blocks that have more than one criterion: one column of points has no other to stand by."""
    several = {block for block in study.blocks if len(study.criteria(block).leaves) > 1}
    return frame[frame["block"].isin(several)]


def numbers(here: Room) -> dict[str, int]:
    """Return the number of each exhibit of this run, counted for tables and figures apart."""
    counted, counts = {}, {"table": 0, "figure": 0}
    for exhibit in present(here):
        counts[exhibit.kind] += 1
        counted[exhibit.key] = counts[exhibit.kind]
    return counted


def table(here: Room) -> pd.DataFrame:
    """Return the table `exhibits` of this run."""
    numbered = numbers(here)
    rows = [
        {
            "exhibit": exhibit.key, "number": numbered[exhibit.key],
            "title_vi": title(exhibit, "vi"), "title_en": title(exhibit, "en"),
            "notebook": exhibit.notebook, "function": exhibit.function, "file": file(exhibit),
        }
        for exhibit in present(here)
    ]  # fmt: skip
    return tables.from_rows("exhibits", rows)


def title(exhibit: Exhibit, language: str) -> str:
    """Return the title of an exhibit."""
    return say(f"exhibits.{exhibit.key}", language)


def file(exhibit: Exhibit) -> str:
    """Return where an exhibit stands in the run folder."""
    return f"figures/{exhibit.key}_*.svg" if exhibit.kind == "figure" else f"tables/{exhibit.source}.csv"
