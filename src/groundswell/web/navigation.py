"""The ways through the shell: the rooms of a campaign, one's own things, the words at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from groundswell.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Way:
    """A word that leads somewhere."""

    label: str | Promise
    href: str
    icon: str = ""
    here: bool = False
    main: bool = False
    came: bool = False  # beside it stands how much is new


ROOMS = (
    ("wire:wire", _("Wire"), "wire"),
    ("responses:answers", _("Answers"), "answers"),
    ("communities:communities", _("Communities"), "communities"),
    ("strategy:strategy", _("Strategy"), "strategy"),
)
MEMBER = (
    *(("notify:notices", _("For you")), ("people:me", _("Your page")), ("notify:settings", _("What I hear"))),
    *(("usersessions_list", _("Where you are signed in")), ("mfa_index", _("Passkeys"))),
)
VISITOR = (("account_login", _("Sign in")), ("people:join", _("Join")))
FOOT = (("people:privacy", _("Privacy")),)


def _href(name: str, campaign: Campaign | None) -> str | None:
    """Return an address, inside the campaign when the page belongs to a room; None when there is none from here."""
    try:
        if ":" in name:
            return reverse(name, kwargs={"campaign": campaign.slug}) if campaign else None
        return reverse(name)
    except NoReverseMatch:
        return None


def rooms(request: HttpRequest, campaign: Campaign | None) -> list[Way]:
    """Return the rooms of the campaign, the present one marked."""
    found = []
    for name, label, icon in ROOMS:
        href = _href(name, campaign)
        if href:
            found.append(Way(label, href, icon, here=request.path.startswith(href)))
    return found


def account_ways(request: HttpRequest, campaign: Campaign | None, *, signed_in: bool) -> list[Way]:
    """Return a member's own pages, or a visitor's ways in, which lead back to where the visitor is."""
    ways = ((_href(name, campaign), name, label) for name, label in (MEMBER if signed_in else VISITOR))
    back = "" if signed_in or campaign is None or request.method != "GET" else _way_back(request, campaign)
    return [
        Way(label, href + back, main=name == "people:join", came=name == "notify:notices") for href, name, label in ways if href
    ]


def _way_back(request: HttpRequest, campaign: Campaign) -> str:
    join = _href("people:join", campaign)
    here = request.GET.get("next", "") if request.path == join else request.get_full_path()
    return f"?{urlencode({'next': here})}" if here else ""


def foot_ways(campaign: Campaign | None) -> list[Way]:
    """Return the pages that the foot of every page leads to."""
    ways = ((_href(name, campaign), label) for name, label in FOOT)
    return [Way(label, href) for href, label in ways if href]
