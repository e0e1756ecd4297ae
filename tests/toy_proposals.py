"""Proposals to the toy decision: written as files, loaded like any other; the study under one, with its tables."""

from types import SimpleNamespace

import yaml

from analysis import framework, score
from analysis.proposals import applied, carry, proposal

WORDS = {"by": "Phòng Cải cách hành chính", "date": "2026-02-01", "base": "toy", "rationale": "Thử"}
SWAPPED_NAMES = [
    {"criterion": "1.1", "set": {"title_vi": "Thủ tục", "title_en": "Procedures"},
     "was": {"title_vi": "Kế hoạch", "title_en": "Plans"}},
    {"criterion": "1.2", "set": {"title_vi": "Kế hoạch", "title_en": "Plans"},
     "was": {"title_vi": "Thủ tục", "title_en": "Procedures"}},
]  # fmt: skip
FEWER_PLANS = [{"criterion": "1.1", "set": {"max_points": 20}, "was": {"max_points": 30}}]
WITHOUT_FINANCE = [{"criterion": "1.10", "drop": True, "was": {"max_points": 15}}]
ONE_SURVEY = [
    {"merge": ["2.1", "2.2"], "was": {"2.1": 20, "2.2": 15},
     "into": {"criterion_code": "2.3", "title_vi": "Hài lòng", "title_en": "Satisfaction", "max_points": 21}},
]  # fmt: skip
NEW_ONE = [
    {"add": {"criterion_code": "1.3", "parent_code": "1", "title_vi": "Hồ sơ trực tuyến", "title_en": "Online files",
             "max_points": 10, "points_from": "appraisal", "figures_vi": "Số hồ sơ", "figures_en": "Files"}},
]  # fmt: skip


def content_of(changes, balance="leave", **more):
    """Return the content of a proposal file."""
    return {"title": "Thử", **WORDS, "changes": changes, "balance": balance} | more


def write(root, content, slug="thu", of="toy"):
    """Write a proposal; content is what `content_of` gives, or the text of the file."""
    folder = proposal.folder(root, of)
    folder.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / f"{slug}.yml").write_text(text, "utf-8")
    return slug


def changed(root, changes, balance="leave", **more):
    """Return the toy set `so` under a proposal."""
    return framework.load(root, "toy", write(root, content_of(changes, balance, **more)))["so"]


def under(root, toy, changes, balance="leave", **more):
    """Return proposal, study and the tables of rooms 2 and 3 under a proposal to the toy decision."""
    one = proposal.load(root, "toy", write(root, content_of(changes, balance, **more)))
    study = applied.under(toy.study, one)
    assessed, told = carry.carried(toy.assessed, toy.study, study, one, toy.received)
    points = score.points(assessed, study)
    return SimpleNamespace(
        proposal=one, study=study, assessed=assessed, carried=told, points=points,
        scores=score.scores(points, assessed, study),
    )  # fmt: skip
