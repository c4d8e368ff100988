"""Addresses of the shell inside a campaign."""

from __future__ import annotations

from django.urls import path

from groundswell.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("loop/", views.how_the_loop_runs, name="loop"),
]
