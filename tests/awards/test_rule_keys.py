"""What awards.yml may hold: kinds and sources are those that the rest of the rules knows."""

import pytest

from analysis.awards.rule_keys import AWARDS, NOISY, SOURCES, TESTS
from analysis.settings import violations


def test_every_source_has_a_test_and_what_is_noisy_is_a_source():
    assert set(TESTS) == set(SOURCES) and set(NOISY) < set(SOURCES)


@pytest.mark.parametrize(
    ("source", "test"),
    [("rank", {"at_most": 0}), ("score", {"node": "total", "measure": "rank", "at_least": 1}), ("class", {"among": []}),
     ("issues", {"severity": "fatal", "at_most": 0}), ("fact", {"is": "yes"})],
)  # fmt: skip
def test_a_test_that_cannot_be_is_refused(source, test):
    assert list(violations(test, TESTS[source], "conditions[1]", "awards.yml"))


def test_unknown_and_missing_keys_are_named_together():
    found = list(violations({"source": "TOY1", "titles": []}, AWARDS, "", "awards.yml"))
    assert {one.cell for one in found} == {"titles", "decision", "conditions", "awards"}
