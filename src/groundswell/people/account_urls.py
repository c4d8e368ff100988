"""Addresses of accounts, the same for all campaigns: signing in, passkeys, sessions."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.urls")),
]
