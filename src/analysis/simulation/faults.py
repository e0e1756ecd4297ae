"""Planting mistakes: which form gets which, so that every kind stands somewhere and no two meet in one row."""

from analysis.forms import catalogue
from analysis.simulation.drawing import Province
from analysis.simulation.form_faults import FORM_FAULTS, NOT_ON_TEMPLATE, ONLY_IN_LAYOUT
from analysis.simulation.layouts import TEMPLATE, WILD
from analysis.simulation.plans import Plan, added_up
from analysis.simulation.plants import UNFAIRNESS
from analysis.simulation.row_faults import ROW_FAULTS, Case
from analysis.simulation.seeds import generator
from analysis.simulation.study_faults import PAIRS, WHOLE_FORMS, Planted

MISTAKES = (*ROW_FAULTS, *FORM_FAULTS, *WHOLE_FORMS, *PAIRS)
STOPPING = frozenset(check.id for check in catalogue.checks().values() if check.severity == "error" and check.stops)
# Totals come last: they must be those of the rows as they then stand.
LAST = "typed_total_differs"
PRESETS = {
    "none": frozenset(),
    "all": frozenset((*MISTAKES, *UNFAIRNESS)),
    "unfair": frozenset(UNFAIRNESS),
    "not_stopping": frozenset(MISTAKES) - STOPPING | frozenset(UNFAIRNESS),
}
ALSO_ON_TEMPLATE = ("unit_sent_nothing", "wrong_year", "unit_name_differs")
# Forms that are told so as a whole, or that must stay what another form is compared with.
NOT_JUDGED = frozenset((
    "former_decision", "wrong_unit_kind", "unit_unknown", "unit_twice", "same_file_two_units",
    "self_points_changed_after_sending",
))  # fmt: skip
TEMPLATE_FIELDS = frozenset(
    ("declared", "denominator", "evidence_number", "evidence_date", "evidence_page", "explanation")
)


def named(faults) -> frozenset:
    """Return the names of faults of a preset, or of a list of names; raises ValueError for a name that there is not."""
    names = PRESETS[faults] if isinstance(faults, str) and faults in PRESETS else frozenset(faults)
    unknown = sorted(names - PRESETS["all"])
    if unknown:
        raise ValueError(
            f"no such fault: {', '.join(unknown)}; known: {', '.join(sorted(PRESETS['all'] | set(PRESETS)))}"
        )
    return names


def in_words(names: frozenset) -> str:
    """Return the preset that holds exactly these faults, else their names."""
    preset = next((name for name, held in PRESETS.items() if held == names), "")
    return preset or " ".join(sorted(names))


def planted(made: Province, plans: list[Plan], copies: int) -> tuple[list[Plan], list[Planted]]:
    """Return (forms with the mistakes of the province, the list of them).

    copies : on how many forms each mistake within a form is made; those of whole forms are made once.
    """
    wanted = [name for name in MISTAKES if name in made.faults]
    forms, found = _whole_forms(made, plans, [name for name in wanted if name in (*WHOLE_FORMS, *PAIRS)])
    rows = [name for name in wanted if name in (*ROW_FAULTS, *FORM_FAULTS) and name != LAST]
    for turn in range(copies):
        for name in rows:
            _within(made, forms, found, name, turn)
    for unit, plan in enumerate(forms):
        if _judged(plan, found):
            forms[unit] = plan._replace(lines=added_up(plan.lines, _criteria(made, plan)))
    for turn in range(copies if LAST in wanted else 0):
        _within(made, forms, found, LAST, turn)
    return forms, found


def _criteria(made: Province, plan: Plan):
    return made.criteria[made.unit(plan.unit_code).block]


def _order(made: Province, plans: list[Plan], *names) -> list[int]:
    return list(generator(made.seed, made.year, "faults", *names).permutation(len(plans)))


def _whole_forms(made: Province, plans: list[Plan], wanted: list[str]) -> tuple[list[Plan], list[Planted]]:
    """Return the forms after the mistakes of whole forms, each made by units of their own, as many as there are units for."""
    forms, found = {plan.unit_code: [plan] for plan in plans}, []
    for name in sorted(wanted, key=lambda one: (one not in PAIRS, one in ALSO_ON_TEMPLATE)):
        free = [plans[at] for at in _order(made, plans, name) if _untouched(plans[at], forms, found)]
        _pair(made, forms, found, name, free) if name in PAIRS else _one(made, forms, found, name, free)
    return [plan for own in forms.values() for plan in own], found


