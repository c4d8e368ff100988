"""`groundswell campaign create`: founds a campaign with its pillars from the command line."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from groundswell.kit.commands import register

if TYPE_CHECKING:
    from groundswell.campaigns.models import Campaign
    from groundswell.strategy.services.founding import Founder
    from groundswell.strategy.services.pillars import PillarWords


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--slug", required=True, help="short name for addresses: letters a to z, digits, hyphens")
    parser.add_argument("--name", required=True, help="the campaign's name")
    parser.add_argument("--timezone", default="UTC", metavar="TZ", help="like Europe/Madrid (default: UTC)")
    parser.add_argument("--purpose", default="", help="what it is for, in one sentence")
    parser.add_argument("--language", action="append", metavar="CODE", help="en, es; again for more, the first is its own")
    parser.add_argument("--responsible", default="", help="who answers for the content: stands on every public page")
    parser.add_argument(
        "--pillar",
        action="append",
        default=[],
        metavar='"TITLE: PROMISE"',
        help="again for each; two to five are ratified at once, and hold from then on",
    )
    parser.add_argument("--draft", action="store_true", help="leave the pillars as drafts, to be ratified on the strategy page")
    parser.add_argument("--steward", metavar="EMAIL", help="who becomes the first member and steward, and signs in by mail")
    parser.add_argument("--steward-name", default="", metavar="NAME", help="what others call the steward")


def _create(arguments: argparse.Namespace) -> int:
    """Found the campaign and say where it is and what comes next."""
    from groundswell.kit.actor import machine
    from groundswell.strategy.services.founding import Founding, found_with_pillars

    founding = Founding(
        slug=arguments.slug,
        name=arguments.name,
        purpose=arguments.purpose,
        timezone=arguments.timezone,
        languages=arguments.language or ["en"],
        responsible=arguments.responsible,
    )
    campaign = found_with_pillars(
        founding=founding,
        pillars=[_pillar(text) for text in arguments.pillar],
        founder=_steward(arguments.steward, arguments.steward_name),
        ratify=not arguments.draft,
        actor=machine(None, via="cli"),
    )
    _tell(campaign, len(arguments.pillar), ratified=not arguments.draft)
    return 0


def _pillar(text: str) -> PillarWords:
    """Read ``TITLE: PROMISE``."""
    from django.utils.translation import gettext as _

    from groundswell.kit.errors import BadInput
    from groundswell.strategy.services.pillars import PillarWords

    title, colon, promise = text.partition(":")
    if not colon or not title.strip() or not promise.strip():
        raise BadInput(_('Write a pillar as "TITLE: PROMISE", not %(text)s.') % {"text": f'"{text}"'}, field="pillar")
    return PillarWords(title=title.strip(), promise=promise.strip())


def _steward(email: str | None, name: str) -> Founder | None:
    """Return who signs in as the first steward, with an account under that address."""
    if email is None:
        return None
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils.translation import gettext as _

    from groundswell.kit.errors import BadInput
    from groundswell.people.services import prepare_account
    from groundswell.strategy.services.founding import Founder

    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadInput(_("This is not an e-mail address: %(email)s") % {"email": email}, field="steward") from None
    return Founder(prepare_account(email=email), name.strip() or email.strip().partition("@")[0])


def _tell(campaign: Campaign, pillars: int, *, ratified: bool) -> None:
    from groundswell.strategy.models import FEWEST_PILLARS

    said = [f"{campaign.name} is founded, at /{campaign.slug}/"]
    if ratified and pillars >= FEWEST_PILLARS:
        said.append(f"Its {pillars} pillars are ratified.")
    else:
        said.append(f"{pillars} pillars are drafted. Ratify two to five of them together at /{campaign.slug}/strategy/")
    sys.stdout.write("\n".join(said) + "\n")


register("campaign create", handle=_create, add_arguments=_arguments, help="found a campaign with its pillars")
