"""Addresses of the shell inside a campaign."""

from __future__ import annotations

from django.urls import path

from groundswell.web import views

urlpatterns = [
    path("", views.home, name="home"),
]
