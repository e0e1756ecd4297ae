"""A proposal: other criteria as a file of differences, read and checked by itself; what it changes is checked in `changes`."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from analysis import settings
from analysis.framework import given
from analysis.language import LANGUAGES
from analysis.paths import frameworks_folder, shown
from analysis.problems import DataProblems, Problem, problem, stop_on_errors
from analysis.proposals.kinds import KINDS, WORDS, kind_of
from analysis.proposals.lines import at_line, line_of, lines
from analysis.settings import BOTH_LANGUAGES, Keys, ListOf, Rule, iso_date, real, text

# Folders beside those of proposals in the output of a study.
RESERVED = ("official", "proposals")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ANY = Rule(lambda value: True, "")
_PROPOSAL = Keys(
    {"title": _ANY, "by": text(), "date": iso_date(), "base": text(), "set": text(), "rationale": _ANY,
     "changes": ListOf(Rule(lambda value: isinstance(value, dict), "{criterion: …}"), least=1), "balance": _ANY},
    optional=("set", "balance"),
)  # fmt: skip
_SCALED = Keys({"scale_rest_to": real(1e-9, 10_000)})
LEAVE = "leave"
# A text for both languages, or one for each.
_WORDS = text('"…" | {vi: "…", en: "…"}')
_LEAVE = Rule(lambda value: value == LEAVE, "leave | {scale_rest_to: 100}")


@dataclass(frozen=True)
class Change:
    """One change: its kind, the criteria it names (none where it concerns the whole set), what is new and what was.

    new : {column: value} for set, rule, add, move and merge, True for drop, else the new value. was : the guard, in the
    same shape; of a merge {code: maximum}. line : where it begins in the file; key : its place, such as `changes[2]`.
    """

    kind: str
    codes: tuple[str, ...]
    new: object
    was: object
    line: int = field(default=0, compare=False)
    key: str = field(default="", compare=False)


@dataclass(frozen=True)
class Proposal:
    """A proposal to a framework.

    title, rationale : {"vi", "en"}. set : code of the set; empty where the framework has one. balance : `leave`, or the
    number of points that all criteria together have after those not named by a change were scaled. file : as messages
    print it; lines : {key: line}.
    """

    slug: str
    framework: str
    set: str
    title: dict
    by: str
    date: str
    rationale: dict
    changes: tuple[Change, ...]
    balance: str | int | float
    file: str = field(default="", compare=False)
    lines: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def place(self) -> str:
        """Return the file as messages print it; of a proposal that is no file yet, the name it would have."""
        return self.file or f"{self.slug}.yml"

    def only_words(self) -> bool:
        """Return whether no change touches a point, rank, class or award: only titles, evidence and the like are new."""
        return all(one.kind == "set" and set(one.new) <= set(WORDS) for one in self.changes) and self.balance == LEAVE


def folder(root: Path, framework: str) -> Path:
    """Return the folder that holds the proposals to a framework."""
    return frameworks_folder(root) / framework / "proposals"


def slugs(root: Path, framework: str) -> list[str]:
    """Return the names of the proposals to a framework, sorted."""
    return sorted(path.stem for path in folder(root, framework).glob("*.yml"))


def load(root: Path, framework: str, slug: str) -> Proposal:
    """Return a proposal that is known to fit its framework.

    Raises DataProblems with everything wrong at once, each naming file and line: keys, unknown criteria, guards that do
    not match, changes that change nothing, points that do not add up.
    """
    from analysis.proposals import changes

    changes.named(root, framework, slug, *given(root, framework))
    return read(root, framework, slug)[0]


def read(root: Path, framework: str, slug: str) -> tuple[Proposal, list[Problem]]:
    """Return a proposal with the changes that can be read, and everything wrong with the file by itself.

    Raises DataProblems for a file that is not there, cannot be read, or whose outer keys are wrong.
    """
    path = folder(root, framework) / f"{slug}.yml"
    _stop_on_name(path, slug, slugs(root, framework))
    content = settings.parsed(path)
    known, file = lines(path), shown(path)
    found = [*settings.violations(content, _PROPOSAL, "", file), *_whole_problems(content, file)]
    if not isinstance(content, dict) or not isinstance(content.get("changes"), list):
        stop_on_errors([at_line(one, line_of(known, one.cell)) for one in found])
    changes, further = _changes(content["changes"], file, known)
    found += [*further, *_base_problems(content, framework, file)]
    return _proposal(content, slug, framework, changes, file, known), [
        at_line(one, line_of(known, one.cell)) for one in found
    ]


def _stop_on_name(path: Path, slug: str, there: list[str]) -> None:
    if slug in RESERVED or not _SLUG.fullmatch(slug):
        raise DataProblems([problem("slug_not_allowed", texts="proposals", file=shown(path), found=slug)])
    if slug not in there:
        facts = {"file": shown(path), "found": slug, "expected": ", ".join(there) or "–"}
        raise DataProblems([problem("proposal_missing", texts="proposals", **facts)])


def _whole_problems(content, file: str) -> list[Problem]:
    """Return what is wrong with the title, the reasons and the balance."""
    found, stated = [], content if isinstance(content, dict) else {}
    for name in ("title", "rationale"):
        rule = BOTH_LANGUAGES if isinstance(stated.get(name), dict) else _WORDS
        found += settings.violations(stated[name], rule, name, file) if name in stated else []
    rule = _SCALED if isinstance(stated.get("balance"), dict) else _LEAVE
    return found + list(settings.violations(stated.get("balance", LEAVE), rule, "balance", file))


def _base_problems(content: dict, framework: str, file: str) -> list[Problem]:
    if content.get("base", framework) == framework:
        return []
    facts = {"cell": "base", "found": content["base"], "expected": framework}
    return [problem("base_differs", texts="proposals", file=file, **facts)]


def _changes(entries: list, file: str, known: dict) -> tuple[tuple[Change, ...], list[Problem]]:
    changes, problems = [], []
    for place, entry in enumerate(entries, start=1):
        key = f"changes[{place}]"
        if not isinstance(entry, dict):
            continue
        kind = kind_of(entry)
        if kind is None:
            facts = {"cell": key, "found": ", ".join(map(str, entry)), "expected": " | ".join(KINDS)}
            problems.append(problem("change_kind", texts="proposals", file=file, **facts))
            continue
        wrong = list(settings.violations(entry, KINDS[kind], key, file))
        problems += wrong
        if not wrong:
            changes.append(_change(kind, entry, key, line_of(known, key)))
    return tuple(changes), problems


def _change(kind: str, entry: dict, key: str, line: int) -> Change:
    if kind == "add":
        return Change(kind, (entry["add"]["criterion_code"],), entry["add"], {}, line, key)
    if kind == "merge":
        return Change(kind, tuple(entry["merge"]), entry["into"], entry["was"], line, key)
    codes = (entry["criterion"],) if "criterion" in entry else ()
    return Change(kind, codes, entry[kind], entry["was"], line, key)


def _proposal(content: dict, slug: str, framework: str, changes: tuple, file: str, known: dict) -> Proposal:
    balance = content.get("balance", LEAVE)
    return Proposal(
        slug=slug, framework=framework, set=content.get("set", "") or "", title=_both(content.get("title")),
        by=str(content.get("by", "")), date=str(content.get("date", "")), rationale=_both(content.get("rationale")),
        changes=changes, balance=balance.get("scale_rest_to", LEAVE) if isinstance(balance, dict) else LEAVE,
        file=file, lines=known,
    )  # fmt: skip


def _both(words) -> dict[str, str]:
    """Return a text in both languages; one that is given once stands for both."""
    if isinstance(words, dict):
        return {language: str(words.get(language, "")).strip() for language in LANGUAGES}
    return dict.fromkeys(LANGUAGES, str(words or "").strip())
