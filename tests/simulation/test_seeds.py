"""Seeds by name: the same names give the same numbers, other names others."""

from analysis.simulation.seeds import chosen, generator


def test_the_same_names_give_the_same_numbers():
    assert generator("a", 2024, "b").random(3).tolist() == generator("a", 2024, "b").random(3).tolist()


def test_other_names_give_other_numbers():
    first = generator("a", 2024, "b").random()
    assert first != generator("a", 2025, "b").random() and first != generator("b", 2024, "a").random()


def test_an_option_is_chosen_by_name_and_every_option_can_be():
    assert chosen("xyz", "one") == chosen("xyz", "one")
    assert {chosen("xyz", place) for place in range(50)} == set("xyz")
