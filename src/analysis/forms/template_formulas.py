"""Spreadsheet formulas that read a cell of the form and work out the points its figures give, as analysis.rules does.

Only functions that Excel 2010, WPS and LibreOffice share. A formula has no leading "="; a cell that cannot be read gives
"t", an empty one "".
"""

from fractions import Fraction

from analysis.criterion import Criterion
from analysis.forms.checks.standing import MOST_DECIMALS, half_up
from analysis.forms.declared import NONE, TICKED
from analysis.forms.numbers import DASHES
from analysis.forms.template_layout import TWO_FIGURES
from analysis.rules import Rule, steps

TOLERANCE = "1E-9"
MOST_LISTED = 400
NOTHING = '""'
_EMPTY = "||" + "|".join(sorted(DASHES)) + "|"
_EXCEL_EPOCH = 693594  # the ordinal of 30/12/1899, day 0 of spreadsheets


def literal(value: Fraction | int | float) -> str:
    """Return a number as a formula writes it, to the precision a spreadsheet holds."""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def same(points: str, exact: str, decimals: int) -> str:
    """Return the condition that points are exact ones, or those rounded half up to so many decimals or to more."""
    places = ",".join(str(place) for place in range(decimals, MOST_DECIMALS + 1))
    return f"SUMPRODUCT(--(ABS({points}-ROUND({exact},{{{places}}}))<{TOLERANCE}))>0"


def rounded(value: Fraction, decimals: int) -> set[Fraction]:
    """Return a number with every rounding of it that counts as the number itself."""
    return {value} | {half_up(value, place) for place in range(decimals, MOST_DECIMALS + 1)}


def blank(cell: str) -> str:
    """Return the condition that a cell is empty or holds a dash only."""
    return f'ISNUMBER(FIND("|"&TRIM({cell})&"|","{_EMPTY}"))'


def spelled(cell: str, spellings: str) -> str:
    """Return the condition that a cell holds one of the spellings listed in another cell, whatever the case."""
    return f'ISNUMBER(FIND("|"&LOWER(TRIM({cell}))&"|",{spellings}))'


def number_of(cell: str, least: str = "") -> str:
    """Return the formula of the number in a cell; below `least` it counts as unreadable."""
    number = f'IF({cell}<{least},"t",{cell})' if least else cell
    return f'IF(ISERROR({cell}),"t",IF({blank(cell)},"",IF(ISLOGICAL({cell}),"t",IF(ISNUMBER({cell}),{number},"t"))))'


def declared_of(rule: Rule, cell: str, cleaned: str, spellings: list[str]) -> str:
    """Return the formula of what is declared: the number, the date's serial number, the word's place, the ticks' points.

    cleaned : the cell that holds `cleaned_text`. spellings : the cells that list the spellings of each word.
    """
    if rule.measure in TWO_FIGURES:
        return number_of(cell, "0")
    if rule.measure == "count":
        return f"IF({_one_of(cell, NONE)},0,{number_of(cell, '0')})"
    if rule.measure == "word":
        return _unless_empty(cell, _place_of_word(cell, spellings))
    if rule.measure == "date":
        return _unless_empty(cell, f'IF(ISNUMBER({cell}),INT({cell}),IFERROR({_date(cleaned)},"t"))')
    if rule.measure == "ticks":
        return _unless_empty(cell, _ticked(rule, cell, cleaned))
    return NOTHING


def _unless_empty(cell: str, formula: str) -> str:
    return f'IF(ISERROR({cell}),"t",IF({blank(cell)},"",{formula}))'


def _place_of_word(cell: str, spellings: list[str]) -> str:
    formula = '"t"'
    for place, listed in reversed(list(enumerate(spellings, start=1))):
        formula = f"IF({spelled(cell, listed)},{place},{formula})"
    return formula


def cleaned_text(rule: Rule, cell: str) -> str:
    """Return the formula of a date's or a list's text with one kind of separator; nothing for other measures."""
    if rule.measure == "date":
        return _replaced(
            f"LOWER(TRIM({cell}))", ("ngày ", ""), (" tháng ", "/"), (" năm ", "/"), ("-", "/"), (".", "/")
        )
    if rule.measure == "ticks":
        # Every mark between two numbers becomes two semicolons, so that each number stands between its own.
        return (
            '";"&'
            + _replaced(f"LOWER(TRIM({cell}))", *((mark, ";;") for mark in (";", "và", " ", ",", ".", "+")))
            + '&";"'
        )
    return ""


def _one_of(cell: str, words: tuple[str, ...]) -> str:
    return f'ISNUMBER(FIND("|"&LOWER(TRIM({cell}))&"|","|{"|".join(words)}|"))'


def _replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


def _date(text: str) -> str:
    """Return the formula of the date in a text such as 5/3/2025, 5/3/25 or 2025/3/5."""
    first = f'FIND("/",{text})'
    second = f'FIND("/",{text},{first}+1)'
    start, end = f"VALUE(LEFT({text},{first}-1))", f"VALUE(MID({text},{second}+1,9))"
    month = f"VALUE(MID({text},{first}+1,{second}-{first}-1))"
    day, year = f"IF({first}=5,{end},{start})", f"IF({first}=5,{start},{end}+IF({end}<100,2000,0))"
    whole = f"DATE({year},{month},{day})"
    return f'IF(AND({end}<10000,DAY({whole})={day},MONTH({whole})={month}),{whole},"t")'


