"""A process of its own that is killed with -9 in the middle of its work, at a place that a test names."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from itertools import count

from django.db import connections


def die_at(owner: object, name: str, turn: int, *, after: bool = False) -> None:
    """Let this process be killed at the ``turn``-th call of a function, before it or after it."""
    call: Callable[..., object] = getattr(owner, name)
    turns = count(1)

    def counted(*given: object, **named: object) -> object:
        last = next(turns) == turn
        if last and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        found = call(*given, **named)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(owner, name, counted)


def killed(arrange: Callable[[], None], work: Callable[[], object]) -> None:
    """Do the work in a process of its own, arranged so that it is killed; refuse one that came through."""
    for connection in connections.all():
        connection.close()
    child = os.fork()
    if child == 0:
        try:
            arrange()
            work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL
