"""Who a document of a study comes from and goes to: the office, the administration above it and who decides there."""

from typing import NamedTuple

from analysis import names
from analysis.documents import details as facts
from analysis.documents.details import DOTS, Details
from analysis.language import normal, same_name, say
from analysis.study import Study

# How the place of letters begins where it names the administration; anything else stays open.
LEVELS = {"tỉnh ": "place_province", "thành phố ": "place_city"}
# Departments of a province have a director (giám đốc); how the head of another office is called is not guessed.
DEPARTMENT, PROVINCE = "sở ", "tinh"


class Parties(NamedTuple):
    """issuer : the office that sends, `head` who leads it. administration : the people's committee above it, or dots.

    above : its short name above the office's in the head of a document. chair : who decides there.
    """

    issuer: str
    head: str
    administration: str
    above: str
    chair: str


def of(study: Study, language: str) -> Parties:
    """Return the parties of a study's documents, dots for what study.yml does not state.

    The office and the place are those of `letters:` of study.yml; the administration is named after that place where it
    names a province or city. What stands above an office that assesses provinces stays open. Nothing is guessed.
    """
    stated = study.letters or {}
    issuer = _named(study, stated.get("issuer", DOTS), language)
    head = "director" if stated.get("issuer", "").lower().startswith(DEPARTMENT) else "head"
    head = say(f"bodies.{head}", language, issuer=issuer)
    if _of_provinces(study):
        return Parties(issuer, head, DOTS, DOTS, say("bodies.chair_open", language, administration=DOTS))
    own = place(study, language)
    administration = say("bodies.administration", language, place=own)
    chair = say("bodies.chair", language, administration=administration)
    return Parties(issuer, head, administration, say("bodies.above", language, place=own), chair)


def place(study: Study, language: str) -> str:
    """Return the province or city that the place of letters names, with its level; dots where it names none."""
    stated = (study.letters or {}).get("place", "")
    for level, key in LEVELS.items():
        if stated.lower().startswith(level):
            return say(f"bodies.{key}", language, name=stated[len(level) :])
    return say("bodies.province_open", language)


def _of_provinces(study: Study) -> bool:
    """Return whether every block of the study ranks provinces."""
    sets = [one.criteria for one in study.blocks.values()]
    return all((one.unit_kinds or (one.code,)) == (PROVINCE,) for one in sets)


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
    # Initials are those of the Vietnamese name in every language: numbers of documents are not translated.
    symbol = facts.initials(facts.of(study, subject)).replace(say("documents.open_number", language), "")
    own = {"above": parties.above, "issuer": parties.issuer, "symbol": symbol}
    return facts.of(study, subject, **(own | more))


def from_administration(study: Study, subject: str, language: str, **more) -> Details:
    """Return the details of a document that the administration above the office issues."""
    parties = of(study, language)
    issuer = parties.administration
    if issuer != DOTS:
        issuer = say("bodies.administration_head", language, place=place(study, language))
    own = {"issuer": issuer, "authority": parties.chair, "division": "", "symbol": "UBND" if issuer != DOTS else ""}
    return facts.of(study, subject, **(own | more))
