"""Lists of words behind the drop-downs of the form: each label once, with the spellings its formulas accept."""

from functools import cache

from xlsxwriter.utility import xl_col_to_name

from analysis.forms.declared import TICKED
from analysis.forms.template_grid import FIRST_HELPER, FIRST_LIST, FIRST_ROW, check_cell
from analysis.forms.template_inputs import APPLICABILITY, LIST_APPLICABILITY
from analysis.forms.template_layout import Layout
from analysis.language import LANGUAGES, say, texts
from analysis.rules import Rule, word_labels


def write_lists(workbook, sheet, layout: Layout) -> tuple[dict[str, tuple[str, list[str]]], list[str]]:
    """Write every list once into hidden columns of the sheet of checks.

    Returns {code: (name of the list, cells with the spellings of each word)} of the rules on words, and the cells with
    the spellings of the words on applicability.
    """
    applied = [(say(f"form.{word}", "vi"), _spellings_of_applicability(word)) for word in APPLICABILITY]
    applied_cells = _write_list(workbook, sheet, LIST_APPLICABILITY, FIRST_LIST, applied)
    found, made = {}, {}
    for code, place in layout.places.items():
        if place.item.rule.measure == "word":
            pairs = tuple(spellings(place.item.rule))
            if pairs not in made:
                name = f"danh_muc_{len(made) + 1}"
                made[pairs] = (name, _write_list(workbook, sheet, name, FIRST_LIST + 2 * len(made) + 2, pairs))
            found[code] = made[pairs]
    sheet.set_column(FIRST_HELPER, FIRST_LIST + 2 * len(made) + 1, None, None, {"hidden": True})
    return found, applied_cells


def _write_list(workbook, sheet, name: str, column: int, pairs) -> list[str]:
    for row, (label, spellings) in enumerate(pairs, start=FIRST_ROW):
        sheet.write_string(row, column, label)
        sheet.write_string(row, column + 1, spellings)
    letters, last = xl_col_to_name(column), FIRST_ROW + len(pairs)
    workbook.define_name(name, f"={check_cell(f'${letters}${FIRST_ROW + 1}:${letters}${last}')}")
    return [f"${xl_col_to_name(column + 1)}${row}" for row in range(FIRST_ROW + 1, last + 1)]


def _spellings_of_applicability(word: str) -> str:
    known = texts()["form"]
    spellings = [known[word]["vi"], known[word]["en"], word]
    spellings += [one for words in known[f"words_{word}"].values() for one in words.split(" | ")]
    return _between_bars(spellings)


@cache
def spellings(rule: Rule) -> list[tuple[str, str]]:
    """Return (label, spellings between bars) of every word that a unit may declare; a spelling belongs to one word."""
    labels = [dict(word_labels(rule, one)) for one in LANGUAGES]
    own = {word: [word, *(label[word] for label in labels)] for word in labels[0]}
    taken = {spelling.lower() for spellings in own.values() for spelling in spellings}
    free = {word: [one for one in _others(word) if one.lower() not in taken] for word in own}
    return [(label, _between_bars(own[word] + free[word])) for word, label in labels[0].items()]


def _others(word: str) -> list[str]:
    known = texts()["rules"].get(f"also_{word}", {})
    ticked = list(TICKED) if word == "yes" else []
    return [spelling for one in LANGUAGES for spelling in known.get(one, "").split(" | ") if spelling] + ticked


def _between_bars(words: list[str]) -> str:
    return "|" + "|".join(dict.fromkeys(word.lower() for word in words)) + "|"
