"""Signing in and out, passkeys, and where one is signed in: allauth's pages behind our limits and without passwords."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account import views as account_pages
from allauth.mfa.webauthn import views as passkey_pages
from allauth.usersessions import views as session_pages
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.campaigns.selectors import campaign_at
from groundswell.kit.actor import Actor
from groundswell.kit.limits import spend_all
from groundswell.people import limits, pending
from groundswell.people.adapters import is_fresh
from groundswell.people.mailbox import check_mail
from groundswell.people.models import Account
from groundswell.people.requests import same_site
from groundswell.people.services import end_session

View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, on a page of the site that belongs to no campaign."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address a code is sent to; a passkey needs no address."""
    if request.method == "POST":
        check_mail()
        spend_all(limits.ASKING_FOR_CODES, request=request, actor=actor_of(request), key=request.POST.get("email", ""))
        if not request.user.is_authenticated:
            request.session.set_expiry(pending.KEPT)
    return cast(HttpResponse, account_pages.request_login_code(request))


def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and send another on demand."""
    mailbox = str((request.session.get("account_login") or {}).get("email") or "")
    if request.method == "POST":
        again = request.POST.get("action") == "resend"
        counted = limits.ASKING_FOR_CODES if again else limits.TRYING_CODES
        spend_all(counted, request=request, actor=actor_of(request), key=mailbox)
    response: HttpResponse = account_pages.confirm_login_code(request)
    sent_back = response.status_code == 302 and response["Location"].startswith(reverse("account_login"))
    if sent_back and not getattr(messages.get_messages(request), "added_new", False):
        messages.warning(request, _("That code has run out. Ask for a new one."))
    return response


def open_with_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey."""
    if request.method == "POST":
        spend_all(limits.TRYING_PASSKEYS, request=request, actor=actor_of(request))
    return cast(HttpResponse, passkey_pages.login_webauthn(request))


def find_campaign(request: HttpRequest) -> HttpResponse:
    """Lead whoever has no account to where one joins: the campaign they came from, else the list of them."""
    target = same_site(request, request.GET.get("next", ""))
    campaign = campaign_at(target.split("/")[1]) if target else None
    if campaign is None:
        return redirect("start")
    return redirect(f"{address(campaign, 'people:join')}?{urlencode({'next': target})}")


def freshly_signed_in(view: View) -> View:
    """Ask for a fresh sign-in before the ways in are changed: an open laptop in a café must not become somebody else's."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, **kwargs)
        return redirect(f"{reverse('account_again')}?{urlencode({'next': request.path})}")

    return cast(View, login_required(guarded))


@login_required
def again(request: HttpRequest) -> HttpResponse:
    """Let somebody sign in again, and come back to what they wanted to change."""
    target = same_site(request, request.POST.get("next") or request.GET.get("next", "")) or reverse("mfa_list_webauthn")
    if request.method != "POST":
        return render(request, "people/again.html", {"next": target})
    logout(request)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


add_passkey = freshly_signed_in(passkey_pages.add_webauthn)
rename_passkey = freshly_signed_in(passkey_pages.edit_webauthn)
remove_passkey = freshly_signed_in(passkey_pages.remove_webauthn)
list_passkeys: View = passkey_pages.list_webauthn
list_sessions: View = session_pages.list_usersessions
sign_out: View = account_pages.logout
inactive: View = account_pages.account_inactive


@login_required
@require_POST
def end_one_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one other browser."""
    assert isinstance(request.user, Account)
    end_session(account=request.user, session_id=pk)
    messages.success(request, _("That browser is signed out."))
    return redirect("usersessions_list")
