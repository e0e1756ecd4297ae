"""The command `screen`: proposals that the evidence of a study suggests, as files that a person may take up."""

import shutil
from pathlib import Path

from analysis import console, manifest, tables
from analysis import study as studies
from analysis.language import say
from analysis.paths import output_folder, shown, studies_folder
from analysis.proposals.earlier import with_earlier
from analysis.proposals.screen import screened
from analysis.proposals.written import written
from analysis.room import Room

NEEDED = ("points", "criterion_verdicts", "applicability", "applicability_link", "petition_counts")
DONE, RUN_FAILED = 0, 3


def screen(root: Path, study_id: str) -> int:
    """Write what the official run of a study suggests to outputs/ID/proposals and say what to do with it.

    The study must be there; the points of the year before, where it names one that was run, are a further year to check
    on. Leaves SLUG.yml for each proposal that stands and tables/proposal_screen.csv of all that were
    tried; what an earlier call left is replaced.
    """
    study, folder = studies.load(studies_folder(root) / study_id), output_folder(root, study_id)
    if not manifest.current(study, folder):
        console.complain("screen_not_current", study=study_id)
        return RUN_FAILED
    here = Room(study, folder)
    found = {name: here.table(name) for name in NEEDED if tables.exists(folder, name)}
    former = here.previous()
    if former and tables.exists(former.folder, "points"):
        found["points"] = with_earlier(found["points"], study, former.table("points"), former.study)
    proposals, tried = screened(found, study)
    target = _emptied(folder.with_name("proposals"))
    for one in proposals:
        note = say("proposals.suggested", "vi") + " · " + say("proposals.suggested", "en")
        (target / f"{one.slug}.yml").write_text(written(one, note), "utf-8", newline="\n")
    tables.write(target, "proposal_screen", tried, study.status)
    facts = {"study": study_id, "count": len(proposals), "suggested": len(tried), "folder": shown(target)}
    console.tell("screened" if proposals else "screened_none", **facts)
    return DONE


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
