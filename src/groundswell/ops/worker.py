"""The worker: jobs as they fall due, the pulse's consumers at each ring of its bell, the wire's feeds, the demo's people."""

from __future__ import annotations

import asyncio
import os
import threading

import structlog
from django.conf import settings
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from groundswell.ops.parent import leave_with_parent
from groundswell.ops.pulse_state import refuse_cursors_ahead
from groundswell.pulse.bell import consume_for_ever

_RESCUE_EVERY = 45.0
_GIVES_WAY = 5  # a page that somebody waits for comes before the mails of 24,000
_SIDE_BY_SIDE = 4  # jobs, most of which wait for other servers: a mail waits for no slow page

log = structlog.get_logger("groundswell.worker")


def work() -> int:
    """Work until told to stop; what is under way is finished first."""
    if os.environ.get("GROUNDSWELL_SUPERVISED"):
        leave_with_parent()
        os.nice(_GIVES_WAY)
    refuse_cursors_ahead()
    stop = threading.Event()
    consumers = threading.Thread(target=_consume, args=(stop,), name="consumers")
    consumers.start()
    feeds = threading.Thread(target=_read_feeds, args=(stop,), name="feeds")
    feeds.start()
    demo = threading.Thread(target=_play, args=(stop,), name="demo")
    if settings.DEMO:
        demo.start()
    log.info("worker_started")
    try:
        asyncio.run(_run_jobs())
    finally:
        stop.set()
        consumers.join(timeout=20)
        feeds.join(timeout=20)
        if settings.DEMO:
            demo.join(timeout=20)
    log.info("worker_stopped")
    return 0


def _play(stop: threading.Event) -> None:
    from groundswell.ops.demo.player import play

    play(stop)


async def _run_jobs() -> None:
    connector = PsycopgConnector(kwargs=connector_params("default"), min_size=1, max_size=4)
    app = jobs.with_connector(connector)
    async with app.open_async():
        rescue = asyncio.create_task(_take_up_stalled_jobs(app))
        try:
            await app.run_worker_async(
                name="groundswell", concurrency=_SIDE_BY_SIDE, delete_jobs="successful", shutdown_graceful_timeout=15
            )
        finally:
            rescue.cancel()


async def _take_up_stalled_jobs(app: App) -> None:
    """A worker that was killed leaves its job marked as under way for ever; begin it again once that worker is silent."""
    while True:
        await asyncio.sleep(_RESCUE_EVERY)
        try:
            for job in await app.job_manager.get_stalled_jobs():
                await app.job_manager.retry_job(job)
                log.warning("job_begun_again", job=job.id, task=job.task_name)
        except Exception:  # the database may be away; the worker itself notices and is started again
            log.warning("stalled_jobs_not_looked_at", exc_info=True)


def _consume(stop: threading.Event) -> None:
    try:
        consume_for_ever(stop)
    finally:
        connections.close_all()


def _read_feeds(stop: threading.Event) -> None:
    from groundswell.wire.feeds.poller import read_for_ever

    read_for_ever(stop)
