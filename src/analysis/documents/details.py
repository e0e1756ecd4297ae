"""Who sends a document, to whom and about what: the facts around its text."""

import datetime
import re
from dataclasses import dataclass

from analysis.documents.contents import DocumentError
from analysis.study import Study

DOTS = "…………"
COMMITTEE = re.compile(r"(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Details:
    """The facts around the text of a document. Number, day, signer and signature are never stated: dots stand for them.

    subject : what it is about (trích yếu), without "Về việc" or "V/v".
    issuer : the body that sends it; a line break in it is kept. above : the body above it, may be empty.
    place : where it is issued. date : the day written into the file's properties, never printed.
    symbol : initials of the issuer, such as SNV; made from its name where empty. division : initials of the division
    that drafts, such as CCHC; it stands in the number of a công văn and behind "Lưu: VT".
    to : whom it is addressed to (Kính gửi). copies : who gets a copy, without "Lưu"; a unit addressed is "Như trên".
    bases : its grounds (căn cứ), each beginning with "Căn cứ" or "Theo", without the mark at the end.
    authority : who decides (of a quyết định), such as "Chủ tịch Ủy ban nhân dân tỉnh".
    synthetic : made-up figures; every page says so.
    """

    subject: str
    date: datetime.date
    issuer: str = DOTS
    above: str = ""
    place: str = DOTS
    symbol: str = ""
    division: str = "CCHC"
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    authority: str = ""
    synthetic: bool = False


def of(study: Study, subject: str, **more) -> Details:
    """Return the details of a document of a study: issuer and place as `letters:` of study.yml states them, else dots.

    The file's date is that of the letters, else the study's. more : further fields of Details.
    """
    stated = study.letters or {}
    known = {name: stated[name] for name in ("issuer", "place") if name in stated}
    date = datetime.date.fromisoformat(stated.get("date", study.as_of))
    return Details(subject=subject, date=date, synthetic=study.synthetic, **(known | more))


def initials(details: Details) -> str:
    """Return the initials of the issuer for the number of a document: as stated, else made from its name, else dots.

    Every people's committee writes UBND, whatever its level; what stands in brackets and the word `và` give no letter.
    """
    if details.symbol or details.issuer == DOTS:
        return details.symbol or "…"
    name = " ".join(details.issuer.partition("(")[0].split())
    if COMMITTEE.match(name):
        return "UBND"
    shouted = name.isupper()
    words = [word for word in name.split() if word.lower() != "và" and word[0].isalpha()]
    return "".join(word if word.isupper() and not shouted else word[0].upper() for word in words)


def check(kind: str, details: Details) -> None:
    """Raise DocumentError with everything that a document of this kind needs and that is not there."""
    needed = {"bao_cao": (), "to_trinh": ("to",), "quyet_dinh": ("bases", "authority"), "cong_van": ("to",)}
    if kind not in needed:
        raise DocumentError(f"{kind}: not a kind of document; known are {', '.join(needed)}")
    missing = [name for name in ("subject", "issuer", "place", *needed[kind]) if not getattr(details, name)]
    if missing:
        raise DocumentError(f"{kind}: not stated: {', '.join(missing)}")
