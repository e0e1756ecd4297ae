"""The rules of emulation and commendation of one legal text: awards.yml beside the criteria, as data."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from analysis import framework as frameworks
from analysis import settings
from analysis.awards.rule_checks import rule_problems
from analysis.awards.rule_keys import SOURCES, UNKNOWN
from analysis.paths import frameworks_folder, shown
from analysis.problems import DataProblems, problem, stop_on_errors
from analysis.proposals import proposal as proposals
from analysis.proposals.awards import changed_awards
from analysis.proposals.lines import at_line, line_of, lines
from analysis.study import Study

PERSONS = "persons"


@dataclass(frozen=True)
class Condition:
    """One condition: where it is looked up and what it asks; test is None where the text does not define it.

    text : {"vi", "en"}, as the legal text has it. article : its place in the text, `unknown` where none is known.
    """

    code: str
    text: dict
    article: str
    source: str
    test: dict | None


@dataclass(frozen=True)
class Quota:
    """How many units of one emulation group (cụm, khối thi đua) may have an award.

    at_most : a number of units; share : of the units of the group, 0 to 1, rounded as `rounding` says. Exactly one of
    both is given. by : what puts units in order, per cent or points of the total; `unknown` where the text says nothing.
    """

    by: str
    at_most: int | None = None
    share: Fraction | None = None
    rounding: str = UNKNOWN


@dataclass(frozen=True)
class Award:
    """One title or commendation: every condition must hold.

    kind : title (danh hiệu thi đua), commendation (hình thức khen thưởng), not_stated. whom : units or persons. sets :
    sets of criteria whose units it is for, empty for all. quota : None without one, `unknown` where the text has one
    but does not say how many.
    """

    code: str
    kind: str
    title: dict
    whom: str
    conditions: tuple[str, ...]
    sets: tuple[str, ...] = ()
    quota: Quota | str | None = None


@dataclass(frozen=True)
class AwardRules:
    """All rules of one text: {code: Condition}, awards in its order, and where they come from."""

    source: str
    decision: dict
    conditions: dict[str, Condition]
    awards: tuple[Award, ...]


class StudyRules(NamedTuple):
    """The rules that hold in a study: {code: Condition}, awards, and {code of an award: blocks whose units it is for}."""

    conditions: dict[str, Condition]
    awards: tuple[Award, ...]
    blocks: dict[str, tuple[str, ...]]

    def asked_of(self, block: str, whom: str = "units") -> list[str]:
        """Return the codes of the conditions that some award asks of the units (or persons) of a block, as listed."""
        own = [one for one in self.awards if one.whom == whom and block in self.blocks[one.code]]
        return list(dict.fromkeys(code for one in own for code in one.conditions))


def path_of(root: Path, framework: str) -> Path:
    """Return where the award rules of a framework stand."""
    return frameworks_folder(root) / framework / "awards.yml"


def load(root: Path, framework: str, proposal: str = "") -> AwardRules | None:
    """Return the award rules of a framework, as a proposal would have them if its slug is given; None without a file.

    Raises DataProblems naming file, line, found and expected for everything wrong at once: keys, sources and tests,
    codes that are not there or twice, classes and criteria the framework does not have, a title called a commendation.
    """
    path = path_of(root, framework)
    if not path.exists():
        return None
    content = settings.parsed(path)
    if proposal:
        content = changed_awards(content, proposals.load(root, framework, proposal))
    known, sets = lines(path), _sets(root, framework, proposal)
    found = rule_problems(content, sets, shown(path))
    stop_on_errors([at_line(one, line_of(known, one.cell)) for one in found])
    return _rules(content)


def _sets(root: Path, framework: str, proposal: str) -> dict:
    """Return the sets of criteria; none where a text of awards stands alone, without the criteria it refers to."""
    there = (frameworks_folder(root) / framework / "framework.yml").exists()
    return frameworks.load(root, framework, proposal) if there else {}


def of_study(study: Study) -> StudyRules:
    """Return the rules of all frameworks of a study, changed by the study's proposal; none of them needs to have any.

    Raises DataProblems as `load` does, and where two frameworks have different rules under one code.
    """
    conditions, awards, blocks = {}, {}, {}
    for name in sorted({block.criteria.framework for block in study.blocks.values()}):
        slug = study.proposal if study.proposal in proposals.slugs(study.root, name) else ""
        rules = load(study.root, name, slug)
        if rules is None:
            continue
        _stop_on_differing(conditions, rules.conditions, study, name)
        _stop_on_differing(awards, {one.code: one for one in rules.awards}, study, name)
        conditions |= rules.conditions
        for one in rules.awards:
            awards[one.code] = one
            blocks[one.code] = (*blocks.get(one.code, ()), *_blocks(one, name, study))
    return StudyRules(conditions, tuple(awards.values()), blocks)


def _stop_on_differing(known: dict, further: dict, study: Study, framework: str) -> None:
    twice = [code for code, one in further.items() if code in known and known[code] != one]
    if twice:
        file = shown(path_of(study.root, framework))
        raise DataProblems([problem("differs", texts="awards", file=file, found=code) for code in twice])


def _blocks(award: Award, framework: str, study: Study) -> list[str]:
    own = [code for code, block in study.blocks.items() if block.criteria.framework == framework]
    return [code for code in own if not award.sets or study.criteria(code).code in award.sets]


def _rules(content: dict) -> AwardRules:
    conditions = [_condition(entry) for entry in content["conditions"]]
    return AwardRules(
        source=content["source"], decision=content["decision"], conditions={one.code: one for one in conditions},
        awards=tuple(_award(entry) for entry in content["awards"]),
    )  # fmt: skip


def _condition(entry: dict) -> Condition:
    source = next(one for one in SOURCES if one in entry)
    test = None if entry[source] == UNKNOWN else entry[source]
    return Condition(entry["code"], entry["text"], entry["article"], source, test)


def _award(entry: dict) -> Award:
    return Award(
        code=entry["code"], kind=entry["kind"], title=entry["title"], whom=entry["for"],
        conditions=tuple(entry["conditions"]), sets=tuple(entry.get("sets", ())), quota=_quota(entry.get("quota")),
    )  # fmt: skip


def _quota(entry) -> Quota | str | None:
    if not isinstance(entry, dict):
        return entry
    share = Fraction(str(entry["share"])) if "share" in entry else None
    return Quota(entry["by"], entry.get("at_most"), share, entry.get("rounding", UNKNOWN))
