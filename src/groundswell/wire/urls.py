"""Addresses of the wire room."""

from __future__ import annotations

from django.urls import path

from groundswell.wire.views import stories

app_name = "wire"
urlpatterns = [
    path("", stories.wire, name="wire"),
    path("<uuid:story>/", stories.story, name="story"),
]
