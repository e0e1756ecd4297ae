"""Award rules replaced word for word."""

import pytest
import yaml
from toy_proposals import changed, content_of, write

from analysis.problems import DataProblems
from analysis.proposals import proposal
from analysis.proposals.awards import changed_awards

RULES = {"awards": [{"code": "co", "conditions": [{"code": "a", "at_least": 80}, {"code": "b", "at_least": 80}]}]}
CHANGE = {"awards": {"code": "a", "at_least": 85}, "was": {"code": "a", "at_least": 80}}


@pytest.fixture
def root(toy_root):
    (toy_root / "data" / "frameworks" / "toy" / "awards.yml").write_text(yaml.safe_dump(RULES), "utf-8")
    return toy_root


def test_one_rule_is_replaced_and_the_rest_stays(root):
    write(root, content_of([CHANGE]))
    found = changed_awards(RULES, proposal.load(root, "toy", "thu"))
    assert found["awards"][0]["conditions"] == [{"code": "a", "at_least": 85}, {"code": "b", "at_least": 80}]
    assert RULES["awards"][0]["conditions"][0]["at_least"] == 80


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (CHANGE | {"was": {"code": "c", "at_least": 80}}, "awards_not_found"),
        (CHANGE | {"awards": CHANGE["was"]}, "changes_nothing"),
    ],
)
def test_a_rule_that_is_not_there_or_not_new_is_refused(root, change, rule):
    with pytest.raises(DataProblems) as refused:
        changed(root, [change])
    assert [one.rule for one in refused.value.problems] == [rule]
