"""Fills a campaign with 10,000 members, 300 communities, 200,000 ratings and a million visits, as the services write them."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MEMBERS, COMMUNITIES, STORIES, ANSWERS = 10_000, 300, 4_000, 400
RATINGS, LINKS, VIRAL, VISITS = 200_000, 20_000, 10_000, 1_000_000
WORDS = ("water", "board", "vote", "night", "bus", "clinic", "rent", "harbour", "school", "bridge", "flood", "market", "ferry")


@dataclass(frozen=True, slots=True)
class Filled:
    """What the pages are asked for."""

    slug: str
    campaign: uuid.UUID
    member: Any  # accounts
    steward: Any
    story: uuid.UUID
    answer: uuid.UUID  # with the longest chain
    version: uuid.UUID
    community: str
    codes: list[str]


def fill() -> Filled:
    """Make it; about a minute and a half on two processors."""
    from tests.cast import assemble
    from tests.stages import ratified

    from groundswell.kit.db import scope

    cast = assemble()
    with scope(cast.campaign.pk):
        ratified(cast)
    chance = random.Random(20)
    with scope(cast.campaign.pk):
        members = _members(cast, chance)
        communities = _communities(cast, chance, members)
    with scope(cast.campaign.pk):
        stories = _stories(cast, chance)
        versions = _answers(cast, chance, stories, members)
        _ratings(cast)
    _judge(cast, versions)
    with scope(cast.campaign.pk):
        codes = _links(cast, chance, versions, communities)
        _visits(cast)
    _analyse()
    with scope(cast.campaign.pk):
        _sum_up(cast, versions[0])
    return Filled(
        cast.campaign.slug, cast.campaign.pk, members[7].account, cast.ada.account, stories[0].pk,
        versions[0].response_id, versions[0].pk, communities[0].slug, codes,
    )  # fmt: skip


def _title(chance: random.Random, words: int = 6) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize()


def _members(cast: Any, chance: random.Random) -> list[Any]:
    from groundswell.kit.clock import now
    from groundswell.people.models import Account, Member, Person

    at = now() - timedelta(days=60)
    accounts = [Account(email=f"m{number}@ellery.example", password="!", created_at=at) for number in range(MEMBERS)]
    Account.objects.bulk_create(accounts, batch_size=2000)
    people = [Person(campaign=cast.campaign, name=f"{_title(chance, 2)}", created_at=at) for _ in accounts]
    Person.objects.bulk_create(people, batch_size=2000)
    members = [
        Member(campaign=cast.campaign, person=person, account=account, joined_at=at)
        for person, account in zip(people, accounts, strict=True)
    ]
    return Member.objects.bulk_create(members, batch_size=2000)


def _communities(cast: Any, chance: random.Random, members: list[Any]) -> list[Any]:
    from groundswell.communities.models import Community, Membership
    from groundswell.kit.clock import now
    from groundswell.people.models import RoleGrant

    at = now() - timedelta(days=50)
    found = Community.objects.bulk_create(
        Community(campaign=cast.campaign, slug=f"c{number}", name=f"{_title(chance, 2)} {number}", founded_at=at)
        for number in range(COMMUNITIES)
    )
    pairs = {(chance.randrange(COMMUNITIES), number) for number in range(MEMBERS) for _ in range(3)}
    Membership.objects.bulk_create(
        (
            Membership(campaign=cast.campaign, community=found[one], member=members[number], since=at)
            for one, number in sorted(pairs)
        ),
        batch_size=5000,
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            campaign=cast.campaign, member=members[number], role="host", thing="community", thing_id=one.pk, granted_at=at
        )
        for number, one in enumerate(found)
    )
    return found


def _stories(cast: Any, chance: random.Random) -> list[Any]:
    from groundswell.kit.clock import now
    from groundswell.wire.models import Item, Source, Story

    sources = Source.objects.bulk_create(
        Source(campaign=cast.campaign, key=f"s{number}", name=f"Outlet {number}", created_at=now()) for number in range(40)
    )
    begins = [now() - timedelta(minutes=20 * number) for number in range(STORIES)]
    stories = Story.objects.bulk_create(
        (
            Story(
                campaign=cast.campaign, title=_title(chance), first_at=at, last_at=at + timedelta(minutes=9), item_count=5,
                outlet_count=4, created_at=at,
            )
            for at in begins
        ),
        batch_size=2000,
    )  # fmt: skip
    items = (
        Item(
            campaign=cast.campaign, key=f"{story.pk.hex}{number}", source=chance.choice(sources), story=story,
            position=place * 5 + number + 10_000, title=_title(chance), lead=_title(chance, 20),
            published=at + timedelta(minutes=2 * number), arrived=at,
        )
        for place, (story, at) in enumerate(zip(stories, begins, strict=True))
        for number in range(5)
    )  # fmt: skip
    Item.objects.bulk_create(items, batch_size=2000)
    return stories


def _answers(cast: Any, chance: random.Random, stories: list[Any], members: list[Any]) -> list[Any]:
    from groundswell.people.models import RoleGrant
    from groundswell.responses.models import Citation, Hand, Response, Version, VersionAuthor, VersionPillar, WorkingCopy
    from groundswell.strategy.models import Pillar

    pillars = list(Pillar.objects.filter(campaign=cast.campaign))
    versions = []
    kept: dict[Any, list[Any]] = {}
    for number in range(ANSWERS):
        story, author = stories[number * 3], members[number + 400]
        at = story.first_at + timedelta(minutes=30)
        response = Response(campaign=cast.campaign, story=story, started_by=author, started_at=at)
        version = Version(
            campaign=cast.campaign, response=response, number=1, title=_title(chance), summary=_title(chance, 14),
            body="\n\n".join(_title(chance, 60) + " [1]." for _ in range(4)), content_hash=uuid.uuid4().hex * 2,
            published_by=author, published_at=at,
        )  # fmt: skip
        same = {"campaign": cast.campaign}
        kept.setdefault(Response, []).append(response)
        kept.setdefault(Version, []).append(version)
        kept.setdefault(WorkingCopy, []).append(WorkingCopy(**same, response=response, title=version.title, changed_at=at))
        kept.setdefault(Hand, []).append(Hand(**same, response=response, member=author, since=at))
        kept.setdefault(VersionAuthor, []).append(VersionAuthor(**same, version=version, member=author))
        kept.setdefault(VersionPillar, []).append(VersionPillar(**same, version=version, pillar=chance.choice(pillars)))
        kept.setdefault(Citation, []).append(
            Citation(**same, version=version, number=1, title="Agenda", url="https://a.example/")
        )
        role = {"role": "author", "thing": "response", "thing_id": response.pk, "granted_at": at}
        kept.setdefault(RoleGrant, []).append(RoleGrant(**same, member=author, **role))
        versions.append(version)
    for model, rows in kept.items():
        model.objects.bulk_create(rows, batch_size=2000)
    for version in versions:
        version.response.newest = version
    Response.objects.bulk_update([version.response for version in versions], ["newest"], batch_size=500)
    return versions


def _run(sql: str, *values: object) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _ratings(cast: Any) -> None:
    """Five hundred readers each, every answer with readers of its own; each rating leaves its row in the pulse."""
    each = RATINGS // ANSWERS
    _run(
        "INSERT INTO responses_rating (id, campaign_id, version_id, member_id, value, reason, rated_at) "
        "SELECT gen_random_uuid(), %s, v.id, m.id, "
        "(ARRAY['yes','yes','yes','partly','no'])[1 + abs(hashtext(m.id::text || v.id::text)) %% 5], '', "
        "v.published_at + interval '20 minutes' FROM "
        "(SELECT id, published_at, row_number() OVER (ORDER BY id) AS n FROM responses_version) v "
        "JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM people_member) m ON (m.n + v.n * 37) %% %s < %s",
        cast.campaign.pk, MEMBERS, each,
    )  # fmt: skip
    _run(
        "INSERT INTO pulse_pulseevent (at, campaign_id, kind, version, actor_id, via, subject_type, subject_id, data) "
        "SELECT rated_at, campaign_id, 'responses.version_rated', 1, member_id, 'web', 'responses.Version', version_id, '{}' "
        "FROM responses_rating"
    )


def _judge(cast: Any, versions: list[Any]) -> None:
    """Readiness as the worker works it out; then communities take what is ready, and some of the rest as if it were."""
    from groundswell.kit.actor import machine
    from groundswell.kit.db import scope
    from groundswell.responses.services import compute_readiness

    for version in versions[:60]:
        with scope(cast.campaign.pk):
            compute_readiness(version=version, actor=machine(cast.campaign.pk))


def _links(cast: Any, chance: random.Random, versions: list[Any], communities: list[Any]) -> list[str]:
    from groundswell.kit.clock import now
    from groundswell.kit.ids import code, uuid7
    from groundswell.responses.models import Adoption
    from groundswell.sharing.models import PassOn

    adoptions = Adoption.objects.bulk_create(
        Adoption(campaign=cast.campaign, version=version, community=one, adopted_at=version.published_at)
        for version in versions[:200]
        for one in chance.sample(communities, 3)
    )
    links: list[Any] = []
    for place in range(LINKS):
        viral = place < VIRAL
        adoption = adoptions[place % 3] if viral else chance.choice(adoptions[3:])
        parent = chance.choice(links[-300:]) if viral and place > 150 else None
        pk = uuid7()
        at = now() - timedelta(days=12) + timedelta(days=11) * (place / LINKS)
        links.append(
            PassOn(
                id=pk, campaign=cast.campaign, code=code(), adoption=adoption, parent=parent, made_at=at,
                root_id=parent.root_id if parent else pk, hand=parent.hand + 1 if parent else 1,
            )
        )  # fmt: skip
    PassOn.objects.bulk_create(links, batch_size=2000)
    return [one.code for one in links[:500]]


def _visits(cast: Any) -> None:
    _run(
        "INSERT INTO sharing_visit (id, campaign_id, pass_on_id, kind, at) "
        "SELECT gen_random_uuid(), %s, p.id, CASE WHEN g %% 10 = 0 THEN 'machine' ELSE 'person' END, "
        "p.made_at + g * interval '1 minute' "
        "FROM sharing_passon p CROSS JOIN generate_series(1, %s) g",
        cast.campaign.pk, VISITS // LINKS,
    )  # fmt: skip


def _sum_up(cast: Any, version: Any) -> None:
    from groundswell.kit.actor import machine
    from groundswell.sharing.services import add_up_visits, sum_up_chain

    add_up_visits(campaign=cast.campaign, actor=machine(cast.campaign.pk))
    sum_up_chain(response_id=version.response_id, actor=machine(cast.campaign.pk))


def _analyse() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
