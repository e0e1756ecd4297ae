"""The documents a unit cites: dates that fit what it declares, one plan under many rows, papers of its predecessors."""

import datetime

from analysis.criterion import Criterion, due_date, window_dates
from analysis.language import say
from analysis.simulation.departments import named
from analysis.simulation.province import MERGERS, Unit
from analysis.simulation.rows import APPLIES, Document, Row
from analysis.simulation.seeds import chosen, generator

# First words of a document's title and the letters of its number.
LETTERS = {
    "Kế hoạch": "KH", "Báo cáo": "BC", "Quyết định": "QĐ", "Quy chế": "QĐ", "Quy định": "QĐ", "Thông báo": "TB",
    "Tờ trình": "TTr", "Biên bản": "BB", "Kết luận": "KL", "Giấy mời": "GM",
}  # fmt: skip
MANY_ROWS, ONE_PLAN = "Báo cáo CCHC năm", "Kế hoạch CCHC năm"
BY_REPORT, BY_PROVINCE, EXPLAINED_ONLY, COMBINED_PLANS = 0.15, 0.3, 0.03, 0.4
DAY = datetime.timedelta(days=1)
LATEST, LONGEST_BEFORE_DUE = 15, 50


def cited(setting, unit: Unit, rows: dict[str, Row]) -> dict[str, Row]:
    """Return the rows with a document or an explanation; rows whose date is bound by what is declared come first."""
    shelf: dict[str, Document] = {}
    source = generator(setting.seed, setting.year, "documents", unit.code)
    combined = source.random() < COMBINED_PLANS
    done = dict(rows)
    for code in sorted(rows, key=lambda one: (_bound(setting.criteria.items[one]), _place(setting, one))):
        row, criterion = rows[code], setting.criteria.items[code]
        if row.status == APPLIES and row.self_points is not None:
            done[code] = _with_evidence(setting, unit, criterion, row, shelf, source, combined)
    return {code: done[code] for code in rows}


def _bound(criterion: Criterion) -> int:
    return 0 if criterion.rule.measure == "date" else 1 if criterion.due else 2


def _place(setting, code: str) -> int:
    return list(setting.criteria.items).index(code)


def _with_evidence(setting, unit: Unit, criterion: Criterion, row: Row, shelf: dict, source, combined: bool) -> Row:
    luck = source.random(4)
    if row.self_points == 0 and criterion.rule.measure != "date":
        return row._replace(explanation=say(f"simulation.nothing_{1 + int(3 * luck[0])}", "vi"))
    if luck[0] < EXPLAINED_ONLY and _bound(criterion) == 2:
        return row._replace(explanation=say("simulation.explained", "vi"))
    days = _days(setting, criterion, row)
    document = _shared(setting, criterion, days, shelf, luck, combined)
    if document is None:
        day = days[0] + int(luck[2] * ((days[1] - days[0]).days + 1)) * DAY
        document = _issued(setting, unit, criterion, day, luck[3])
        shelf.setdefault(criterion.evidence_vi, document)
    return row._replace(document=document._replace(page=1 + int(12 * luck[1])))


def _days(setting, criterion: Criterion, row: Row) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day a document may bear so that it fits the window and what is declared."""
    start, end = window_dates(criterion, setting.year)
    if criterion.rule.measure == "date":
        return row.claimed.value, row.claimed.value
    due = due_date(criterion, setting.year)
    if due and row.claimed.value == "late":
        return due + DAY, end
    if due:
        return max(start, due - LONGEST_BEFORE_DUE * DAY), due
    usual = datetime.date(setting.year, 6, 1), datetime.date(setting.year, 12, LATEST)
    return (max(start, usual[0]), min(end, usual[1])) if end > usual[0] else (start, end)


def _shared(setting, criterion: Criterion, days: tuple, shelf: dict, luck, combined: bool) -> Document | None:
    """Return a document already cited elsewhere that fits this row too, or one of the province; None if there is none."""
    start, end = window_dates(criterion, setting.year)
    first, last = days if _bound(criterion) < 2 else (start, end)
    titles = [criterion.evidence_vi]
    titles += [ONE_PLAN] if combined and criterion.evidence_vi.startswith("Kế hoạch") else []
    titles += [MANY_ROWS] if luck[1] < BY_REPORT and _bound(criterion) == 2 else []
    for title in reversed(titles):
        if title in shelf and first <= shelf[title].day <= last:
            return shelf[title]
    if luck[1] > 1 - BY_PROVINCE and _bound(criterion) == 2 and criterion.evidence_vi.startswith("Quyết định"):
        return _of_the_province(setting, criterion, days)
    return None


def _of_the_province(setting, criterion: Criterion, days: tuple) -> Document:
    """Return a decision of the province that many units rightly cite: the same number and day for all of them."""
    source = generator(setting.seed, setting.year, "province", criterion.evidence_vi)
    day = days[0] + int(source.integers((days[1] - days[0]).days + 1)) * DAY
    number = f"{int(source.integers(900, 3000))}/QĐ-UBND"
    return Document(criterion.evidence_vi, number, day, 1, say("simulation.province", "vi"))


def _issued(setting, unit: Unit, criterion: Criterion, day: datetime.date, luck: float) -> Document:
    """Return an own document, or one of a predecessor if its day lies before the merger."""
    title = criterion.evidence_vi.partition(",")[0]
    symbol, issuer = unit.symbol, ""
    if unit.took_over and day < MERGERS[unit.block]:
        former, issuer, _ = chosen(unit.took_over, setting.seed, setting.year, unit.code, "predecessor")
        symbol = named(former.removeprefix("mp-")).symbol if unit.block == "so" else unit.symbol
    # A register counts up through the year, so that the number roughly follows the day.
    number = 3 + int(0.6 * day.timetuple().tm_yday + 40 * luck)
    return Document(criterion.evidence_vi, f"{number}/{_letters(title, symbol)}", day, 1, issuer)


def _letters(title: str, symbol: str) -> str:
    kind = next((letters for words, letters in LETTERS.items() if title.startswith(words)), "")
    office = "VP" if symbol == "UBND" else "CCHC"
    return f"{kind}-{symbol}" if kind else f"{symbol}-{office}"
