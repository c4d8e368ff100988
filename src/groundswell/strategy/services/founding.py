"""Founds a campaign with its first pillars and its first steward, in one deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.services import found_campaign
from groundswell.kit.actor import Actor, machine
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.text import line
from groundswell.people.models import Account
from groundswell.people.selectors import present_actor
from groundswell.people.services import join_campaign, make_steward
from groundswell.strategy.models import FEWEST_PILLARS, MOST_PILLARS
from groundswell.strategy.selectors import founding_is_open
from groundswell.strategy.services.pillars import PillarWords, draft_pillar, ratify_pillars


@dataclass(frozen=True, slots=True)
class Founder:
    """Who becomes the first member and steward."""

    account: Account
    name: str


@dataclass(frozen=True, slots=True)
class Founding:
    """What the campaign says of itself on its first day."""

    slug: str
    name: str
    purpose: str = ""
    timezone: str = "UTC"
    languages: Sequence[str] = ("en",)
    responsible: str = ""
    is_demo: bool = False


@transaction.atomic
def found_on_page(
    *, founding: Founding, pillars: Sequence[PillarWords], founder: Founder, ratify: bool, actor: Actor
) -> Campaign:
    """Found a campaign from the first-run page: for whoever is signed in, while the installation is open for it."""
    allow(actor.account_id == founder.account.pk)
    _one_at_a_time()
    if not founding_is_open():
        raise Refused(_("A campaign was founded here a moment ago, and this installation is for one."))
    return found_with_pillars(founding=founding, pillars=pillars, founder=founder, ratify=ratify, actor=actor)


@transaction.atomic
def found_with_pillars(
    *, founding: Founding, pillars: Sequence[PillarWords], founder: Founder | None = None, ratify: bool, actor: Actor
) -> Campaign:
    """Found a campaign, draft its pillars and, if asked and there are two to five, ratify them at once."""
    if len(pillars) > MOST_PILLARS:
        raise BadInput(_("Five pillars are the most a campaign can hold."), field="pillars")
    campaign = found_campaign(
        slug=founding.slug,
        name=founding.name,
        purpose=founding.purpose,
        timezone=founding.timezone,
        languages=founding.languages,
        responsible=founding.responsible,
        is_demo=founding.is_demo,
        pillars=len(pillars),
        actor=actor,
    )
    with scope(campaign.pk):
        steward = _seat(campaign, founder) if founder else machine(campaign.pk, via="cli")
        for number, words in enumerate(pillars, start=1):
            _draft(campaign, number, words, steward)
        if ratify and len(pillars) >= FEWEST_PILLARS:
            ratify_pillars(campaign=campaign, actor=steward)
    return campaign


def _seat(campaign: Campaign, founder: Founder) -> Actor:
    """Make the founder a member and steward, and return them as one who acts."""
    arriving = Actor(campaign_id=campaign.pk, account_id=founder.account.pk)
    name = line(founder.name, limit=80, field="your_name", empty=_("Tell us what to call you."))
    member = join_campaign(campaign=campaign, account=founder.account, name=name, actor=arriving)
    make_steward(member=member)
    return present_actor(campaign.pk, founder.account.pk)


def _draft(campaign: Campaign, number: int, words: PillarWords, steward: Actor) -> None:
    """Draft one pillar; what is wrong with it is said at the fields of that pillar (``title_2``)."""
    try:
        draft_pillar(campaign=campaign, words=words, actor=steward)
    except BadInput as refusal:
        raise BadInput(str(refusal), field=f"{refusal.field}_{number}") from refusal


def _one_at_a_time() -> None:
    """Hold back everybody else who founds, so that two who see the first-run page do not both found the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('groundswell: found a campaign'))")
