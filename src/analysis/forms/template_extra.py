"""The head that all sheets of the form share, the sheet of petitions, the guide, and the place for signatures."""

from analysis.criteria_set import CriteriaSet
from analysis.forms.template_grid import STATUS_ROW
from analysis.forms.template_inputs import LIST_CODES, LIST_KINDS
from analysis.forms.template_layout import HEADING_ROW, Layout
from analysis.forms.template_style import SIZE, SMALL, Formats, boxed, height, text_height
from analysis.language import LANGUAGES, date, say

TITLE_ROW, SUBTITLE_ROW = 0, 1
PETITION_WIDTHS = {"petition_code": 14, "petition_kind": 24, "petition_text": 110}
PETITION_ROWS = 40
PETITION_KINDS = ("difficulty", "proposal")
GUIDE_LINES = 9
GUIDE_COLOURS = ("input", "locked", "domain", "criterion", "error", "warning")
GUIDE_WIDTHS = (6, 130)


def head_values(criteria: CriteriaSet, head: dict) -> dict[str, str]:
    """Return {label key: text} of the block above the table."""
    return {
        "unit_name": str(head["unit_name"]),
        "unit_code": str(head["unit_code"]),
        "year": str(head["year"]),
        "round": say(f"form.round_{head['round']}", "vi"),
        "decision": decision_text(criteria),
        "framework": f"{criteria.framework}/{criteria.code}",
    }


def decision_text(criteria: CriteriaSet) -> str:
    """Return number, date and issuer of the decision, as far as they are known."""
    unknown = say("form.decision_unknown", "vi")
    parts = {name: str(criteria.decision.get(name) or unknown) for name in ("number", "date", "issuer")}
    parts = {name: unknown if text == "unknown" else text for name, text in parts.items()}
    if set(parts.values()) == {unknown}:
        return unknown
    if parts["date"] != unknown:
        parts["date"] = date(parts["date"], LANGUAGES[0])
    return say("form.decision", "vi", **parts)


def write_titles(sheet, title: str, criteria: CriteriaSet, last_column: int, of: Formats) -> None:
    """Write the title and, below it, the set of criteria; a synthetic set says so in red."""
    plain = {"text_wrap": False, "align": "left"}
    sheet.write_string(TITLE_ROW, 0, title, of(bold=True, font_size=SIZE + 4, **plain))
    sheet.set_row(TITLE_ROW, 24)
    if is_synthetic(criteria):
        line = f"{say('form.synthetic_line', 'vi')} | {criteria.title['vi']}"
        sheet.write_string(SUBTITLE_ROW, 0, line, of(bold=True, font_color="#C00000", **plain))
    else:
        sheet.write_string(SUBTITLE_ROW, 0, criteria.title["vi"], of(italic=True, **plain))
    sheet.set_row(SUBTITLE_ROW, 18)


def is_synthetic(criteria: CriteriaSet) -> bool:
    """Return whether a set of criteria is invented."""
    return criteria.completeness == "illustrative"


def write_head(sheet, values: dict[str, str], layout: Layout, of: Formats) -> None:
    """Write the block above the table: three lines of two labels, each with its value in the next cell."""
    column = layout.columns
    label = of(bold=True, font_size=SMALL, align="right", indent=1)
    value = of(bottom=4, bottom_color="#9A9A9A", align="left", num_format="@")
    names = list(values)
    for row, (left, right) in enumerate(zip(names[::2], names[1::2], strict=True), start=STATUS_ROW):
        sheet.write_string(row, column["title"], say(f"form.head_{left}", "vi"), label)
        _across(sheet, row, column["max_points"], column["rule_in_words"], values[left], value)
        _across(sheet, row, column["last_year_points"], column["declared"], say(f"form.head_{right}", "vi"), label)
        _across(sheet, row, column["denominator"], column["evidence_number"], values[right], value)
        sheet.set_row(row, height([text_height(values[left], 38), text_height(values[right], 29)], least=19))


def _across(sheet, row: int, first: int, last: int, text: str, look, last_row: int | None = None) -> None:
    """Write a text over several cells; empty for a formula that follows."""
    sheet.merge_range(row, first, row if last_row is None else last_row, last, "", look)
    if text:
        sheet.write_string(row, first, text, look)


def write_result(sheet, layout: Layout, result: str, warnings: str, of: Formats) -> None:
    """Write the one cell that says whether the form can be sent, the count of warnings and what the colours mean."""
    first, last, end = (layout.columns[name] for name in ("evidence_date", "explanation", "assigned_to"))
    strong = of(bold=True, align="center", font_size=SIZE + 3, border=2)
    _across(sheet, TITLE_ROW, first, last, say("form.result_label", "vi"), of(bold=True, align="center"), SUBTITLE_ROW)
    _across(sheet, STATUS_ROW, first, last, "", strong, STATUS_ROW + 1)
    sheet.write_formula(STATUS_ROW, first, f"={result}", strong, "")
    plain = of(align="center", border=1)
    _across(sheet, STATUS_ROW + 2, first, last, "", plain)
    sheet.write_formula(STATUS_ROW + 2, first, f"={warnings}", plain, "")
    legend = of(font_size=SMALL, italic=True, align="left", indent=1)
    _across(sheet, STATUS_ROW, last + 1, end, say("form.see_checks", "vi"), legend, STATUS_ROW + 2)


