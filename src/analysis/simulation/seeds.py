"""Random numbers of a purpose, seeded by its name, so that no two purposes share draws and none depends on another's count."""

import hashlib

import numpy as np


def generator(*names) -> np.random.Generator:
    """Return the generator of a purpose; the names together, such as seed, year, purpose and unit, are the seed."""
    digest = hashlib.sha256("/".join(str(name) for name in names).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def chosen(options, *names):
    """Return one of the options, by the name of the purpose."""
    options = list(options)
    return options[int(generator(*names).integers(len(options)))]
