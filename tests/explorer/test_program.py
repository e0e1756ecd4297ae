"""The page's arithmetic, run by node: the same whole numbers and the same ranks as Python's, and files that load."""

import random
import unicodedata
from fractions import Fraction

import numpy as np
import pytest
import yaml
from explorer_rooms import left, node

from analysis import score
from analysis.blocks import together
from analysis.criteria_set import ROOT
from analysis.explorer.content import content
from analysis.explorer.weighing import domains
from analysis.proposals import applied, carry, proposal
from analysis.score import raw_leaves
from analysis.sensitivity import additive
from analysis.sensitivity.ranking import rank_draws

# What Python and the browser together take for space at the ends of a text.
BLANK = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\ufeff"
RANKS = """return given.map(({ set, weighing, held }) => {
  const wanted = ranking.maxima(set, held);
  return { maxima: [...wanted].map(([code, value]) => [code, `${value.n}/${value.d}`]),
           compared: ranking.compared(set, weighing, wanted),
           ranks: [...ranking.places(set, weighing, wanted)].map(([code, one]) => [code, one.rank]) }; });"""
DETAILS = {
    "title": "Thử: “nâng” # 1",
    "by": 'Phòng "CCHC"',
    "date": "2026-02-01",
    "rationale": "Một.\nHai: ba",
    "note": "Mô phỏng",
}


def positions(criteria, step, seed, count=12):
    """Return slider positions {domain: steps} that leave something for the domains not set."""
    draw, codes, found = random.Random(seed), domains(criteria), [{}]
    while len(found) < count:
        some = draw.sample(codes, draw.randint(1, len(codes) - 1))
        held = {code: draw.randint(1, int(2 * criteria.maximum(code) / step)) for code in some}
        if sum(held.values()) * step < sum(criteria.maximum(code) for code in codes) - step:
            found.append(held)
    return found


def cases(held, criteria, place):
    own = held["sets"][place["set"]]
    step = float(Fraction(own["step"]))
    return [{"set": own, "weighing": place["weighing"], "held": one} for one in positions(criteria, step, place["key"])]


def by_python(done, place):
    """Return a function: maxima of all domains to (what ranks compare, ranks), by the arithmetic of room 5."""
    leaves = {key[2]: own for key, own in raw_leaves(done.assessed, done.study) if f"{key[0]}/{key[1]}" == place["key"]}
    units = next(one for one in together(done.points, done.study) if f"{one.year}/{one.block}" == place["key"])
    criteria, data = units.criteria, additive.model(units, leaves)

    def ranked(maxima):
        factors = np.ones((1, len(criteria.leaves)))
        for code, words in maxima:
            factors[:, data.inside[code]] = float(Fraction(words) / criteria.items[code].maximum)
        found = additive.totals(data, criteria.not_applicable, factors)
        compared = additive.comparable(data, found, criteria.not_applicable)
        return compared[0], dict(zip(units.units, rank_draws(compared, criteria.rank_rule)[0].tolist(), strict=True))

    return ranked


@pytest.mark.parametrize("study", ["toy", "papi-2023", "binh-duong-2017", "known-answer-2025"])
def test_ranks_are_those_of_python_at_many_slider_positions(toy, shipped, tmp_path, study):
    done = toy if study == "toy" else shipped(study)
    held = content(left(done, tmp_path))
    for place in held["places"]:
        criteria = done.study.criteria(place["key"].split("/")[1])
        given, ranked = cases(held, criteria, place), by_python(done, place)
        for case, found in zip(given, node(RANKS, given), strict=True):
            whole, ranks = ranked(found["maxima"])
            assert dict(found["ranks"]) == ranks, case["held"]
            assert criteria.rank_on != "printed" or found["compared"] == whole.tolist(), case["held"]


def test_official_weights_give_the_official_ranks(toy, shipped, tmp_path):
    for number, done in enumerate((toy, shipped("papi-2023"), shipped("binh-duong-2017"))):
        held = content(left(done, tmp_path / str(number)))
        for place in held["places"]:
            (found,) = node(RANKS, [{"set": held["sets"][place["set"]], "weighing": place["weighing"], "held": {}}])
            known = {unit["code"]: unit["known"] for unit in place["units"]}
            assert dict(found["ranks"]) == {code: known[code] for code, _ in found["ranks"]}


FILES = "return given.map(({ set, held, details }) => proposing.file(set, held, details));"


def loaded(root, framework, text, slug="thu"):
    folder = proposal.folder(root, framework)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.yml").write_text(text, "utf-8")
    return proposal.load(root, framework, slug)


@pytest.mark.parametrize(
    ("held", "named"),
    [({"1": 140}, ["1"]), ({"2": 60}, ["2"]), ({"1": 131}, ["1"])],
)
def test_a_saved_proposal_loads_and_names_what_was_set(toy, toy_root, tmp_path, held, named):
    own = content(left(toy, tmp_path))["sets"]["toy/so"]
    (text,) = node(FILES, [{"set": own, "held": held, "details": DETAILS}])
    found = loaded(toy_root, "toy", text)
    assert [one.codes[0] for one in found.changes] == named and found.balance == 100
    assert (found.title["vi"], found.by, found.date) == (DETAILS["title"], DETAILS["by"], DETAILS["date"])
    assert found.rationale["en"] == DETAILS["rationale"] and text.startswith("# Mô phỏng\n")


