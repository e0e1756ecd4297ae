"""What is true of a synthetic province, as tables: planted mistakes, planted unfairness, quality, severity, true scores."""

from collections.abc import Iterable
from fractions import Fraction

from analysis.simulation.drawing import Province
from analysis.simulation.rows import Row

PLANTED = ("file", "sheet", "cell", "unit_code", "criterion_code", "check")
UNFAIRNESS = ("fault", "block", "body", "criterion_code", "works_against")
QUALITY = ("year", "unit_code", "quality", "inflation", "satisfaction", "percent_true", "percent_in_force")
SEVERITY = ("body", "severity", "planted")
SCORES = ("year", "unit_code", "criterion_code", "status", "body", "true_points", "self_points", "appraisal_1",
          "appraisal_2", "in_force")  # fmt: skip
POINTS = SCORES[-5:]


def tables(made: Province, planted: list[dict]) -> list[tuple[str, tuple, Iterable[dict]]]:
    """Return (file name, columns, rows) of every table of the truth."""
    return [
        ("planted.csv", PLANTED, planted),
        ("unfairness.csv", UNFAIRNESS, unfairness(made)),
        ("quality.csv", QUALITY, quality(made)),
        ("severity.csv", SEVERITY, severity(made)),
        ("true_scores.csv", SCORES, scores(made)),
    ]


def unfairness(made: Province) -> Iterable[dict]:
    """Yield what unfairness was planted, block by block."""
    for block, planted in made.planted.items():
        found = {
            "harsh_body": {"body": planted.harsh_body},
            "unfair_criterion": {"criterion_code": planted.unfair, "works_against": planted.works_against},
            "ceiling_criterion": {"criterion_code": planted.ceiling},
            "useless_criterion": {"criterion_code": planted.useless},
            "bunching": {"criterion_code": "total" if planted.bunching else ""},
        }
        for fault, facts in found.items():
            if any(facts.values()):
                yield dict.fromkeys(UNFAIRNESS, "") | {"fault": fault, "block": block} | facts


def quality(made: Province) -> Iterable[dict]:
    """Yield latent quality, inflation, satisfaction, and the total that the true figures and the points in force give."""
    for unit in made.assessed:
        traits = made.traits[unit.code]
        yield {
            "year": made.year, "unit_code": unit.code, "quality": f"{traits.quality:.4f}",
            "inflation": f"{traits.inflation:.4f}", "satisfaction": f"{made.satisfaction[unit.code]:.2f}",
            "percent_true": f"{float(made.percent(unit.code, lambda row: row.true_points)):.4f}",
            "percent_in_force": f"{float(made.percent(unit.code)):.4f}",
        }  # fmt: skip


def severity(made: Province) -> Iterable[dict]:
    """Yield how severe each appraising body is, on the scale of log odds of a cut."""
    harsh = {planted.harsh_body for planted in made.planted.values()}
    for body, value in made.severities.items():
        yield {"body": body, "severity": f"{value:.4f}", "planted": "yes" if body in harsh else "no"}


def scores(made: Province) -> Iterable[dict]:
    """Yield the points of every row in every round, and those that the true figures give; survey rows stand apart."""
    for code, rows in made.rows.items():
        for criterion, row in rows.items():
            place = {"year": made.year, "unit_code": code, "criterion_code": criterion, "status": row.status}
            yield place | {"body": row.body} | {name: _shown(row, name) for name in POINTS}
        for criterion, points in made.survey_points[code].items():
            place = {"year": made.year, "unit_code": code, "criterion_code": criterion, "status": "survey"}
            yield dict.fromkeys(SCORES, "") | place | {"true_points": number(points), "in_force": number(points)}


def _shown(row: Row, name: str) -> str:
    value = getattr(row, name)
    return "" if value is None else number(value)


def number(value: Fraction) -> str:
    """Return points with up to six decimals, without idle zeros."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
