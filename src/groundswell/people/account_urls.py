"""Addresses of accounts, the same for all campaigns: signing in, passkeys, sessions. What is not here does not exist:
allauth's pages for passwords, authenticator apps and several addresses are not mounted."""

from __future__ import annotations

from django.urls import path

from groundswell.people.views import accounts, address

urlpatterns = [
    path("login/", accounts.sign_in, name="account_login"),
    path("login/", accounts.sign_in, name="account_request_login_code"),  # allauth's other name for the same page
    path("code/", accounts.enter_code, name="account_confirm_login_code"),
    path("logout/", accounts.sign_out, name="account_logout"),
    path("again/", accounts.again, name="account_again"),
    path("address/", address.ask, name="account_address"),
    path("address/code/", address.confirm, name="account_confirm_address"),
    path("join/", accounts.find_campaign, name="account_signup"),
    path("inactive/", accounts.inactive, name="account_inactive"),
    path("passkeys/", accounts.list_passkeys, name="mfa_list_webauthn"),
    path("passkeys/", accounts.list_passkeys, name="mfa_index"),
    path("passkeys/add/", accounts.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/login/", accounts.open_with_passkey, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/rename/", accounts.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", accounts.remove_passkey, name="mfa_remove_webauthn"),
    path("sessions/", accounts.list_sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", accounts.end_one_session, name="account_end_session"),
]
