"""Gives a campaign a steward from the command line: whoever runs the installation may, and it is on record like any other."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, Refused
from groundswell.people.models import Member
from groundswell.people.services.accounts import prepare_account
from groundswell.people.services.joining import join_campaign
from groundswell.people.services.roles import make_steward


def appoint_steward(*, slug: str, email: str, name: str = "") -> Member:
    """Make the member with this address a steward; with a name, make them a member first if they are none."""
    campaign = campaign_at(slug)
    if campaign is None:
        raise BadInput(_("There is no campaign “%(slug)s”.") % {"slug": slug}, field="campaign")
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("“%(email)s” is no e-mail address.") % {"email": email}, field="email") from error
    actor = machine(campaign.pk, via="cli")
    with scope(campaign.pk):
        member = _member(campaign, email.strip().lower(), name)
        make_steward(member=member, actor=actor)
    return member


def _member(campaign: Campaign, email: str, name: str) -> Member:
    found = Member.objects.select_related("person").filter(account__email=email, left_at__isnull=True).first()
    if found is not None:
        return found
    if not name:
        said = {"email": email, "slug": campaign.slug}
        raise Refused(_("%(email)s is no member of “%(slug)s”. Let them join first, or give --name.") % said)
    account = prepare_account(email=email)
    return join_campaign(campaign=campaign, account=account, name=name, actor=machine(campaign.pk, via="cli"))
