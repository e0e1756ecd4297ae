"""Results remembered by which thing they are of."""

from analysis.forms.remembered import MOST, by_identity


def counting():
    calls = []

    @by_identity
    def size(one, more=0):
        """Say how many."""
        calls.append(one)
        return len(one) + more

    return size, calls


def test_a_result_is_worked_out_once_for_a_thing_and_the_rest_of_the_arguments():
    size, calls = counting()
    things = [1, 2]
    assert [size(things), size(things), size(things, 5)] == [2, 2, 7] and len(calls) == 2


def test_equal_things_are_two_things():
    size, calls = counting()
    assert size([1]) == size([1]) == 1 and len(calls) == 2


def test_memory_is_bounded_and_no_result_is_mixed_up():
    size, _ = counting()
    assert all(size([0] * (place % 7)) == place % 7 for place in range(2 * MOST))
    assert size.__doc__ == "Say how many."
