"""A study under a proposal: the same units, years and figures, other criteria."""

from dataclasses import replace

from analysis.framework import given, sets_of
from analysis.proposals.changes import changed, set_of
from analysis.proposals.proposal import Proposal, load, slugs
from analysis.study import Study


def of(study: Study) -> Proposal:
    """Return the proposal whose criteria a study was loaded with."""
    frameworks = sorted({block.criteria.framework for block in study.blocks.values()})
    found = next(name for name in frameworks if study.proposal in slugs(study.root, name))
    return load(study.root, found, study.proposal)


def blocks_changed(study: Study, proposal: Proposal) -> list[str]:
    """Return the blocks of a study whose set of criteria a proposal changes, in the order of study.yml."""
    own = [code for code, block in study.blocks.items() if block.criteria.framework == proposal.framework]
    return [code for code in own if proposal.set in ("", study.criteria(code).code)]


def under(study: Study, proposal: Proposal) -> Study:
    """Return the study with the criteria that a proposal would put in force; raises DataProblems as `changes.changed`."""
    content, rows = given(study.root, proposal.framework)
    sets = sets_of(*changed(content, rows, proposal))
    own = {code: replace(study.blocks[code], criteria=sets[set_of(content, proposal)])
           for code in blocks_changed(study, proposal)}  # fmt: skip
    return replace(study, blocks=study.blocks | own, proposal=proposal.slug)
