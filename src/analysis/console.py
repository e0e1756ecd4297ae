"""What the command line prints: Vietnamese first, English below, problems gathered and shown together."""

import sys
from typing import TYPE_CHECKING

from analysis.language import LANGUAGES, say
from analysis.problems import Problem

if TYPE_CHECKING:
    from analysis.run import Outcome

SHOWN_PROBLEMS = 40


def tell(key: str, **values) -> None:
    """Print the text `console.key` in both languages."""
    for language in LANGUAGES:
        print(say(f"console.{key}", language, **values), flush=True)


def complain(key: str, **values) -> None:
    """Print the text `console.key` in both languages on the error stream."""
    sys.stdout.flush()
    for language in LANGUAGES:
        print(say(f"console.{key}", language, **values), file=sys.stderr, flush=True)


def list_problems(problems: list[Problem]) -> None:
    """Print every problem in both languages, errors first; after forty only how many more there are."""
    for one in problems[:SHOWN_PROBLEMS]:
        print(f"{say(f'console.severity_{one.severity}', 'vi')}  {one.message_vi}")
        print(f"{' ' * 8}{one.message_en}", flush=True)
    if len(problems) > SHOWN_PROBLEMS:
        tell("more_problems", count=len(problems) - SHOWN_PROBLEMS)


def report(outcome: "Outcome") -> None:
    """Print how the run of a study ended and what to do next."""
    study = f"{outcome.study}/{outcome.proposal}" if outcome.proposal else outcome.study
    if outcome.result == "data_errors":
        list_problems(list(outcome.problems))
        complain("data_errors", study=study, count=sum(one.severity == "error" for one in outcome.problems))
    elif outcome.result == "room_failed":
        room, heading, reason, file = outcome.detail
        complain("room_failed", study=study, room=room, heading=heading, reason=reason, file=file)
    elif outcome.result == "file_open":
        complain("file_open", study=study, file=outcome.detail[0])
    elif outcome.result == "crashed":
        complain("crashed", study=study, reason=outcome.detail[0])
    elif outcome.result == "previous_missing":
        complain("previous_missing", study=study, previous=outcome.detail[0])
    elif outcome.result == "official_missing":
        complain("official_missing", study=outcome.study, slug=outcome.proposal)
    elif outcome.result == "busy":
        complain("busy", study=study)
    else:
        tell(outcome.result, study=study)
