"""What the demo's people have done: tactics, the news they read, the answers they wrote, rated, adopted and passed on."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path

from groundswell.kit.actor import Actor, machine
from groundswell.kit.clock import now
from groundswell.ops.demo.answers import ADJUSTMENT, ANSWERS, CHAIN, TACTICS, DemoAnswer
from groundswell.ops.demo.news import ITEMS
from groundswell.ops.demo.town import Town
from groundswell.responses.content import Content, Serves, Source
from groundswell.responses.models import Adoption, Version
from groundswell.responses.services import adopt_version, compute_readiness, publish_version, rate_version, start_response
from groundswell.sharing.models import PassOn, Visit
from groundswell.sharing.services import make_pass_on, pass_further, record_visit
from groundswell.strategy.models import LedgerEntry, Pillar
from groundswell.strategy.services.tactics import TacticWords, adjust_tactic, move_tactic, propose_tactic
from groundswell.wire.ingest import Ingest
from groundswell.wire.models import Item


def tactics(town: Town) -> None:
    """Propose the tactics, start those that run, and adjust one with its reason."""
    today = now().astimezone(town.campaign.zone).date()
    pillars = {pillar.title: pillar for pillar in Pillar.objects.all()}
    for number, one in enumerate(TACTICS):
        actor = town.actor(one.proposer)
        words = TacticWords(one.what, one.measure, one.by_how_much, today + timedelta(days=one.in_days))
        community = town.communities[one.community] if one.community else None
        tactic = propose_tactic(pillar=pillars[one.pillar], community=community, words=words, actor=actor)
        if one.running:
            move_tactic(tactic=tactic, move=LedgerEntry.Move.STARTED, actor=actor)
        if number == 0:
            reason, by_how_much = ADJUSTMENT
            better = TacticWords(words.what, words.measure, by_how_much, words.by_when)
            adjust_tactic(tactic=tactic, words=better, reason=reason, seen=1, actor=actor)


def news(town: Town) -> None:
    """Bring the invented news in through the same door as any file."""
    at = now()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orle-news.jsonl"
        lines = [
            {
                "published": (at - timedelta(hours=item.hours_ago)).isoformat(),
                "title": item.title,
                "lead": item.lead,
                "source": item.source,
                "link": f"https://{item.source.lower().replace(' ', '-')}.example/{number}",
            }
            for number, item in enumerate(sorted(ITEMS, key=lambda item: -item.hours_ago), start=1)
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        Ingest(
            [path],
            campaign_id=town.campaign.pk,
            actor=machine(town.campaign.pk),
            reject=_never,
            watch=lambda ingest: None,
        ).run()


def _never(file: str, line: int, reason: str) -> None:
    raise ValueError(f"the demo's own news has a bad line {line}: {reason}")


def answers(town: Town) -> None:
    """Write, publish and rate the answers; adopt and pass on the one that is ready."""
    pillars = {pillar.title: pillar.number for pillar in Pillar.objects.all()}
    for one in ANSWERS:
        version = _write(town, one, pillars[one.pillar])
        if version is None:
            continue
        for name, value in one.ratings:
            rate_version(version=version, value=value, actor=town.actor(name))
        compute_readiness(version=version, actor=machine(town.campaign.pk))
        for name, words in one.adopted_by:
            host = next(iter(town.hosts(name)))
            adoption = adopt_version(version=version, community=town.communities[name], words=words, actor=town.actor(host))
            if words:
                _pass_on(town, adoption)


def _write(town: Town, one: DemoAnswer, pillar: int) -> Version | None:
    story = Item.objects.select_related("story").get(title=one.story).story
    content = Content(
        title=one.title,
        summary=one.summary,
        body=one.body,
        pillars=(Serves(pillar, one.why),),
        sources=tuple(Source(title, url) for title, url in one.sources),
    )
    writer = town.actor(one.writer)
    response = start_response(story=story, content=content, actor=writer)
    return publish_version(response=response, revision=1, actor=town.actor(one.writer)) if one.published else None


def _pass_on(town: Town, adoption: Adoption) -> None:
    """Let a first hand pass the answer on, and others who have no account after it."""
    hands: dict[int, PassOn] = {0: make_pass_on(adoption=adoption, actor=town.actor("Ben"))}
    visitor = Actor(campaign_id=town.campaign.pk)
    for hand, parent in CHAIN:
        record_visit(campaign_id=town.campaign.pk, pass_on_id=hands[parent].pk, kind=Visit.Kind.PERSON)
        hands[hand] = pass_further(pass_on=hands[parent], key=f"hand {hand}", actor=visitor)
