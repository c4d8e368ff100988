"""Several who press at the same moment, each over a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from groundswell.kit.db import scope
from tests.cast import Cast


def pressed(cast: Cast, blocker: Any, deed: Callable[[int], object], number: int) -> list[object]:
    """Return what each of several got that did the deed at once; a refusal is what one got, too."""
    gate, got = threading.Barrier(number), list[object]()

    def press(which: int) -> None:
        with blocker.unblock():
            try:
                gate.wait(30)
                with scope(cast.campaign.pk):
                    result = deed(which)
            except Exception as refusal:
                result = refusal
            finally:
                connection.close()
            got.append(result)

    hands = [threading.Thread(target=press, args=(which,)) for which in range(number)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    return got
