"""A job exists only if its deed commits, and runs inside its campaign's walls."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import assemble

from groundswell.communities.models import Community
from groundswell.kit.db import scope
from groundswell.kit.jobs import enqueue, task

_seen: list[tuple[uuid.UUID, list[str], int]] = []


@task("tests.look")
def look(campaign_id: uuid.UUID, *, number: int) -> None:
    """Note which communities a job without any filter sees."""
    _seen.append((campaign_id, sorted(Community.objects.values_list("name", flat=True)), number))


def _work() -> None:
    worker = jobs.with_connector(jobs.connector.get_worker_connector())
    with worker.replace_connector(worker.connector):
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)


def test_an_undone_deed_leaves_no_job(committed: None) -> None:
    cast = assemble()
    with pytest.raises(ZeroDivisionError), scope(cast.campaign.pk):
        enqueue("tests.look", campaign_id=cast.campaign.pk, number=1)
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists()


def test_a_job_sees_its_own_campaign_only(committed: None) -> None:
    _seen.clear()
    ellery, _marlow = assemble("ellery"), assemble("marlow")
    with scope(ellery.campaign.pk):
        enqueue("tests.look", campaign_id=ellery.campaign.pk, number=2)
    connection.close()
    _work()
    assert _seen == [(ellery.campaign.pk, ["Ferry Street", "Orchard growers"], 2)]
    # By its name: a worker also does the periodic jobs that happen to be due.
    assert list(ProcrastinateJob.objects.filter(task_name="tests.look").values_list("status", flat=True)) == ["succeeded"]
