"""Sends one-time codes for joining: the same code, page and mail as for signing in."""

from __future__ import annotations

# allauth has no public door for "send this account a code"; tests/integration/people/test_join_by_code.py watches this one.
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.http import HttpRequest

from groundswell.people.models import Account


def send(request: HttpRequest, *, account: Account) -> None:
    """Send a code to the account's address; whoever types it in here is signed in."""
    LoginCodeVerificationProcess.initiate(request=request, user=account, email=account.email)
