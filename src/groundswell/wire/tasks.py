"""What the wire does after a deed: it places ground reports, follows what hosts hide, and looks at pasted pages."""

from __future__ import annotations

import asyncio
import uuid
from collections import OrderedDict
from typing import TYPE_CHECKING

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.jobs import task
from groundswell.pulse.reading import Row
from groundswell.wire.feeds.refusals import CannotUse
from groundswell.wire.feeds.sandbox import Sandbox
from groundswell.wire.models import PastedLink
from groundswell.wire.services.forgetting import forget_member
from groundswell.wire.services.pasting import LOOK, Seen, take_in_link
from groundswell.wire.services.placing import mark_hidden, place_report
from groundswell.wire.services.stream import CampaignStream
from groundswell.wire.services.touching import find_touches, recent_stories

if TYPE_CHECKING:
    from groundswell.wire.feeds.fetching import Fetcher

_KEPT = 4  # campaigns whose stream this process keeps in memory; reading one again takes seconds
_streams: OrderedDict[uuid.UUID, CampaignStream] = OrderedDict()


def _stream(campaign_id: uuid.UUID) -> CampaignStream:
    found = _streams.setdefault(campaign_id, CampaignStream(campaign_id))
    _streams.move_to_end(campaign_id)
    while len(_streams) > _KEPT:
        _streams.popitem(last=False)
    return found


def place_reported(row: Row) -> None:
    """Place the report that came in."""
    place_report(report_id=row.subject_id, stream=_stream(row.campaign_id), actor=machine(row.campaign_id), cause=row.seq)


def follow_hiding(row: Row) -> None:
    """Take a hidden report out of its story's title and counts, and put one that is shown again back."""
    if row.data.get("subject_type") == "wire.GroundReport":
        hidden = row.kind == "communities.thing_hidden"
        subject = uuid.UUID(row.data["subject"])
        mark_hidden(report_id=subject, hidden=hidden, actor=machine(row.campaign_id), cause=row.seq)


@task(LOOK, scoped=False)
def look_at_link(campaign_id: uuid.UUID, *, link: str) -> None:
    """Look at the page once, with no transaction open meanwhile, then put it on the wire."""
    with scope(campaign_id):
        found = PastedLink.objects.filter(pk=link, state=PastedLink.State.WAITING).first()
    if found is not None:
        seen = look(found.address)
        with scope(campaign_id):
            take_in_link(link=found, seen=seen, actor=machine(campaign_id))


def look(address: str, *, fetcher: Fetcher | None = None) -> Seen:
    """Return what lies at an address."""
    from groundswell.wire.feeds.fetching import Fetcher
    from groundswell.wire.feeds.looking import look_at_page

    sandbox = Sandbox()
    try:
        page, lies_at = asyncio.run(look_at_page(address, fetcher=fetcher or Fetcher(), sandbox=sandbox))
    except CannotUse as refusal:
        return Seen(address, problem=refusal.code)
    finally:
        sandbox.close()
    return Seen(lies_at, page)


def find_touches_of_story(row: Row) -> None:
    """Work out what a story touches, and the other story that a change by hand had to do with."""
    ids = {row.subject_id} | ({uuid.UUID(row.data["other"])} if "other" in row.data else set())
    find_touches(stories=ids, campaign_id=row.campaign_id, actor=machine(row.campaign_id))


def look_back(row: Row) -> None:
    """A pillar or a community is new or says something else: look at the newest stories again."""
    ids = recent_stories(campaign_id=row.campaign_id)
    find_touches(stories=ids, campaign_id=row.campaign_id, actor=machine(row.campaign_id))


def forget_erased(row: Row) -> None:
    """Take away what leads to somebody who was erased."""
    forget_member(member_id=row.subject_id, actor=machine(row.campaign_id))
