"""Remembering what was worked out for things that are costly to compare: by which thing it is, not by what it holds."""

from collections.abc import Callable

MOST = 4096


def by_identity(function: Callable) -> Callable:
    """Return the function with its results remembered by the identity of its first argument and the rest of them.

    The first argument is kept with the result, so that no other thing can take its identity.
    """
    kept: dict[tuple, tuple] = {}

    def remembered(one, *rest):
        key = (id(one), *rest)
        known = kept.get(key)
        if known is None:
            if len(kept) >= MOST:
                kept.clear()
            known = kept[key] = one, function(one, *rest)
        return known[1]

    remembered.__doc__ = function.__doc__
    return remembered
