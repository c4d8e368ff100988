"""Changing the address one signs in with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.kit.forms import attempt, status_of
from groundswell.kit.limits import spend_all
from groundswell.people import limits, new_address
from groundswell.people.entrance_forms import NewAddressForm, NewCodeForm
from groundswell.people.mailbox import check_mail
from groundswell.people.models import Account
from groundswell.people.services import change_address
from groundswell.people.views.accounts import actor_of, freshly_signed_in


@freshly_signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the new address, and send a code there."""
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "people/address.html", {"form": form, "waiting": ""}, status=status_of(form))
    check_mail()
    email = form.cleaned_data["email"]
    spend_all(limits.ASKING_FOR_CODES, request=request, actor=actor_of(request), key=email)
    new_address.ask(request, email)
    return redirect("account_confirm_address")


@freshly_signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code, and with it the new address."""
    waiting = new_address.asked(request)
    if not waiting:
        return redirect("account_address")
    form = NewCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        spend_all(limits.TRYING_CODES, request=request, actor=actor_of(request), key=waiting)
        if attempt(form, lambda: _change(request, form.cleaned_data["code"])):
            messages.success(request, _("From now on you sign in with %(address)s.") % {"address": waiting})
            return redirect("start")
    return render(request, "people/address.html", {"form": form, "waiting": waiting}, status=status_of(form))


def _change(request: HttpRequest, code: str) -> Account:
    assert isinstance(request.user, Account)
    before = request.user.email
    account = change_address(account=request.user, email=new_address.confirmed(request, code))
    new_address.tell_the_old(before)
    return account
