"""Everything wrong with awards.yml is named at once, with its line."""

import award_rules as made
import pytest

from analysis.problems import DataProblems


def refused(root, conditions, awards=None):
    with pytest.raises(DataProblems) as error:
        made.write(root, conditions, awards)
    return error.value.problems


@pytest.mark.parametrize(
    ("conditions", "awards", "rule"),
    [
        ([made.condition("a")], [made.award("x", "a")], "one_source"),
        ([made.condition("a", rank={"at_most": 1}, fact={"is": True})], [made.award("x", "a")], "one_source"),
        ([made.condition("a", fact={"is": True, "at_least": 1})], [made.award("x", "a")], "one_test"),
        ([made.condition("a", **{"class": {"among": ["Giỏi"]}})], [made.award("x", "a")], "class_unknown"),
        ([made.condition("a", score={"node": "9", "measure": "points", "at_least": 1})], [made.award("x", "a")], "node_unknown"),
        ([made.GOOD, made.GOOD], [made.award("x", "tot")], "code_twice"),
        ([made.GOOD], [made.award("x", "tot", "khac")], "value_not_allowed"),
        ([made.GOOD], [made.award("x", "tot", sets=["xa"])], "value_not_allowed"),
        ([made.GOOD, made.FIRST], [made.award("x", "tot")], "condition_unused"),
        ([made.GOOD], [made.award("x", "tot", quota={"by": "percent"})], "quota_shape"),
        ([made.GOOD], [made.award("x", "tot", quota={"by": "percent", "share": 0.2})], "quota_shape"),
        ([made.GOOD], [made.award("x", "tot", quota={"by": "percent", "share": 0.2, "at_most": 1})], "quota_shape"),
        ([made.GOOD], [made.award("x", "tot", whom="persons")], "person_table"),
        ([made.IDEAS], [made.award("x", "sang-kien", whom="persons", quota="unknown")], "person_quota"),
    ],
)  # fmt: skip
def test_each_fault_is_found(toy_root, conditions, awards, rule):
    assert [one.rule for one in refused(toy_root, conditions, awards)] == [rule]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Bằng khen của Chủ tịch UBND tỉnh", "title"), ("Giấy khen", "title"), ("Cờ thi đua", "commendation")],
)
def test_a_title_is_not_called_a_commendation_nor_the_other_way(toy_root, title, kind):
    one = made.award("x", "tot", kind=kind) | {"title": {"vi": title, "en": "Trial"}}
    (problem,) = refused(toy_root, [made.GOOD], [one])
    assert problem.rule == "kind_mixed" and title in problem.message_vi


def test_several_faults_are_named_together_each_with_its_line(toy_root):
    text = """source: TOY1
decision: {issuer: unknown, number: unknown, date: unknown}
conditions:
  - {code: a, text: {vi: A, en: A}, article: "1", class: {among: ["Giỏi"]}}
  - {code: b, text: {vi: B, en: B}, article: "2", rank: {at_most: 2}}
awards:
  - {code: x, kind: title, title: {vi: X, en: X}, for: units, conditions: [a, c]}
"""
    found = refused(toy_root, text)
    assert sorted((one.rule, "dòng" in one.message_vi) for one in found) == [
        ("class_unknown", True), ("condition_unused", True), ("value_not_allowed", True)
    ]  # fmt: skip
    lines = {one.rule: line for one in found for line in (4, 5, 7) if f"dòng {line}" in one.message_vi}
    assert lines == {"class_unknown": 4, "condition_unused": 5, "value_not_allowed": 7}
