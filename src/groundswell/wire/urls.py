"""Addresses of the wire room."""

from __future__ import annotations

from django.urls import path

from groundswell.wire import views

app_name = "wire"
urlpatterns = [
    path("", views.wire, name="wire"),
    path("<uuid:story>/", views.story, name="story"),
]
