"""Finding Chromium: without it the tests of the page are skipped aloud, and fail where everything must run."""

import pytest
from chromium import found


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_chromium_the_tests_are_skipped_with_a_line_and_fail_where_all_must_run(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("chromium.shutil.which", lambda name: None)
    with pytest.raises(outcome, match="install Debian's chromium"):
        found()
