"""The people of the load run: 24,000 members of one community, what mail each chose, and what each should therefore get."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

MEMBERS = int(os.environ.get("CROWD", "24000"))
COMING = 1_000  # of these, the last ones come in over HTTP
WRITERS, READERS, TOGETHER = 100, 60, 12
FOUNDER = 0


class Chose(StrEnum):
    """What a member chose to hear of the community."""

    NEVER = "never chose: digest, and when named"
    MENTIONS = "only when named"
    NOTHING = "nothing"
    NO_MAIL = "no mail at all"
    STOPPED = "pressed the link in a mail: none"
    QUIET = "digest; quiet hours now"
    MUTED = "digest; the loudest thread kept quiet"
    LEFT = "left the community"


_OF_TWENTY = [Chose.NEVER] * 12 + [Chose.MENTIONS] * 2 + [Chose.NOTHING, Chose.NO_MAIL, Chose.STOPPED, Chose.QUIET]
_OF_TWENTY += [Chose.MUTED, Chose.LEFT]
DIGEST = {Chose.NEVER, Chose.QUIET, Chose.MUTED}
AT_ONCE = {Chose.NEVER, Chose.MENTIONS, Chose.MUTED}
CHOICES = {"mentions": Chose.MENTIONS, "nothing": Chose.NOTHING}


@dataclass(slots=True)
class Crowd:
    """The campaign, its people by number, and the sessions of some of them."""

    cast: Any
    community: Any
    members: list[Any]
    cookies: dict[int, str] = field(default_factory=dict)
    _kinds: dict[Chose, list[int]] = field(default_factory=dict)

    def chose(self, number: int) -> Chose:
        """Return what a member chose; who writes and reads here never chose anything."""
        return Chose.NEVER if number < WRITERS + READERS + TOGETHER else _OF_TWENTY[number % 20]

    def email(self, number: int) -> str:
        """Return a member's address."""
        return f"m{number}@crowd.example"

    def name(self, number: int) -> str:
        """Return what a member is called."""
        return f"Walker{number} Crowd"

    def kinds(self) -> dict[Chose, list[int]]:
        """Return the members by what they chose."""
        if not self._kinds:
            self._kinds.update({one: [] for one in Chose})
            for number in range(len(self.members)):
                self._kinds[self.chose(number)].append(number)
        return self._kinds


def grow() -> Crowd:
    """Found a campaign with 24,000 members; all but the last are in one community, rows as the services write them."""
    from tests.cast import assemble

    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.kit.inserts import insert_many
    from groundswell.people.models import Account, Member, Person

    cast = assemble("bench")
    campaign, at = cast.campaign, now() - timedelta(days=30)
    hours = 12 - now().hour  # where it is noon: nobody's night
    campaign.timezone = f"Etc/GMT{-hours:+d}"
    with scope(campaign.pk):
        campaign.save(update_fields=["timezone"])
        crowd = Crowd(cast, None, [])
        accounts = [Account(email=crowd.email(number), password="!", created_at=at) for number in range(MEMBERS)]
        Account.objects.bulk_create(accounts, batch_size=2000)
        people = [Person(campaign=campaign, name=crowd.name(number), created_at=at) for number in range(MEMBERS)]
        insert_many(people)
        pairs = zip(people, accounts, strict=True)
        crowd.members = [Member(campaign=campaign, person=one, account=account, joined_at=at) for one, account in pairs]
        insert_many(crowd.members)
    return crowd


def choose(crowd: Crowd) -> None:
    """Let most in and write what each chose, as the settings write it; who never chose has no row at all.

    Those who come in over HTTP choose and leave over HTTP as well, where that is about the community.
    """
    from groundswell.communities.models import Membership
    from groundswell.kit.clock import now
    from groundswell.kit.inserts import insert_many
    from groundswell.notify.models import CommunityWish, Preference, Suppression
    from groundswell.notify.scrambling import key_of

    campaign, at = crowd.cast.campaign, now()
    here = {"campaign": campaign, "community": crowd.community}
    left = set(crowd.kinds()[Chose.LEFT])
    insert_many(
        [
            Membership(member=one, state="left" if number in left else "in", since=at - timedelta(days=30), **here)
            for number, one in enumerate(crowd.members[: MEMBERS - COMING])
            if number != FOUNDER
        ]
    )
    for choice, chose in CHOICES.items():
        early = [number for number in crowd.kinds()[chose] if number < MEMBERS - COMING]
        insert_many([CommunityWish(member=crowd.members[number], choice=choice, **here) for number in early])
    usual = {"campaign": campaign, "timezone": campaign.timezone, "next_digest_at": at + timedelta(days=1)}
    of = {chose: [crowd.members[number] for number in numbers] for chose, numbers in crowd.kinds().items()}
    insert_many([Preference(member=one, by_mail=False, **usual) for one in of[Chose.NO_MAIL]])
    insert_many([Preference(member=one, quiet_from=9, quiet_until=17, **usual) for one in of[Chose.QUIET]])
    gone = [key_of(crowd.email(number)) for number in crowd.kinds()[Chose.STOPPED]]
    insert_many([Suppression(campaign=campaign, key=key, reason="asked", since=at) for key in gone])


def keep_quiet(crowd: Crowd, loudest: str) -> None:
    """Let those who chose so keep one thread quiet."""
    from groundswell.kit.clock import now
    from groundswell.kit.db import scope
    from groundswell.kit.inserts import insert_many
    from groundswell.notify.models import Mute

    quiet = {"campaign": crowd.cast.campaign, "kind": "thread", "thing_id": loudest, "made_at": now()}
    with scope(crowd.cast.campaign.pk):
        insert_many([Mute(member=crowd.members[number], **quiet) for number in crowd.kinds()[Chose.MUTED]])


def sign_in(crowd: Crowd, numbers: list[int]) -> None:
    """Give some of them a session."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore
    for number in numbers:
        account, session = crowd.members[number].account, store()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        crowd.cookies[number] = f"sessionid={session.session_key}"
