"""Mistakes that whole forms make: sent twice, by nobody, for another year or kind of unit, copied, or not at all."""

from fractions import Fraction
from typing import NamedTuple

from analysis.language import say
from analysis.rules import word_labels
from analysis.simulation.drawing import Province
from analysis.simulation.plans import Line, Plan
from analysis.simulation.rows import APPLIES


class Planted(NamedTuple):
    """A planted mistake: file, unit and criterion, which check finds it; key of the line and field where it shows."""

    file: str
    unit_code: str
    criterion_code: str
    check: str
    key: str = ""
    field: str = ""


SHARED_NUMBER = "917/BC-UBND"
Sent = tuple[list[Plan], list[Planted]]


def silent(made: Province, plan: Plan) -> Sent:
    """The unit sends nothing."""
    return [], [Planted("", plan.unit_code, "", "unit_sent_nothing")]


def former_decision(made: Province, plan: Plan) -> Sent:
    """The form says that it follows the criteria of the year before."""
    name = f"illustrative-{made.year - 1}/{made.unit(plan.unit_code).block}"
    return _with_head(plan, "former_decision", {"codes_in_head"}, framework=name)


def wrong_unit_kind(made: Province, plan: Plan) -> Sent:
    """A commune fills in the form of the departments."""
    other = next(own for block, own in made.criteria.items() if block != made.unit(plan.unit_code).block)
    lines = tuple(
        Line(one.code, one.code, one.title_vi, one.maximum, "leaf" if one.leaf else "inner", _full(one))
        for one in other.items.values()
        if one.code != "total"
    )
    name = f"{other.framework}/{other.code}"
    return _with_head(plan._replace(lines=lines), "wrong_unit_kind", {"codes_in_head"}, framework=name)


def _full(item) -> dict:
    own = item.leaf and item.points_from == "appraisal"
    return {"applicability": APPLIES, "self_points": item.maximum} if own else {}


def wrong_year(made: Province, plan: Plan) -> Sent:
    """The form is headed with the year before."""
    return _with_head(plan, "wrong_year", set(), year=made.year - 1)


def name_differs(made: Province, plan: Plan) -> Sent:
    """The code is right, the name is another."""
    return _with_head(plan, "unit_name_differs", {"codes_in_head"}, unit_name=say("simulation.other_name", "vi"))


def _with_head(plan: Plan, check: str, options: set, **head) -> Sent:
    changed = plan._replace(head=plan.head | head, options=plan.options | options)
    return [changed], [Planted(plan.file, plan.unit_code, "", check)]


def unknown(made: Province, plan: Plan) -> Sent:
    """A further form comes from a unit that nobody knows."""
    head = {**plan.head, "unit_name": say("simulation.unknown_name", "vi"), "unit_code": ""}
    stray = plan._replace(file="khong-ro-don-vi.xlsx", head=head, petitions=())
    return [plan, stray], [Planted(stray.file, "", "", "unit_unknown")]


def twice(made: Province, plan: Plan) -> Sent:
    """The unit sends the same form a second time under another name."""
    again = plan._replace(file=plan.file.replace(".xlsx", "_2.xlsx"))
    return [plan, again], [Planted(again.file, plan.unit_code, "", "unit_twice")]


def changed_later(made: Province, plan: Plan) -> Sent:
    """The form of the later round gives more self-assessed points than the one that was sent first."""
    line = _changeable(made, plan)
    low = {"declared": word_labels(_item(made, plan, line).rule, "vi")[-1][1], "self_points": Fraction(0),
           "explanation": say("simulation.nothing_1", "vi"), "applicability": APPLIES}  # fmt: skip
    first = plan.with_line(line._replace(values=low))._replace(
        file=plan.file.replace(".xlsx", "_tu-danh-gia.xlsx"), head={**plan.head, "round": "self"}, petitions=(),
        options=plan.options | {"round_in_head"},
    )  # fmt: skip
    first = first._replace(lines=tuple(one if one.role == "leaf" else one._replace(values={}) for one in first.lines))
    later = plan._replace(options=plan.options | {"round_in_head"})
    check = "self_points_changed_after_sending"
    return [first, later], [Planted(plan.file, plan.unit_code, line.key, check, line.key, "self_points")]


def _item(made: Province, plan: Plan, line: Line):
    return made.criteria[made.unit(plan.unit_code).block].items[line.key]


def _changeable(made: Province, plan: Plan) -> Line:
    """Return a row with a yes that the first form shall answer with a no."""
    return next(
        line for line in plan.lines
        if line.role == "leaf" and line.values.get("self_points") and "evidence_number" in line.values
        and _item(made, plan, line).rule.kind == "all_or_nothing"
    )  # fmt: skip


def copied(plan: Plan, other: Plan) -> Sent | None:
    """The other unit, which has the same functions, sends the rows of the first under its own name."""
    if plan.agreed != other.agreed:
        return None
    copy = other._replace(lines=plan.lines, layout=plan.layout, petitions=())
    found = [Planted(one.file, one.unit_code, "", "same_file_two_units") for one in (plan, copy)]
    return [plan, copy], found


def shared_document(plan: Plan, other: Plan) -> Sent | None:
    """The other unit cites a report that the first has issued and cites too, and says whose it is."""
    for line in plan.lines:
        theirs = next((one for one in other.lines if one.key == line.key), None)
        if not theirs or not all(_reports(one) for one in (line, theirs)):
            continue
        title = say("simulation.of_issuer", "vi", title=line.values["evidence"], issuer=plan.head["unit_name"])
        # A number of its own, so that no third unit has a paper of the same number and day.
        same = {"evidence_number": SHARED_NUMBER, "evidence_date": line.values["evidence_date"]}
        values = theirs.values | same | {"evidence": title}
        place = Planted(other.file, other.unit_code, line.key, "evidence_shared_by_units", line.key, "evidence_number")
        own = plan.with_line(line._replace(values=line.values | same))
        return [own, other.with_line(theirs._replace(values=values))], [place]
    return None


def _reports(line: Line) -> bool:
    cited = "evidence_number" in line.values and bool(line.values.get("self_points"))
    return cited and line.values["evidence"].startswith("Báo cáo")


WHOLE_FORMS = {
    "unit_sent_nothing": silent,
    "former_decision": former_decision,
    "wrong_unit_kind": wrong_unit_kind,
    "wrong_year": wrong_year,
    "unit_name_differs": name_differs,
    "unit_unknown": unknown,
    "unit_twice": twice,
    "self_points_changed_after_sending": changed_later,
}
PAIRS = {"same_file_two_units": copied, "evidence_shared_by_units": shared_document}