def _ticked(rule: Rule, cell: str, text: str) -> str:
    count = len(rule.terms)
    points = "+".join(
        f'IF(ISNUMBER(FIND(";{place};",{text})),{literal(tick)},0)' for place, tick in enumerate(rule.terms, start=1)
    )
    # Nothing may be left once the items of the rule are taken out.
    left = _replaced(text, *((f";{place};", "") for place in range(1, count + 1)), (";", ""))
    formula = f'IF({_one_of(cell, ("0", *NONE))},0,IF({left}="",{points},"t"))'
    return f"IF({_one_of(cell, TICKED)},{literal(rule.terms[0])},{formula})" if count == 1 else formula


def expected(item: Criterion, value: str, whole: str, year: int) -> str:
    """Return the formula of the points that the figures give; "" if nothing follows from them, "none" if no points may
    be given.

    value, whole : the cells of what is declared and of the denominator, as `declared_of` and `number_of` leave them.
    """
    points = _EXPECTED.get(item.rule.kind, _nothing)(item, value, whole, year)
    if points == NOTHING:
        return NOTHING
    if item.rule.measure not in TWO_FIGURES:
        return f'IF(ISNUMBER({value}),{points},"")'
    return f'IF(AND(ISNUMBER({value}),ISNUMBER({whole})),IF({value}>{whole},"",IF({whole}=0,{_no_case(item)},{points})),"")'


def _no_case(item: Criterion) -> str:
    maximum = NOTHING if item.maximum is None else literal(item.maximum)
    return {"full": maximum, "zero": "0", "leave_out": '"none"'}.get(item.on_no_case, NOTHING)


def _nothing(item, value, whole, year) -> str:
    return NOTHING


def _all_or_nothing(item, value, whole, year) -> str:
    return NOTHING if item.maximum is None else f"IF({value}=1,{literal(item.maximum)},0)"


def _steps(item, value, whole, year) -> str:
    rule = item.rule
    if rule.measure == "word":
        return _choice(value, [points for _, points in rule.terms])
    formula = literal(rule.terms.otherwise)
    for step in reversed(rule.terms.conditions):
        difference = _difference(rule.measure, step.threshold, value, whole, year)
        formula = f"IF({difference}{step.operator}0,{literal(step.points)},{formula})"
    return formula


def _difference(measure: str, threshold, value: str, whole: str, year: int) -> str:
    if measure == "date":
        return f"{value}-{threshold.on(year).toordinal() - _EXCEL_EPOCH}"
    if measure == "count":
        return f"ROUND({value}-{literal(threshold)},9)"
    # Products instead of a quotient: 45 of 50 is 90 per cent exactly.
    return f"ROUND(100*{value}*{threshold.denominator}-{whole}*{threshold.numerator},9)"


def _choice(value: str, results: list[Fraction]) -> str:
    return f"CHOOSE({value},{','.join(literal(result) for result in results)})"


def _proportional(item, value, whole, year) -> str:
    return NOTHING if item.maximum is None else f"{literal(item.maximum)}*{value}/{whole}"


def _to_threshold(item, value, whole, year) -> str:
    if item.maximum is None:
        return NOTHING
    part, full = f"{value}*{item.rule.terms.denominator}", f"({whole}*{item.rule.terms.numerator})"
    return f"IF(ROUND({part}-{full},9)>=0,{literal(item.maximum)},{literal(item.maximum)}*{part}/{full})"


def _per_item(item, value, whole, year) -> str:
    each, gains = item.rule.terms, item.rule.terms > 0
    bound = item.maximum if gains else item.minimum
    if bound is None:
        return NOTHING
    return f"{'MIN' if gains else 'MAX'}({literal(each)}*{value},{literal(bound)})"


def _ticks(item, value, whole, year) -> str:
    return value


def _shares(item, value, whole, year) -> str:
    if item.maximum is None:
        return NOTHING
    return _choice(value, [item.maximum * share / 100 for _, share in item.rule.terms])


def _severity(item, value, whole, year) -> str:
    base = item.maximum or item.minimum
    if item.maximum is None or base is None:
        return NOTHING
    kept = [100 - lost if item.maximum else lost for _, lost in item.rule.terms]
    return _choice(value, [base * share / 100 for share in kept])


_EXPECTED = {
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "proportional": _proportional,
    "proportional_to_threshold": _to_threshold,
    "per_item": _per_item,
    "tick_list": _ticks,
    "graded_share": _shares,
    "deduction_by_severity": _severity,
}


def on_a_step(item: Criterion, points: str, decimals: int) -> str:
    """Return the condition that points are a value of the rule, or one rounded; "" if any value between will do.

    More than `MOST_LISTED` values do not fit a formula and are left to the check after sending.
    """
    allowed = steps(item.rule, item.maximum, item.minimum)
    if allowed is None:
        return ""
    listed = sorted(set().union(*(rounded(value, decimals) for value in allowed)))
    if len(listed) > MOST_LISTED:
        return ""
    values = ",".join(literal(value) for value in listed)
    return f"SUMPRODUCT(--(ABS({{{values}}}-{points})<{TOLERANCE}))>0"
