"""Tables of rooms 4, 6 and 7 for units and criteria that do not exist, of the declared shape and any size."""

import made_up_ranges as made
import numpy as np
import pandas as pd

from analysis import tables

BLOCK = made.BLOCK
# The outside index of the toy study.
INDEX = "TOYX"
VERDICTS = ("ceiling", "floor", "repeats", "applies_to_few", "disputed")
BODIES = ("so-noi-vu", "so-tu-phap", "so-tai-chinh", "van-phong")


def generator(name):
    """Return the random numbers of one made-up table."""
    return np.random.default_rng([ord(letter) for letter in name])


def checked(name, rows):
    """Return rows as the declared table, every column that is missing empty."""
    frame = pd.DataFrame(rows)
    declared = tables.schema(name)["columns"]
    return tables.checked(name, frame.reindex(columns=declared).assign(status="synthetic")).drop(columns="status")


def differences(groups=("kind:huyen", "kind:xa", "region:TN", "outside_functions:some", "appraises:yes"), **place):
    """Return `group_differences`: shown, not shown and too few in turn, for the total and one part."""
    rows = []
    for count, name in enumerate(groups):
        grouping, group = name.split(":")
        verdict = ("shown", "not_shown", "too_few")[count % 3]
        tested = verdict != "too_few"
        estimate = {"shown": -6.5, "not_shown": 1.5, "too_few": 3.0}[verdict]
        for measure in ("total", "1"):
            rows.append(BLOCK | {
                "grouping": grouping, "group": group, "measure": measure,
                "reference": "no" if grouping == "appraises" else "none",
                "estimate": estimate, "low": estimate - 3 if tested else np.nan, "high": estimate + 3 if tested else np.nan,
                "p": {"shown": 0.001, "not_shown": 0.4}.get(verdict, np.nan), "n": 12, "n_reference": 30 if tested else 2,
                "p_adjusted": {"shown": 0.004, "not_shown": 0.8}.get(verdict, np.nan), "mean_group": 80.0,
                "mean_reference": 80 - estimate, "effect_size": estimate / 5, "effect_low": estimate / 5 - 0.5,
                "effect_high": estimate / 5 + 0.5, "detectable": 4.25 if tested else np.nan, "method": "welch",
                "verdict": verdict, "basis": "assumed" if grouping == "appraises" else "",
            } | place)  # fmt: skip
    return checked("group_differences", rows)


def interval_rows(table, key, names, verdicts, estimates=None, **facts):
    """Return rows of any table of estimates: `key` takes the names, verdicts stand in turn."""
    rows = []
    for count, name in enumerate(names):
        verdict = verdicts[count % len(verdicts)]
        tested = verdict in ("shown", "not_shown")
        estimate = estimates[count] if estimates is not None else {"shown": -8.0, "not_shown": 1.0}.get(verdict, 2.0)
        known = verdict != "not_separable" and not pd.isna(estimate)
        rows.append(BLOCK | {
            key: name, "estimate": estimate if known else np.nan, "low": estimate - 2 if tested else np.nan,
            "high": estimate + 2 if tested else np.nan, "p": {"shown": 0.001, "not_shown": 0.4}.get(verdict, np.nan),
            "p_adjusted": {"shown": 0.003, "not_shown": 0.8}.get(verdict, np.nan), "n": 12, "n_reference": 20, "rows": 150,
            "detectable": 3.5 if tested else np.nan, "verdict": verdict, "method": "made up",
        } | facts)  # fmt: skip
    return checked(table, rows)


def severity(verdicts=("shown", "not_shown"), bodies=BODIES, **place):
    """Return `severity` of some bodies."""
    return interval_rows("severity", "body", bodies, verdicts, component=1, **place)


def severity_design(separable="yes", bodies=BODIES, **place):
    """Return `severity_design` in which all bodies can be told apart, or none."""
    rows = [
        BLOCK | {"body": body, "criteria": 20, "criteria_shared": 12 if separable == "yes" else 0, "n": 30, "rows": 150,
                 "component": 1 if separable == "yes" else place + 1, "separable": separable, "mean_cut": 4.25 + place,
                 "share_cut": 0.25, "reason": "" if separable == "yes" else "no_shared_criteria"}
        for place, body in enumerate(bodies)
    ]  # fmt: skip
    return checked("severity_design", [row | place for row in rows])


def contrast(verdicts=("shown", "shown", "not_shown", "shown", "not_shown"), basis="assumed"):
    """Return `appraiser_contrast` with all five comparisons."""
    names = ("others", "own", "survey", "others_minus_survey", "own_minus_others")
    return interval_rows("appraiser_contrast", "comparison", names, verdicts, basis=basis)