def _untouched(plan: Plan, forms: dict, found: list[Planted]) -> bool:
    return forms[plan.unit_code] == [plan] and all(one.unit_code != plan.unit_code for one in found)


def _one(made: Province, forms: dict, found: list[Planted], name: str, free: list[Plan]) -> None:
    on_template = name in ALSO_ON_TEMPLATE
    usable = [one for one in free if on_template or one.layout != TEMPLATE]
    # Only communes send the form of the departments: those are fewer, and none of them has another's rows.
    usable = [one for one in usable if name != "wrong_unit_kind" or made.unit(one.unit_code).block == "xa"]
    for plan in sorted(usable, key=lambda one: one.layout != TEMPLATE)[:1]:
        forms[plan.unit_code], places = WHOLE_FORMS[name](made, plan)
        found.extend(places)


def _pair(made: Province, forms: dict, found: list[Planted], name: str, free: list[Plan]) -> None:
    communes = [one for one in free if made.unit(one.unit_code).block == "xa" and one.layout != TEMPLATE]
    # A document's issuer is told by the words beside its number, which one layout has in the same cell.
    others = [one for one in communes if name != "evidence_shared_by_units" or one.layout == "short"]
    pairs = ((plan, other) for other in others for plan in communes if plan.unit_code != other.unit_code)
    for plan, other in pairs:
        if sent := PAIRS[name](plan, other):
            forms[plan.unit_code], forms[other.unit_code] = [sent[0][0]], [sent[0][1]]
            found.extend(sent[1])
            return


def _judged(plan: Plan, found: list[Planted]) -> bool:
    """Return whether the rows of a form are looked at and its points are those of its own rows."""
    own = {one.check for one in found if one.unit_code == plan.unit_code or one.file == plan.file}
    return not own & NOT_JUDGED


def _within(made: Province, forms: list[Plan], found: list[Planted], name: str, turn: int) -> None:
    """Make one mistake in the form that has the fewest so far and can have it; a form that has it already is passed over."""
    order = sorted(_order(made, forms, name, turn), key=lambda at: sum(one.file == forms[at].file for one in found))
    for at in order:
        plan = forms[at]
        if not _judged(plan, found) or not _may_have(plan, found, name):
            continue
        done = _row_fault(made, plan, found, name) if name in ROW_FAULTS else _form_fault(made, plan, found, name)
        if done:
            forms[at] = done[0]
            found.append(done[1])
            return


def _may_have(plan: Plan, found: list[Planted], name: str) -> bool:
    if plan.layout == TEMPLATE and name in NOT_ON_TEMPLATE:
        return False
    has_it = any(one.file == plan.file and one.check == name for one in found)
    return not has_it and ONLY_IN_LAYOUT.get(name, plan.layout) == plan.layout


def _taken(plan: Plan, found: list[Planted]) -> set[str]:
    """Return the criteria in which the form has a mistake, and those directly above them."""
    # The row whose document is shared must stay as it is in both forms.
    own = {
        one.criterion_code
        for one in found
        if one.criterion_code and (one.file == plan.file or one.check == "evidence_shared_by_units")
    }
    return own | {code.rpartition(".")[0] for code in own}


def _free(plan: Plan, found: list[Planted]):
    taken = _taken(plan, found)
    return lambda code: code not in taken and code.rpartition(".")[0] not in taken


def _row_fault(made: Province, plan: Plan, found: list[Planted], name: str) -> tuple[Plan, Planted] | None:
    fault, free, criteria = ROW_FAULTS[name], _free(plan, found), _criteria(made, plan)
    fields = frozenset(WILD[plan.layout].columns) if plan.layout in WILD else TEMPLATE_FIELDS
    for at in _order(made, plan.lines, name, plan.unit_code):
        line = plan.lines[at]
        if line.role != "leaf" or not free(line.key) or line.key not in criteria.items:
            continue
        case = Case(criteria.items[line.key], line, made.year, fields, line.key in plan.agreed)
        if fault.fits(case):
            changed = plan.with_line(line._replace(values=fault.change(case)))
            field = next((one for one in fault.cells if plan.layout not in WILD or one in fields), fault.cells[0])
            return changed, Planted(plan.file, plan.unit_code, line.key, name, line.key, field)
    return None


def _form_fault(made: Province, plan: Plan, found: list[Planted], name: str) -> tuple[Plan, Planted] | None:
    done = FORM_FAULTS[name](plan, _criteria(made, plan), _free(plan, found))
    if done is None:
        return None
    changed, key, field = done
    return changed, Planted(plan.file, plan.unit_code, key.partition("#")[0], name, key, field)
