"""Writes the mails: plain words, every reason said, one press to stop. No pictures, no counting of who opened what."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.campaigns.models import Campaign
from groundswell.notify.models import Delivery, Preference
from groundswell.notify.selectors.shown import Line

_SIGNER = signing.Signer(sep="~", salt="notify.stop")


def stop_token(preference: Preference, delivery: Delivery | None = None) -> str:
    """Return the signed keys of somebody's wishes and of the mail it stands in: no address, no name, nothing to guess."""
    return _SIGNER.sign(preference.pk.hex + (delivery.pk.hex if delivery else ""))


def named_in(token: str) -> tuple[uuid.UUID, uuid.UUID | None] | None:
    """Return whose wishes and which mail a token names, or None when nobody here signed it."""
    try:
        said = _SIGNER.unsign(token)
        return uuid.UUID(said[:32]), uuid.UUID(said[32:]) if said[32:] else None
    except (signing.BadSignature, ValueError):
        return None


def absolute(path: str) -> str:
    """Return a path with the site's own name before it."""
    return f"{settings.SITE_ADDRESS}{path}"


def letter(campaign: Campaign, delivery: Delivery, lines: Sequence[Line], *, to: str, wishes: Preference) -> EmailMessage:
    """Return the mail of one delivery, in the present language."""
    stop = absolute(address(campaign, "notify:stop", stop_token(wishes, delivery)))
    said = {
        "campaign": campaign,
        "lines": lines,
        "absolute": absolute,
        "stop": stop,
        "settings": absolute(address(campaign, "notify:settings")),
        "is_digest": delivery.is_digest,
    }
    return EmailMessage(
        subject_of(delivery, lines),
        render_to_string("notify/mail/letter.txt", said),
        from_email=formataddr((campaign.name, settings.DEFAULT_FROM_EMAIL)),
        to=[to],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"{campaign.slug} <{campaign.slug}.{_host()}>",
            # The same whenever this delivery is written: a mail server that got it twice can tell.
            "Message-ID": f"<{delivery.pk.hex}@{_host()}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def message(campaign: Campaign, delivery: Delivery, lines: Sequence[Line]) -> dict[str, str]:
    """Return what a device shows of one delivery, in the present language; short, for it has to fit one record."""
    first = lines[0]
    here = address(campaign, "notify:notices") if delivery.is_digest else first.href
    return {
        "title": subject_of(delivery, lines)[:120],
        "body": f"{campaign.name}. {first.what}." if delivery.is_digest else f"{campaign.name}: {first.why}"[:200],
        "url": here,
        "tag": delivery.pk.hex,
    }


def subject_of(delivery: Delivery, lines: Sequence[Line]) -> str:
    """Return the subject: the thing itself, or how many there are."""
    if not delivery.is_digest:
        return lines[0].title[:150]
    return ngettext("One thing since last time: %(title)s", "%(num)s things since last time, first: %(title)s", len(lines)) % {
        "num": len(lines),
        "title": lines[0].title[:100],
    }


def language_of(campaign: Campaign, chosen: str) -> str:
    """Return the language a member reads: their own, else the campaign's, else the program's."""
    known = dict(settings.LANGUAGES)
    return next((one for one in (chosen, campaign.language) if one in known), translation.get_language() or "en")


def _host() -> str:
    return urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
