"""Tables of room 5 for units that do not exist, of the declared shape and any size, for tests of figures and sentences."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis import tables

BLOCK = {"year": 2025, "block": "so"}
INPUTS = ("weights/total", "weights/1", "weights/2", "treatment", "cut_offs")


def study(toy):
    """Return the toy study of 2025 alone."""
    return replace(toy.study, years=(2025,))


def codes(count):
    """Return so many unit codes."""
    return [f"unit-{place:04d}" for place in range(1, count + 1)]


def named(_study, code, language):
    """Return a name for a made-up unit; every seventh is long."""
    long = code.endswith("7")
    words = {
        "vi": ("Ủy ban nhân dân xã", "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
        "en": ("People's Committee of commune", "Office of the delegation of the province to the National Assembly"),
    }
    return f"{words[language][long]} {int(code[-4:])}"


def ranks(count, spread, draws=200):
    """Return draws x units: ranks of units one point apart under errors of a spread; draw 0 has none."""
    errors = np.random.default_rng(count).normal(0, spread, (draws, count))
    errors[0] = 0
    return (-(errors - np.arange(count))).argsort(axis=1).argsort(axis=1) + 1


def _checked(name, frame):
    return tables.checked(name, frame.assign(status="synthetic")).drop(columns="status")


def intervals(count, sources=("method", "noise"), **place):
    """Return the table `rank_intervals`: method and noise of different width."""
    frames = []
    for source in sources:
        drawn = ranks(count, {"method": 2.0, "noise": 4.0}[source])
        low, middle, high = np.quantile(drawn, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
        shift = np.abs(drawn - drawn[0]).mean(axis=0)
        facts = BLOCK | {"unit_code": codes(count), "source": source, "rank": drawn[0], "rank_low": low} | place
        frames.append(pd.DataFrame(facts | {"rank_median": middle, "rank_high": high, "mean_rank_shift": shift}))
    return _checked("rank_intervals", pd.concat(frames))


def probability(count, **place):
    """Return the table `rank_probability` of the method."""
    drawn, rows = ranks(count, 2.0), []
    for unit, own in zip(codes(count), drawn.T, strict=True):
        rank, times = np.unique(own, return_counts=True)
        rows.append(pd.DataFrame(BLOCK | place | {"unit_code": unit, "source": "method", "rank": rank,
                                                  "probability": times / len(drawn)}))  # fmt: skip
    return _checked("rank_probability", pd.concat(rows))


def influence(total=(0.62, 0.31, 0.12, 0.05, 0.0), inputs=INPUTS, **place):
    """Return the table `influence` of one target; total order as given, first order a little smaller."""
    total = np.array(total)
    frame = pd.DataFrame(BLOCK | {"target": "mean_rank_shift", "unit_code": "", "input": list(inputs)} | place)
    for name, value in (("first_order", total * 0.8), ("total_order", total)):
        frame = frame.assign(**{name: value, f"{name}_low": value - 0.03, f"{name}_high": value + 0.03})
    return _checked("influence", frame.assign(draws=1024, failed=0, reason=""))


def effective_weights(**place):
    """Return the table `effective_weights` of the toy's two parts and their criteria: the survey decides the most."""
    rows = [("1", "total", 0.65, 0.30), ("2", "total", 0.35, 0.70), ("2.1", "2", 0.2, 0.5), ("2.2", "2", 0.15, 0.5)]
    frame = pd.DataFrame(rows, columns=["node", "parent", "nominal_weight", "importance"]).assign(**BLOCK | place)
    return _checked(
        "effective_weights", frame.assign(correlation=0.5, linear_share=0.25, main_effect=0.4, n=6, reason="")
    )


def summary(count, sources=("method", "noise"), **place):
    """Return the table `sensitivity_summary` with the statistics of the declared names."""
    values = {"mean_rank_shift": 1.25, "units_fixed": 1, "widest_range": 5, "share_within_1": 0.5, "share_within_3": 0.75,
              "share_within_5": 1.0, "mean_spearman": 0.9, "mean_kendall": 0.8}  # fmt: skip
    rows = [
        BLOCK | {"source": source, "statistic": name, "estimate": value, "n": count} | place
        for source in sources
        for name, value in values.items()
    ]
    return _checked("sensitivity_summary", pd.DataFrame(rows))


def unsure(count=6, **place):
    """Return the table `unsure_classes`: the second unit by the method, the third by noise."""
    rows = [("method", 2, 0.7, 0.3), ("noise", 3, 0.6, 0.4)]
    frame = pd.DataFrame(rows, columns=["source", "place", "probability", "other_probability"])
    frame["unit_code"] = [codes(count)[place - 1] for place in frame.pop("place")]
    return _checked("unsure_classes", frame.assign(**BLOCK | {"class": "Tốt", "other_class": "Khá"} | place))


def write(here, **frames):
    """Leave made-up tables in a run folder; every other table of the run is there and empty."""
    for name in tables.schemas()["tables"]:
        if name == "left_out":
            continue
        tables.write(here.folder, name, frames.get(name, tables.empty(name)), here.study.status)
    for room in ("reliability", "sensitivity", "fairness", "association", "compare"):
        tables.write(here.folder, f"left_out_{room}", tables.empty("left_out_"), here.study.status)


def figures(here, *names):
    """Leave empty files in the place of figures, so that the report takes them for drawn."""
    (here.folder / "figures").mkdir(exist_ok=True)
    for name in names:
        (here.folder / "figures" / f"{name}_vi.svg").write_text("")
