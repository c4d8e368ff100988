"""The first-run page: whoever founds a campaign shows their address, then says what the campaign stands on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from groundswell.campaigns.addresses import address
from groundswell.kit.actor import Actor
from groundswell.kit.errors import allow
from groundswell.kit.forms import attempt, status_of
from groundswell.kit.limits import DAY, HOUR, Limit, spend_all
from groundswell.people import codes, limits
from groundswell.people.mailbox import check_mail
from groundswell.people.models import Account
from groundswell.people.services import prepare_account
from groundswell.strategy.founding_forms import AddressForm, FoundingForm
from groundswell.strategy.selectors import founding_is_open
from groundswell.strategy.services.founding import Founder, found_on_page

FOUNDING = (Limit("campaign.found", 10, DAY, by="account"), Limit("campaign.found", 60, HOUR, by="block"))


@never_cache
def found_campaign(request: HttpRequest) -> HttpResponse:
    """Ask for an address, then for the campaign; not here where another campaign may not be founded."""
    allow(founding_is_open())
    return _found(request, request.user) if isinstance(request.user, Account) else _show_address(request)


def _show_address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        check_mail()
        email = form.cleaned_data["email"].lower()
        spend_all(limits.ASKING_FOR_CODES, request=request, actor=Actor(), key=email)
        codes.send(request, account=prepare_account(email=email))
        return redirect(f"{reverse('account_confirm_login_code')}?next={reverse('found_campaign')}")
    return render(request, "strategy/found_address.html", {"form": form}, status=status_of(form))


def _found(request: HttpRequest, account: Account) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    form = FoundingForm(given, initial={"languages": [get_language()]})
    if form.is_valid():
        actor = Actor(account_id=account.pk)
        spend_all(FOUNDING, request=request, actor=actor)
        founder, ratify = Founder(account, form.cleaned_data["your_name"]), form.cleaned_data["ratify"]
        said = {"founding": form.founding(), "pillars": form.pillars(), "founder": founder, "ratify": ratify}
        if campaign := attempt(form, lambda: found_on_page(**said, actor=actor)):
            messages.success(request, _("%(name)s is founded, and you are its steward.") % {"name": campaign.name})
            return redirect(address(campaign, "strategy:strategy"))
    return render(request, "strategy/found_campaign.html", {"form": form}, status=status_of(form))
