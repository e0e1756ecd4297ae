"""How forms look in the wild: which columns in which order, how headings, codes, numbers and dates are written."""

from typing import NamedTuple

from analysis.language import say
from analysis.simulation.seeds import chosen

EVIDENCE = ("evidence_number", "evidence_date", "evidence_page")
ROUNDS = ("appraisal_1", "opinion_1", "supplement", "appraisal_2", "opinion_2")
EXCEPTIONS = ("applicability", "applicability_reason")


class Layout(NamedTuple):
    """A way to lay out the form.

    columns : fields from left to right. groups : {text of the upper heading: fields below it}, empty for one row of
    headings. codes : text, number (Excel turned 1.1 into a number) or roman (domains as I, II). numbers : number or
    comma (text with a decimal comma). dates : cell or text. decomposed : letters and marks apart (NFD). formulas : the
    totals are formulas. sheet : name of the sheet. extra : name of another sheet, first if `extra_first`.
    """

    name: str
    columns: tuple[str, ...]
    groups: dict = {}
    codes: str = "text"
    numbers: str = "number"
    dates: str = "cell"
    decomposed: bool = False
    formulas: bool = False
    numbered_columns: bool = False
    head_in_one_cell: bool = False
    sheet: str = "Phụ lục"
    extra: str = ""
    extra_first: bool = False

    def column(self, field: str) -> int:
        """Return the column, counted from 0, in which a field stands, alone or within another one's text."""
        merged = {"denominator": "declared", "explanation": "evidence", **dict.fromkeys(EVIDENCE, "evidence")}
        return self.columns.index(field if field in self.columns else merged[field])

    def has(self, field: str) -> bool:
        """Return whether a field has a column of its own."""
        return field in self.columns


# As published in the forms of provinces; domain_rules C.
WILD = {
    one.name: one
    for one in (
        Layout(
            "short", ("code", "title", "max_points", "self_points", "evidence", "explanation", *EXCEPTIONS, *ROUNDS, "note"),
            numbers="comma", dates="text", formulas=False, head_in_one_cell=True, sheet="Biểu 1",
        ),
        Layout(
            "declared", ("code", "title", "max_points", "declared", "denominator", "calculation", "evidence",
                         *EVIDENCE, "explanation", *EXCEPTIONS, "self_points", *ROUNDS),
            formulas=True, extra="Thuyết minh", sheet="Sheet1",
        ),
        Layout(
            "two_rows", ("code", "title", "max_points", "declared", "denominator", "self_points", "evidence", *EVIDENCE,
                         "explanation", *EXCEPTIONS, *ROUNDS, "note"),
            groups={"Số liệu": ("declared", "denominator"), "Văn bản": ("evidence", *EVIDENCE),
                    "Kết quả": ROUNDS},
            numbered_columns=True, codes="roman", dates="text", sheet="Biểu tự chấm",
        ),
        Layout(
            "points_first", ("title", "code", "self_points", "max_points", "declared", "denominator", *EXCEPTIONS,
                             "evidence_number", "evidence_date", "evidence", "evidence_page", "explanation", *ROUNDS),
            codes="number", numbers="comma", decomposed=True, extra="Hướng dẫn điền", extra_first=True, sheet="Bieu",
        ),
    )
}  # fmt: skip
TEMPLATE = "template"


def heading(layout: Layout, field: str, *names) -> str:
    """Return a heading seen in the wild for a field, chosen by the names of the form."""
    options = [say(f"form.heading_{field}", "vi"), *say(f"form.headings_{field}", "vi").split(" | ")]
    return chosen(options, "heading", layout.name, field, *names)


def headings(layout: Layout, *names) -> list[str]:
    """Return the headings of all columns, no two alike."""
    found: list[str] = []
    for field in layout.columns:
        one = heading(layout, field, *names)
        found.append(one if one not in found else say(f"form.heading_{field}", "vi"))
    return found
