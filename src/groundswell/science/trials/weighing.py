"""Outcomes weighed by the chances of the lot: what was expected of each arm before, and by how much each person was off it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def weighed(
    chosen: Array, outcomes: Array, chances: Array, n: Array | float = 0.0, sums: Array | float = 0.0
) -> tuple[Array, Array]:
    """Return ``expected`` and ``off``, both of shape (people, arms).

    Parameters
    ----------
    chosen : array of int, shape (people,)
        Which arm each was in.
    outcomes : array, shape (people,)
        Between 0 and 1.
    chances : array, shape (people, arms) or (arms,)
        Of the lot.
    n, sums : arrays of shape (arms,)
        People and outcomes of each arm before these.

    Returns
    -------
    expected : array
        An arm's mean among those before (with half a yes of one person more), which is known before the lot is drawn.
    off : array
        Outcome less expected, over the chance, in the arm a person was in; 0 in the others. ``expected + off`` is on
        average each arm's mean, whatever was expected.
    """
    is_in = chosen[:, None] == np.arange(chances.shape[-1])
    came = is_in * outcomes[:, None]
    before, had = np.cumsum(is_in, axis=0) - is_in + n, np.cumsum(came, axis=0) - came + sums
    expected = (had + 0.5) / (before + 1.0)
    return expected, np.where(is_in, (outcomes[:, None] - expected) / chances, 0.0)
