"""Work that may wait: deferred with the deed's own transaction, run by the worker in the campaign's scope."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app as jobs

from groundswell.kit.db import scope

_RETRIES = 5


@contextmanager
def _let_go() -> Iterator[None]:
    """Close the thread's connection afterwards: the worker's threads come and go, and each would keep one open."""
    try:
        yield
    finally:
        if not connection.in_atomic_block:
            connection.close()


def task(name: str, *, queue: str = "default", scoped: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register ``function(campaign_id, **arguments)`` as the job ``name``; it runs inside that campaign's scope.

    With ``scoped=False`` it opens scopes itself: for what must commit step by step, around a talk with another server.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        def run(campaign_id: str, **arguments: Any) -> None:
            campaign = uuid.UUID(campaign_id)
            with _let_go(), scope(campaign) if scoped else nullcontext():
                function(campaign, **arguments)

        jobs.task(name=name, queue=queue, retry=_RETRIES)(run)
        return function

    return register


def periodic(name: str, cron: str, *, alone: bool = False) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register ``function()`` to run at the times of ``cron``, outside any campaign.

    One that may take longer than until its next time runs ``alone``, so that it never holds more than one of the
    worker's hands.
    """

    def register(function: Callable[[], None]) -> Callable[[], None]:
        def run(timestamp: int) -> None:
            with _let_go():
                function()

        jobs.periodic(cron=cron)(
            jobs.task(name=name, queueing_lock=name, lock=name if alone else None, pass_context=False)(run)
        )
        return function

    return register


def enqueue(name: str, *, campaign_id: uuid.UUID, lock: str | None = None, **arguments: Any) -> None:
    """Defer job ``name``: it exists only if the present transaction commits. Arguments are plain JSON values."""
    jobs.configure_task(name, lock=lock).defer(campaign_id=str(campaign_id), **arguments)
