"""The whole loop once, for real: news, an answer that became ready, its adoption, a chain of three hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.cast import Cast, assemble
from tests.stages import WORDS, neighbours, ratified

from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.kit.db import scope
from groundswell.responses.services import adopt_version, compute_readiness, publish_version, rate_version, start_response
from groundswell.sharing.services import make_pass_on, pass_further
from groundswell.wire.models import Story
from groundswell.wire.reading.entries import entry
from groundswell.wire.reading.rows import Row
from groundswell.wire.services import CampaignStream, take_in_items

BOARD = (
    ("East Side Ledger", 70, "Water board votes tonight to raise the lead limit on the east side"),
    ("Harbour Radio", 64, "Water board votes tonight on raising the east side's lead limit"),
    ("The Ellery Gazette", 52, "Water board to vote tonight: lead limit on the east side to be raised"),
    ("The Northern Courier", 31, "East side lead limit: the water board votes tonight on raising it"),
    ("Harbour Radio", 8, "Residents gather as the water board votes tonight on the east side lead limit"),
)
OTHERS = (
    ("The Northern Courier", 300, "Parliament delays the housing bill to the spring"),
    ("The Ellery Gazette", 900, "Night bus to the hospital stops running after ten"),
    ("East Side Ledger", 1500, "Orchard road reopens between the weir and the packing hall"),
)


@dataclass(frozen=True)
class Loop:
    """Where the loop's pages are."""

    cast: Cast
    story: str
    empty_story: str
    answer: str
    draft: str
    own_link: str
    landing: str


def _tell(cast: Cast) -> None:
    """Bring the news in, as old as the minutes beside it say."""
    at = now()
    entries = []
    for line, (source, minutes, title) in enumerate((*OTHERS, *BOARD), start=1):
        told = {
            "title": title,
            "lead": f"{title}, our reporters write. More follows.",
            "source": source,
            "published": (at - timedelta(minutes=minutes)).isoformat(),
            "link": f"https://news.example/{minutes}",
        }
        entries.append(entry(Row(line, told), file="loop.tsv", now=at))
    take_in_items(entries=entries, stream=CampaignStream(cast.campaign.pk), actor=machine(cast.campaign.pk))


def make() -> Loop:
    """Found the campaign and go through the loop once; everything is committed."""
    cast = assemble()
    with scope(cast.campaign.pk):
        ratified(cast)
        _tell(cast)
        story = Story.objects.get(title__contains="Water board")
        empty = Story.objects.get(title__contains="Parliament")
        response = start_response(story=story, content=WORDS, actor=cast.cleo.actor)
        version = publish_version(response=response, revision=1, actor=cast.cleo.actor)
        for reader in neighbours(cast, cast.ferry, "Fay Finn Flo Fred") + neighbours(cast, cast.orchard, "Oda Olaf Omar Otto"):
            rate_version(version=version, value="yes", actor=reader.actor)
        compute_readiness(version=version, actor=machine(cast.campaign.pk))
        adoption = adopt_version(version=version, community=cast.ferry, actor=cast.ben.actor)
        first = make_pass_on(adoption=adoption, actor=cast.ben.actor)
        second = pass_further(pass_on=first, key="1" * 32, actor=Actor(campaign_id=cast.campaign.pk))
        pass_further(pass_on=first, key="2" * 32, actor=Actor(campaign_id=cast.campaign.pk))
        third = pass_further(pass_on=second, key="3" * 32, actor=Actor(campaign_id=cast.campaign.pk))
        draft = start_response(story=empty, content=WORDS, actor=cast.cleo.actor)
        return Loop(
            cast,
            f"/ellery/wire/{story.pk}/",
            f"/ellery/wire/{empty.pk}/",
            f"/ellery/answers/{response.pk}/",
            f"/ellery/answers/{draft.pk}/",
            f"/ellery/p/{first.code}/yours",
            f"/ellery/p/{third.code}",
        )
