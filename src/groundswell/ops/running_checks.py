"""The doctor's questions about what should be running: worker, jobs, feeds, consumers of the pulse, the clock."""

from __future__ import annotations

import time

from django.db import connection

from groundswell.kit import postgres
from groundswell.ops import pulse_state
from groundswell.ops.findings import Finding, bad, good, warning
from groundswell.ops.readiness import WORKER_SILENT_AFTER, heartbeat_age
from groundswell.wire.feeds import due
from groundswell.wire.feeds.schedule import BROKEN_AFTER

_LAG_ALARM = 5.0
_CLOCK_ALARM = 2.0


def worker(server: postgres.Server) -> Finding:
    """Whether a worker said lately that it lives."""
    age = heartbeat_age()
    if age is None:
        return bad("worker", "no worker runs", "start 'groundswell serve' (or 'groundswell worker')")
    if age > WORKER_SILENT_AFTER:
        return bad("worker", f"the worker has been silent for {_span(age)}", "start 'groundswell serve' again")
    return good("worker", f"last heard of {age:.0f} s ago")


def jobs(server: postgres.Server) -> Finding:
    """Whether jobs failed for good or wait too long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'todo'"
            " AND coalesce(scheduled_at, now()) < now() - interval '5 minutes') FROM procrastinate_jobs"
        )
        failed, late = cursor.fetchone()
    if failed or late:
        return warning("jobs", f"{failed} jobs failed and {late} wait since over 5 minutes", "look into the worker's log")
    return good("jobs", "none failed, none is late")


def feeds(server: postgres.Server) -> Finding:
    """Whether the sources of all campaigns can be read, and are read in time."""
    found = due.health(BROKEN_AFTER)
    if found.late:
        says = f"{found.late} of {found.feeds} feeds wait since over 10 minutes to be read"
        return warning("feeds", says, "see that the worker runs; look into its log for feed_not_read")
    if found.failing or found.gone:
        says = f"of {found.feeds} feeds {found.failing} fail again and again, {found.gone} are gone for good"
        return warning("feeds", says, "each campaign's page /wire/sources/?only=failing says what is wrong with each")
    return good("feeds", f"{found.feeds} are read, none fails")


def cursors(server: postgres.Server) -> Finding:
    """Whether the pulse's stamps are this server's own."""
    ahead, rows = pulse_state.cursors_ahead(), pulse_state.rows_ahead()
    if ahead or rows:
        return bad(
            "cursors",
            f"the pulse was written by another server ({len(ahead)} cursors and {rows} rows lie ahead of this one)",
            "stop Groundswell, run 'groundswell restamp', start it again",
        )
    return good("cursors", "all stamped by this server")


def pulse(server: postgres.Server) -> Finding:
    """Whether consumers keep up."""
    late = [lag for lag in pulse_state.lags() if lag.seconds > _LAG_ALARM]
    if late:
        told = ", ".join(f"{lag.consumer} by {_span(lag.seconds)} ({lag.rows} rows)" for lag in late)
        holder = pulse_state.oldest_writer_seconds()
        cause = f"; a transaction has been writing for {_span(holder)} and holds readers back" if holder > _LAG_ALARM else ""
        return bad("pulse", f"consumers are late: {told}{cause}", "see that the worker runs; end the long transaction")
    parked = pulse_state.parked()
    if parked:
        return warning("pulse", f"{parked} rows could not be handled and are parked", "look into pulse_parkedrow for the cause")
    return good("pulse", "every consumer keeps up")


def clock(server: postgres.Server) -> Finding:
    """Whether this machine and the database agree on the time, and whether the past lies in the past."""
    with connection.cursor() as cursor:
        before = time.time()
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - (before + time.time()) / 2)
        newest = pulse_state.newest_seconds_ahead()
    if apart > _CLOCK_ALARM:
        return bad("clock", f"this machine and the database are {apart:.1f} s apart", "set both by NTP")
    if newest > _CLOCK_ALARM:
        return bad("clock", f"the last event lies {_span(newest)} in the future: the clock was set back", "set it by NTP")
    return good("clock", f"agrees with the database within {max(apart, 0.001) * 1000:.0f} ms")


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
