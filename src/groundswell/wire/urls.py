"""Addresses of the wire room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "wire"
urlpatterns: list[URLPattern] = []
