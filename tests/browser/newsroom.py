"""News as it comes in while people look, and the worker's part of what follows, without a worker."""

from __future__ import annotations

from datetime import timedelta
from zlib import crc32

from tests.cast import Cast
from tests.integration.notify.conftest import own_words

from groundswell.kit.actor import machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.notify import sending
from groundswell.people.mailbox import MailboxBackend
from groundswell.pulse.consumers import run_until_quiet
from groundswell.wire.models import Item, Story
from groundswell.wire.reading.entries import entry
from groundswell.wire.reading.rows import Row
from groundswell.wire.services import CampaignStream, take_in_items


def tell(cast: Cast, *outlets: str, title: str, into: Story | None = None) -> Story:
    """Let outlets tell a story, a few minutes ago, each in words of its own."""
    at = now()
    entries = []
    for line, outlet in enumerate(outlets, start=1):
        words = own_words(f"{outlet}{title}")
        published = (at - timedelta(minutes=5 - line)).isoformat()
        link = f"https://{crc32(outlet.encode())}.example/{crc32(title.encode())}"
        told = {"title": title, "lead": f"{title}. {words}", "source": outlet, "published": published, "link": link}
        entries.append(entry(Row(line, told), file="newsroom.tsv", now=at))
    with scope(cast.campaign.pk):
        take_in_items(entries=entries, stream=CampaignStream(cast.campaign.pk), actor=machine(cast.campaign.pk))
        found = Item.objects.select_related("story").filter(title=title)[0].story
    assert into is None or found.pk == into.pk
    return found


def hear(cast: Cast) -> None:
    """Do what the worker does: read the pulse, then send what is due into the mailbox page."""
    run_until_quiet()
    sending.send_due(cast.campaign.pk, line=MailboxBackend)