def quality(codes, **place):
    """Return `criterion_quality` of some criteria: shares, spreads and gaps of every size."""
    draw = generator("quality")
    rows = []
    for code in codes:
        top = draw.beta(1, 1.4)
        bottom = (1 - top) * draw.beta(1, 6)
        rows.append(BLOCK | {
            "criterion_code": code, "n": 30, "mean": 0.7, "standard_deviation": 0.5 * (1 - top), "lowest": 0.0, "highest": 1.0,
            "share_at_maximum": top, "share_at_minimum": bottom, "share_at_zero": bottom, "share_outside": 0.1,
            "share_no_case": 0.05, "item_rest_correlation": 0.3, "low": 0.05, "high": 0.55, "variance_share": 0.01,
            "mean_rank_shift": 0.5, "largest_rank_shift": 3, "gap_appraisal": -0.1, "gap_explanation": 0.05, "petitions": 2,
        } | place)  # fmt: skip
    return checked("criterion_quality", rows)


EVIDENCE = {"ceiling": "share_at_maximum", "floor": "share_at_minimum", "repeats": "correlation",
            "applies_to_few": "share_outside", "disputed": "petitions"}  # fmt: skip


def verdicts(codes, every=3, **place):
    """Return `criterion_verdicts`: each `every`-th criterion is marked, the marks in turn; the others tell units apart."""
    rows = []
    for count, code in enumerate(codes):
        marked = count % every == 0
        verdict = VERDICTS[(count // every) % len(VERDICTS)] if marked else "tells_apart"
        other = codes[(count + 1) % len(codes)] if verdict == "repeats" else ""
        rows.append(BLOCK | {
            "criterion_code": code, "verdict": verdict, "evidence": EVIDENCE.get(verdict, "share_at_maximum"),
            "estimate": 4 if verdict == "disputed" else 0.97, "limit": 3 if verdict == "disputed" else 0.95,
            "other_criterion": other, "n": 30,
        } | place)  # fmt: skip
    return checked("criterion_verdicts", rows)


def gaps(count, **place):
    """Return `self_gap` of so many units: most are lowered a little, some much, some not at all."""
    draw = generator("gaps")
    own = draw.uniform(60, 95, count)
    force = own - np.maximum(draw.normal(4, 4, count), 0)
    order = {"rank_self": (-own).argsort().argsort() + 1, "rank_in_force": (-force).argsort().argsort() + 1}
    frame = pd.DataFrame(BLOCK | {"unit_code": made.codes(count), "self_points": own, "points_in_force": force} | order)
    frame = frame.assign(appraisal_1=force - 1, gap=np.abs(own - force), percent_of_maximum=own - force, recovered=0.25)
    return checked("self_gap", frame.assign(**place).to_dict("records"))


def totals_by_round(count, **place):
    """Return totals of so many units in each round: {(year, block): {round: totals by unit_code}}."""
    draw, found = generator("totals"), {}
    own = draw.uniform(55, 99, count)
    for name, shift in (("self", 4), ("appraisal_1", -2), ("appraisal_2", 0)):
        found[name] = pd.Series(own + shift + draw.normal(0, 0.5, count), made.codes(count))
    return {(place.get("year", BLOCK["year"]), place.get("block", BLOCK["block"])): found}


def thresholds(totals, limits=(("Tốt", 90.0), ("Khá", 80.0), ("Trung bình", 65.0)), window=1.0, verdict="not_shown"):
    """Return `thresholds` of some class limits: counted in the totals by round."""
    rows = []
    for (year, block), name in [(place, name) for place, one in totals.items() for name in one]:
        own = totals[year, block][name]
        for label, limit in limits:
            above = int(own.between(limit, limit + window).sum())
            below = int(own.between(limit - window, limit, inclusive="left").sum())
            tested = verdict in ("shown", "not_shown")
            rows.append({
                "year": year, "block": block, "class": label, "cut_off": limit, "round_of_points": name, "window": window,
                "above": above, "below": below, "expected_share": 0.5, "estimate": 0.6, "low": 0.3 if tested else np.nan,
                "high": 0.8 if tested else np.nan, "p": 0.3 if tested else np.nan, "p_adjusted": 0.9 if tested else np.nan,
                "n": above + below, "detectable": 0.3 if tested else np.nan, "verdict": verdict,
            })  # fmt: skip
    return checked("thresholds", rows)


def divergent(count, index=INDEX, ranges=True, **place):
    """Return `divergent_units` of so many units; ranges are five places wide where they are known."""
    draw = generator("divergent")
    by_points = draw.permutation(count) + 1
    noisy = by_points + draw.normal(0, count / 4, count)
    outside = noisy.argsort().argsort() + 1
    frame = pd.DataFrame(BLOCK | {"outside_index": index, "unit_code": made.codes(count), "n": count} | place)
    frame = frame.assign(
        points=100.0 - by_points, outside_value=50.0 - outside, rank_score=by_points, rank_outside=outside
    )
    frame["rank_gap"] = frame["rank_outside"] - frame["rank_score"]
    frame["beyond_ranges"] = ""
    for name in ("score", "outside") if ranges else ():
        frame[f"rank_{name}_low"] = (frame[f"rank_{name}"] - 4).clip(lower=1)
        frame[f"rank_{name}_high"] = (frame[f"rank_{name}"] + 4).clip(upper=count)
        frame["beyond_ranges"] = np.where(frame["rank_gap"].abs() > 8, "yes", "no")
    return checked("divergent_units", frame.to_dict("records"))


def association(index=INDEX, verdict="not_shown", estimate=0.25, measures=("pearson", "spearman", "kendall"), **place):
    """Return `association` of the total with one index."""
    rows = []
    for measure in measures:
        rows.append(BLOCK | {
            "score": "total", "outside_index": index, "measure": measure, "estimate": estimate, "low": estimate - 0.2,
            "high": estimate + 0.2, "p": 0.2, "p_adjusted": 0.01 if verdict == "shown" else 0.6, "p_false_discovery": 0.3,
            "n": 30, "share_observed": 0.5, "detectable": 0.49, "overlap": "no", "method": "permutation", "verdict": verdict,
        } | place)  # fmt: skip
    return checked("association", rows)


def parts(appraised=0.7, **place):
    """Return `parts`: how much of the ranks the appraised part decides, the survey the rest."""
    rows = [
        BLOCK | {"part": name, "n": 12, "mean": 50.0, "standard_deviation": 4.5, "variance_share": share, "rank_share": share,
                 "rank_correlation": 0.8, "low": 0.4, "high": 0.95} | place
        for name, share in (("appraised", appraised), ("survey", 1 - appraised))
    ]  # fmt: skip
    return checked("parts", rows)


def part_ranks(ranks=((12, 63, 34), (1, 2, 1)), **place):
    """Return `part_ranks`: rank by the appraised part, by the survey and by the total, of one unit after another."""
    rows = []
    for code, (appraised, survey, total) in zip(made.codes(len(ranks)), ranks, strict=True):
        for part, rank in (("appraised", appraised), ("survey", survey)):
            facts = {
                "unit_code": code,
                "part": part,
                "points": 50.0,
                "percent": 80.0,
                "rank": rank,
                "rank_total": total,
            }
            rows.append(BLOCK | facts | place)
    return checked("part_ranks", rows)


def rounds(**place):
    """Return `appraisal_rounds` of both steps: in all, by kind, criterion and body."""
    groups = (("total", "total"), ("kind", "so"), ("criterion", "1"), ("criterion", "2"), ("body", "so-noi-vu"))
    rows = [
        BLOCK | {"step": step, "grouping": grouping, "group": group, "n": 12, "rows": 120, "mean_before": 60.0,
                 "mean_after": 60.0 + change, "estimate": change * (2 if group == "2" else 1), "low": change - 1,
                 "high": change + 1, "share_lowered": 0.3, "share_raised": 0.1} | place
        for step, change in (("self_to_first", -4.0), ("first_to_second", 2.5))
        for grouping, group in groups
    ]  # fmt: skip
    return checked("appraisal_rounds", rows)


def severity_ranks(adjusted=(2, 1, 3), **place):
    """Return `severity_ranks`: units in official order and the ranks they would have."""
    rows = [
        BLOCK | {"unit_code": code, "points": 90.0 - rank, "effect": 0.5, "low": 0.1, "high": 0.9,
                 "points_adjusted": 90.0 - other, "rank": rank, "rank_adjusted": other} | place
        for rank, (code, other) in enumerate(zip(made.codes(len(adjusted)), adjusted, strict=True), start=1)
    ]  # fmt: skip
    return checked("severity_ranks", rows)


def reliability(**place):
    """Return `reliability` with every statistic that the report names."""
    names = ("cronbach_alpha", "mcdonald_omega", "part_correlation", "appraisal_survey_correlation", "weighted_kappa",
             "intraclass", "error_of_one_appraisal", "reliability_of_differences")  # fmt: skip
    rows = [BLOCK | {"node": "total", "statistic": name, "estimate": 0.5, "low": 0.2, "high": 0.7, "n": 12} | place
            for name in names]  # fmt: skip
    return checked("reliability", rows)


def equal_quality(verdicts=("shown", "not_shown", "too_few")):
    """Return `equal_quality`: the same differences given an outside index."""
    groups = [f"group-{place}" for place in range(len(verdicts))]
    facts = {"grouping": "kind", "reference": "so", "outside_index": INDEX, "estimate_alone": -9.0}
    return interval_rows("equal_quality", "group", groups, verdicts, **facts)


def differential(verdicts=("shown", "not_shown"), criteria=("1", "2")):
    """Return `differential` of some criteria."""
    facts = {"grouping": "kind", "group": "xa", "reference": "phuong"}
    return interval_rows("differential", "criterion_code", criteria, verdicts, **facts)


def applicability(count, treatments=("per_cent", "zero"), **place):
    """Return `applicability`: the second treatment turns the order round."""
    rows = []
    for number, treatment in enumerate(treatments):
        for rank, code in enumerate(made.codes(count), start=1):
            rows.append(BLOCK | {
                "unit_code": code, "treatment": treatment, "official": "no" if number else "yes", "applicable_max": 60.0 + rank,
                "percent": 80.0, "rank": count + 1 - rank if number else rank,
            } | place)  # fmt: skip
    return checked("applicability", rows)


def applicability_link(verdicts=("not_shown", "shown"), treatments=("per_cent", "zero")):
    """Return `applicability_link`: the first treatment depends least."""
    facts = {"estimates": (-0.38, -0.7), "least_dependent": "no"}
    frame = interval_rows("applicability_link", "treatment", treatments, verdicts, **facts)
    return frame.assign(least_dependent=["yes" if one == treatments[0] else "no" for one in frame["treatment"]])


def class_flips(**place):
    """Return `class_flips` of two classes and of both together."""
    rows = [
        BLOCK | {"class": label, "n": 6 * many, "expected_flips": 0.75 * many, "units_unsure": 2 * many} | place
        for label, many in (("Tốt", 1), ("Khá", 1), ("all", 2))
    ]
    return checked("class_flips", rows)


def bounds(share=0.3, index=INDEX, **place):
    """Return `association_bounds` of one index."""
    row = {"score": "total", "outside_index": index, "estimate": 0.4, "lowest": -0.15, "highest": 0.67, "n": 19,
           "units_in_block": 63, "share_observed": share}  # fmt: skip
    return checked("association_bounds", [BLOCK | row | place])


def influence(count=5, index=INDEX, **place):
    """Return `association_influence`: without the last unit the correlation changes most."""
    changes = [0.01 * number for number in range(1, count)] + [-0.3]
    rows = [
        BLOCK | {"score": "total", "outside_index": index, "measure": "spearman", "unit_code": code,
                 "estimate": 0.4 + change, "change": change} | place
        for code, change in zip(made.codes(count), changes, strict=True)
    ]  # fmt: skip
    return checked("association_influence", rows)


def years(statistics, verdicts=("shown", "not_shown"), index=INDEX):
    """Return `association_years` of some statistics."""
    facts = {"outside_index": index, "units": 30, "years": 6, "first_year": 2018, "last_year": 2023}
    return interval_rows("association_years", "statistic", statistics, verdicts, **facts)


def everything(count=12):
    """Return {table: rows} of everything that the sections on reliability, fairness and association read."""
    codes = ["1.1", "2.1", "2.2"]
    totals = totals_by_round(count)
    return {
        "criterion_quality": quality(["1", "2", "1.1", "2.1", "2.2"]), "criterion_verdicts": verdicts(codes, every=1),
        "reliability": reliability(), "parts": parts(), "part_ranks": part_ranks(), "appraisal_rounds": rounds(),
        "severity_design": severity_design(), "severity": severity(), "severity_ranks": severity_ranks(),
        "group_differences": differences(), "appraiser_contrast": contrast(), "equal_quality": equal_quality(),
        "differential": differential(), "applicability": applicability(count), "applicability_link": applicability_link(),
        "thresholds": thresholds(totals), "class_flips": class_flips(), "self_gap": gaps(count),
        "self_gap_effect": interval_rows("self_gap_effect", "statistic", ["gap_kept"], ["not_shown"]),
        "association": association(), "association_influence": influence(), "association_bounds": bounds(),
        "divergent_units": divergent(count),
    }  # fmt: skip


FIGURES = ("variance_shares", "criteria", "severity_figure", "group_differences", "appraiser_figure", "treatments", "cut_offs",
           "self_appraised", "scatters")  # fmt: skip