def write_signatures(sheet, layout: Layout, of: Formats) -> None:
    """Write the lines for date and signatures below the table."""
    row, strong = layout.last_row + 2, of(bold=True, align="center", text_wrap=True)
    sheet.write_string(row + 1, layout.columns["title"], say("form.signed_by_writer", "vi"), strong)
    first, last = layout.columns["explanation"], layout.columns["assigned_to"]
    for line, (key, look) in enumerate((("signed_date", of(italic=True, align="center")), ("signed_by_head", strong))):
        sheet.merge_range(row + line, first, row + line, last, "", look)
        sheet.write_string(row + line, first, say(f"form.{key}", "vi"), look)
    sheet.set_row(row + 1, 36)


def write_petitions(workbook, sheet, layout: Layout, petitions: list, of: Formats) -> None:
    """Write the sheet of petitions: code, kind and text; the drop-downs' lists stand in hidden columns."""
    sheet.write_string(STATUS_ROW, 0, say("form.petitions_line", "vi"), of(italic=True, text_wrap=False))
    heading = boxed(of, "heading", bold=True, font_color="#FFFFFF", align="center")
    for column, (field, width) in enumerate(PETITION_WIDTHS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADING_ROW, column, say(f"form.heading_{field}", "vi"), heading)
    sheet.set_row(HEADING_ROW, 24)
    sheet.repeat_rows(HEADING_ROW)
    _petition_lists(workbook, sheet, layout)
    rows = max(PETITION_ROWS, len(petitions))
    for row in range(HEADING_ROW + 1, HEADING_ROW + 1 + rows):
        _petition_row(sheet, row, petitions[row - HEADING_ROW - 1] if row - HEADING_ROW <= len(petitions) else (), of)
    last = HEADING_ROW + rows
    for column, name in enumerate((LIST_CODES, LIST_KINDS)):
        options = {"validate": "list", "source": f"={name}", "ignore_blank": True, "error_type": "warning"}
        options |= {"error_title": say("form.input_word_title", "vi"), "error_message": say("form.input_word", "vi")}
        sheet.data_validation(HEADING_ROW + 1, column, last, column, options)


def _petition_lists(workbook, sheet, layout: Layout) -> None:
    codes = [code for code, place in layout.places.items() if place.item.parent or place.item.leaf]
    kinds = [say(f"form.petition_{kind}", "vi") for kind in PETITION_KINDS]
    lists = ((LIST_CODES, codes, "F"), (LIST_KINDS, kinds, "G"))
    for column, (name, words, letter) in enumerate(lists, start=5):
        for row, word in enumerate(words, start=HEADING_ROW + 1):
            sheet.write_string(row, column, word)
        first = HEADING_ROW + 2
        cells = f"'{sheet.get_name()}'!${letter}${first}:${letter}${first + max(len(words), 1) - 1}"
        workbook.define_name(name, f"={cells}")
    sheet.set_column(5, 6, None, None, {"hidden": True})


def _petition_row(sheet, row: int, petition: tuple, of: Formats) -> None:
    look = boxed(of, "input", locked=False, num_format="@", valign="top")
    words = [str(word) for word in petition] or [""] * len(PETITION_WIDTHS)
    if len(words) > 1 and words[1] in PETITION_KINDS:
        words[1] = say(f"form.petition_{words[1]}", "vi")
    for column, word in enumerate(words):
        sheet.write_string(row, column, word, look) if word else sheet.write_blank(row, column, None, look)
    sheet.set_row(row, height([text_height(words[-1], PETITION_WIDTHS["petition_text"])], least=22))


def write_guide(sheet, criteria: CriteriaSet, of: Formats) -> None:
    """Write the guide: numbered lines, what each colour means, and the decision the form rests on."""
    for column, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    facts = {"rule": say("form.heading_rule_in_words", "vi"), "decimals": criteria.points_decimals}
    row = STATUS_ROW + 1
    for line in range(1, GUIDE_LINES + 1):
        text = say(f"form.guide_{line}", "vi", **facts)
        sheet.write_number(row, 0, line, of(align="center", valign="top"))
        sheet.write_string(row, 1, text, of(valign="top"))
        sheet.set_row(row, height([text_height(text, GUIDE_WIDTHS[1])]))
        row += 1
    sheet.write_string(row + 1, 1, say("form.guide_colours", "vi"), of(bold=True))
    for step, colour in enumerate(GUIDE_COLOURS, start=2):
        sheet.write_blank(row + step, 0, None, boxed(of, colour))
        sheet.write_string(row + step, 1, say(f"form.colour_{colour}", "vi"), of())
    row += len(GUIDE_COLOURS) + 3
    sheet.write_string(row, 1, say("form.guide_decision", "vi"), of(bold=True))
    sheet.write_string(
        row + 1, 1, f"{criteria.title['vi']}. {say('form.head_decision', 'vi')}: {decision_text(criteria)}.", of()
    )
