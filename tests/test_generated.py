"""What is made from code and committed must be what the code now makes."""

import json

from analysis import generated
from analysis.forms import catalogue
from analysis.paths import PROJECT


def test_the_data_package_is_current():
    """Made again by: python -m analysis.generated, in the environment of the study."""
    assert (PROJECT / "data" / "datapackage.json").read_text("utf-8") == generated.datapackage()


def test_the_exhibits_table_of_the_readme_is_current():
    text = (PROJECT / "README.md").read_text("utf-8")
    assert generated.readme(text) == text


def test_a_stale_exhibits_table_would_be_replaced():
    stale = f"before\n{generated.START}\n| old |\n{generated.END}\nafter"
    fresh = generated.readme(stale)
    assert "| old |" not in fresh
    assert fresh.startswith("before\n")
    assert fresh.endswith("\nafter")


def test_every_table_of_data_is_described_with_its_own_columns():
    package = json.loads(generated.datapackage())
    for resource in package["resources"]:
        header = (PROJECT / "data" / resource["path"]).read_text("utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert set(resource["schema"]["primaryKey"]) <= set(header)


def test_names_of_resources_are_unique():
    names = [resource["name"] for resource in json.loads(generated.datapackage())["resources"]]
    assert len(names) == len(set(names))


def test_the_catalogue_of_checks_is_current_and_has_every_check_in_both_languages():
    text = (PROJECT / "docs" / "checks.md").read_text("utf-8")
    assert text == generated.checks_document()
    assert all(text.count(f"| `{name}` |") == 2 for name in catalogue.checks())
