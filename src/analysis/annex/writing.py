"""The draft of a framework on disk: criteria.csv, framework.yml and the list of what was not understood."""

import csv
import re
import unicodedata
from pathlib import Path

import pandas as pd
import yaml

from analysis import problems
from analysis.annex import decision
from analysis.annex.drafting import UNKNOWN, Draft
from analysis.criteria_set import LEVEL_NAMES, ROOT
from analysis.language import LANGUAGES, say
from analysis.tables import guarded, schemas

FOLDER = "framework-drafts"
OPTIONAL = ("part", "rule", "rule_terms", "evidence_vi", "appraised_by")


def write(root: Path, stem: str, made: Draft) -> Path:
    """Write a draft below outputs/framework-drafts and return its folder; an earlier draft is never written over."""
    folder = _free_folder(root / "outputs" / FOLDER, slug(stem))
    folder.mkdir(parents=True)
    columns = [*schemas()["inputs"]["criteria"]["columns"], *OPTIONAL]
    with (folder / "criteria.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: shielded(value) for name, value in row.items()} for row in made.rows)
    (folder / "framework.yml").write_text(_framework(folder.name, made), "utf-8", newline="\n")
    _listed(made.not_understood).to_csv(
        folder / "not_understood.csv", index=False, encoding="utf-8-sig", lineterminator="\n"
    )
    return folder


def _free_folder(parent: Path, name: str) -> Path:
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    return next(folder for one in names if not (folder := parent / one).exists())


def slug(stem: str) -> str:
    """Return a name of lower-case letters without marks, digits and hyphens; at most 60 characters."""
    letters = unicodedata.normalize("NFKD", stem.lower().replace("đ", "d"))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return plain or "annex"


def shielded(words: str) -> str:
    """Return text that no spreadsheet takes for a formula; a plain negative figure stays as it is."""
    if words.startswith("-") and not re.fullmatch(r"-\d+(\.\d+)?(/\d+)?", words):
        return f"'{words}"
    return guarded(words)


def _listed(found: list[problems.Problem]) -> pd.DataFrame:
    table = problems.table(found)
    return table.apply(lambda column: column.map(shielded)) if len(table) else table


def _framework(name: str, made: Draft) -> str:
    content = {
        "framework": name,
        "title": {"vi": decision.title(next(iter(made.sets.values())))[:300], "en": UNKNOWN},
        "decision": made.decision,
        "completeness": "partial",
        "sources": [UNKNOWN],
        "sets": {code: _rules(code, words, made.rows) for code, words in made.sets.items()},
    }
    comments = "".join(
        f"# {line}\n" for language in LANGUAGES for line in say("annex.draft_head", language).splitlines()
    )
    return comments + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _rules(code: str, words: str, rows: list[dict]) -> dict:
    own = [row for row in rows if row["set"] == code]
    scale = own[0]["max_points"]
    rules = {
        "title": {"vi": decision.title(words)[:300], "en": UNKNOWN},
        "scale": UNKNOWN if scale == UNKNOWN else float(scale),
        "rank_rule": "competition",
        "rounding": {"level": ROOT, "decimals": 2, "method": "half_up"},
        "rank_on": "printed",
        "not_applicable": UNKNOWN,
        "classes": [],
    }
    depth = _depth({row["criterion_code"]: row["parent_code"] for row in own})
    if depth > len(LEVEL_NAMES):
        rules["levels"] = [{"vi": f"cấp {level}", "en": f"level {level}"} for level in range(1, depth + 1)]
    return rules


def _depth(parents: dict[str, str]) -> int:
    levels = {ROOT: 0}
    for code, parent in parents.items():
        levels.setdefault(code, levels.get(parent, 0) + 1)
    return max(levels.values())
