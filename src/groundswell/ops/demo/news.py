"""The demo's news: items through the same door as any feed's, and what members saw on the ground."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from groundswell.kit.clock import now
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town
from groundswell.wire.ground import seen
from groundswell.wire.models import GroundReport, Item
from groundswell.wire.reading.entries import entry
from groundswell.wire.reading.rows import Row
from groundswell.wire.services import take_in_items
from groundswell.wire.services.confirming import confirm_report
from groundswell.wire.services.placing import place_report
from groundswell.wire.services.reporting import report_ground


def tell(town: Town) -> None:
    """Let every story of the three weeks come in, item by item."""
    for story in read("stories")["stories"]:
        for number, (minutes, source, title, lead) in enumerate(story["items"]):
            deed = partial(take_in, town, story["key"], number, source=source, title=title, lead=lead)
            town.on(story["ago"] - minutes / 60, deed)
        for minutes, name, community, place, what, others in story.get("reports", []):
            saw = partial(report, town, name=name, community=community, place=place, what=what, others=others)
            town.on(story["ago"] - minutes / 60, saw)


def take_in(town: Town, key: str, number: int, *, source: str, title: str, lead: str) -> None:
    """Take one item in; the first of a story says which story that is."""
    host = source.lower().replace(" ", "-").removeprefix("the-")
    said = {"published": now().isoformat(), "title": title, "lead": lead, "source": source}
    row = Row(number + 1, {**said, "link": f"https://{host}.example/{key}-{number + 1}"})
    one = entry(row, file="", now=now())
    take_in_items(entries=[one], stream=town.stream, actor=town.machine)
    if number == 0:
        town.stories[key] = Item.objects.values_list("story_id", flat=True).get(key=one.key)


def report(town: Town, *, name: str, community: str, place: str, what: str, others: list[str]) -> GroundReport:
    """Let a member say what they see, and others that they see it too."""
    what_was_seen = seen(
        key=uuid.uuid4(), what=what, place=place, spot=None, is_exact=False, seen_at=None, now=now()
    )  # fmt: skip
    given: dict[str, Any] = {"community": town.communities[community], "shows_name": True, "actor": town.actor(name)}
    found = report_ground(seen=what_was_seen, **given)
    place_report(report_id=found.pk, stream=town.stream, actor=town.machine)
    for other in others:
        confirm_report(report=found, actor=town.actor(other))
    return found
