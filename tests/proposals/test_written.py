"""A proposal written as a file is read back as the same."""

import pytest
from toy_proposals import FEWER_PLANS, NEW_ONE, ONE_SURVEY, SWAPPED_NAMES, WITHOUT_FINANCE, content_of, write

from analysis.proposals import proposal
from analysis.proposals.written import written

MOVED = [{"criterion": "1.10", "move": {"parent_code": "2"}, "was": {"parent_code": "1"}}]
RULED = [{"criterion": "1.1", "rule": {"rule": "proportional", "rule_terms": ""}, "was": {"rule": ""}},
         {"treatment": "zero", "was": "per_cent"}, {"rounding": {"decimals": 1}, "was": {"decimals": 2}}]  # fmt: skip


@pytest.mark.parametrize("changes", [FEWER_PLANS, NEW_ONE, ONE_SURVEY, SWAPPED_NAMES, WITHOUT_FINANCE, MOVED, RULED])
def test_every_kind_of_change_is_read_back_as_the_same(toy_root, changes):
    write(toy_root, content_of(changes, {"scale_rest_to": 100}, title={"vi": "Thử “một”: 1", "en": "No"}, set="so"))
    one = proposal.load(toy_root, "toy", "thu")
    write(toy_root, written(one, "Ghi chú"))
    again = proposal.load(toy_root, "toy", "thu")
    assert again == one and written(again) == written(one)


def test_codes_stay_text_and_words_stay_readable(toy_root):
    write(toy_root, content_of(WITHOUT_FINANCE, {"scale_rest_to": 85}, title="Bỏ tài chính"))
    text = written(proposal.load(toy_root, "toy", "thu"))
    assert "criterion: '1.10'" in text and "Bỏ tài chính" in text and "\\u" not in text
