"""The verdict is the sternest that more than half want at least."""

from __future__ import annotations

import pytest

from groundswell.juries.lots import verdict_of
from groundswell.juries.terms import quorum_of

ORDER = ("stands", "mend", "unfit")


@pytest.mark.parametrize(
    ("stands", "mend", "unfit", "verdict"),
    [
        (7, 0, 0, "stands"),
        (4, 0, 3, "stands"),
        (3, 2, 2, "mend"),
        (3, 0, 4, "unfit"),
        (0, 3, 4, "unfit"),
        (2, 0, 2, "stands"),
        (1, 2, 1, "mend"),
        (0, 2, 2, "mend"),
        (0, 0, 3, "unfit"),
    ],
)
def test_more_than_half_decide_and_a_tie_is_mild(stands: int, mend: int, unfit: int, verdict: str) -> None:
    assert verdict_of({"stands": stands, "mend": mend, "unfit": unfit}, ORDER) == verdict


@pytest.mark.parametrize(("size", "quorum"), [(7, 4), (5, 3), (3, 2)])
def test_more_than_half_must_answer(size: int, quorum: int) -> None:
    assert quorum_of(size) == quorum
