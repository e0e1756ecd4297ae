"""Who a document of a study comes from and goes to: the office, the administration above it and who decides there."""

from typing import NamedTuple

from analysis import names
from analysis.documents import details as facts
from analysis.documents.details import DOTS, Details
from analysis.language import normal, same_name, say
from analysis.study import Study

# How the place of letters begins where it names the administration; anything else stays open.
LEVELS = ("tỉnh ", "thành phố ")


class Parties(NamedTuple):
    """issuer : the office that sends. administration : the people's committee above it, `above` its short name in the head.

    chair : who decides there.
    """

    issuer: str
    administration: str
    above: str
    chair: str


def of(study: Study, language: str) -> Parties:
    """Return the parties of a study's documents, dots for what study.yml does not state.

    The office and the place are those of `letters:` of study.yml; the administration is named after that place where it
    names a province or city. Nothing is guessed.
    """
    stated = study.letters or {}
    issuer, place = stated.get("issuer", DOTS), stated.get("place", "")
    own = place[:1].lower() + place[1:] if place.lower().startswith(LEVELS) else say("bodies.province_open", language)
    administration = say("bodies.administration", language, place=own)
    return Parties(
        _named(study, issuer, language), administration, say("bodies.above", language, place=own),
        say("bodies.chair", language, administration=administration),
    )  # fmt: skip


def _named(study: Study, issuer: str, language: str) -> str:
    """Return the office in a language: a unit of the study has a name in both."""
    if language == "vi" or issuer == DOTS:
        return normal(issuer)
    units = study.units()
    found = [code for code, name in units["name_vi"].items() if same_name(name, issuer)]
    return names.unit(study, found[0], language) if found else normal(issuer)


def from_office(study: Study, subject: str, language: str, **more) -> Details:
    """Return the details of a document that the office sends."""
    parties = of(study, language)
    return facts.of(study, subject, **({"above": parties.above, "issuer": parties.issuer} | more))


def from_administration(study: Study, subject: str, language: str, **more) -> Details:
    """Return the details of a document that the administration above the office issues."""
    parties = of(study, language)
    own = {"issuer": parties.administration, "authority": parties.chair, "division": "", "symbol": "UBND"}
    return facts.of(study, subject, **(own | more))
