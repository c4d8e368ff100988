"""What only the demo has: the mailbox page, and signing in as one of the cast with one press."""

from __future__ import annotations

import uuid
from typing import cast

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.kit.errors import allow
from groundswell.people.mailbox import newest_mails
from groundswell.people.requests import same_site
from groundswell.people.selectors import demo_member


@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show the mails the demo would have sent."""
    allow(settings.DEMO)
    return render(request, "people/mailbox.html", {"mails": newest_mails()})


@require_POST
def sign_in_as(request: HttpRequest, member: uuid.UUID) -> HttpResponse:
    """Sign in as one of the demo's cast."""
    allow(settings.DEMO)
    campaign, account = demo_member(member)
    target = same_site(request, request.POST.get("next", "")) or address(campaign, "home")
    if request.user.is_authenticated:
        logout(request)
    return cast(HttpResponse, perform_login(request, account, redirect_url=target))