def test_a_run_of_the_saved_proposal_gives_the_ranks_of_the_page(toy, toy_root, tmp_path):
    held = content(left(toy, tmp_path))
    own = held["sets"]["toy/so"]
    some = [{"1": 20}, {"1": 100}, {"2": 130}, {"2": 5}]
    for number, (text, one) in enumerate(
        zip(node(FILES, [{"set": own, "held": one, "details": DETAILS} for one in some]), some, strict=True)
    ):
        found = loaded(toy_root, "toy", text, f"thu-{number}")
        study = applied.under(toy.study, found)
        assessed = carry.carried(toy.assessed, toy.study, study, found, toy.received).assessed
        scores = score.scores(score.points(assessed, study), assessed, study)
        totals = scores[scores["node"] == ROOT]
        for place in held["places"]:
            (shown,) = node(RANKS, [{"set": own, "weighing": place["weighing"], "held": one}])
            year = totals[totals["year"] == int(place["key"][:4])].set_index("unit_code")["rank_among_known"]
            assert dict(shown["ranks"]) == {code: year[code] for code, _ in shown["ranks"]}


THREE = {"scale": "100", "step": "0.5", "highest": 100, "framework": "x", "set": "so",
         "domains": [{"code": code, "maximum": value} for code, value in (("1", "50"), ("2", "30"), ("3", "20"))]}  # fmt: skip


def of_three(held):
    (text,) = node(FILES, [{"set": THREE, "held": held, "details": DETAILS}])
    return {one["criterion"]: one["set"]["max_points"] for one in yaml.safe_load(text)["changes"]}


def test_a_domain_held_at_its_maximum_is_what_is_left_when_all_others_are_named():
    assert of_three({"1": 100, "2": 40}) == {"2": 20, "3": 30}


def test_parts_that_are_no_decimals_are_written_as_fractions():
    thirds = THREE | {"domains": [{"code": code, "maximum": "100/4"} for code in "1234"]}
    (text,) = node(FILES, [{"set": thirds, "held": {"1": 50, "2": 40}, "details": DETAILS}])
    assert {one["criterion"]: one["set"]["max_points"] for one in yaml.safe_load(text)["changes"]} == {
        "2": 20,
        "3": 27.5,
        "4": 27.5,
    }
    wide = thirds | {"domains": [{"code": "1", "maximum": "10"}, {"code": "2", "maximum": "20"},
                                 {"code": "3", "maximum": "40"}, {"code": "4", "maximum": "30"}]}  # fmt: skip
    (text,) = node(FILES, [{"set": wide, "held": {"1": 20, "2": 41}, "details": DETAILS}])
    changes = {one["criterion"]: one["set"]["max_points"] for one in yaml.safe_load(text)["changes"]}
    assert changes == {"2": 20.5, "3": "278/7", "4": "417/14"}
    assert Fraction("20.5") + Fraction("278/7") + Fraction("417/14") + 10 == 100


REACH = "return given.map(([set, held, code]) => ranking.reach(set, held, code));"


def test_a_slider_leaves_a_step_for_every_domain_that_is_not_set():
    assert node(REACH, [[THREE, {}, "1"], [THREE, {"1": 100}, "2"], [THREE, {"1": 100, "2": 40}, "3"]]) == [100, 99, 0]


def test_maxima_always_add_up_to_the_scale():
    script = "return given.map((held) => [...ranking.maxima(set, held).values()].map((one) => `${one.n}/${one.d}`));"
    for found in node(f"const set = {THREE};{script}".replace("'", '"'), [{}, {"1": 7}, {"2": 33}, {"1": 7, "3": 90}]):
        assert sum(Fraction(one) for one in found) == 100


@pytest.mark.parametrize(
    ("values", "rule", "ranks"),
    [([5, 7, 7, 1], "competition", [3, 1, 1, 4]), ([5, 7, 7, 1], "dense", [2, 1, 1, 3]), ([], "dense", [])],
)
def test_equal_numbers_share_a_rank(values, rule, ranks):
    assert node("return ranking.ranks(given[0].map(BigInt), given[1]);", [values, rule]) == ranks


@pytest.mark.parametrize(
    ("n", "d", "down", "up", "even"),
    [(7, 2, 3, 4, 4), (5, 2, 2, 3, 2), (-7, 2, -4, -3, -4), (-5, 2, -3, -2, -2), (-1, 3, -1, 0, 0), (6, 3, 2, 2, 2)],
)
def test_halves_are_rounded_as_python_rounds_them(n, d, down, up, even):
    script = "const [n, d] = given.map(BigInt); return [exact.floor(n, d), exact.halfUp(n, d), exact.halfEven(n, d)];"
    assert node(script, [n, d]) == [down, up, even]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Đổi mới: Nâng ĐIỀU TRA lên 25%", "doi-moi-nang-dieu-tra-len-25"), ("官方", "phuong-an"), ("Official", "official-1"),
     ("a" * 59 + " b", "a" * 59), ("--", "phuong-an")],
)  # fmt: skip
def test_a_title_gives_a_name_of_a_file(title, slug):
    assert node("return proposing.slug(given, 'phuong-an');", title) == slug


def test_whatever_is_typed_is_read_back():
    draw = random.Random(7)
    letters = [
        chr(code) for code in [*range(1, 0x250), *range(0x1EA0, 0x1EFA), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0x1F600]
    ]
    typed = ["".join(draw.choices(letters, k=draw.randint(0, 30))) for _ in range(400)]
    lines = node("return given.map((one) => proposing.quoted(one));", typed)
    plain = yaml.safe_load("\n".join(f"- {one}" for one in lines))
    assert [one.strip(BLANK) for one in plain] == [unicodedata.normalize("NFC", one).strip(BLANK) for one in typed]


def test_half_a_letter_is_replaced():
    assert node('return proposing.quoted("a\\ud83d");', None) == '"a\ufffd"'
