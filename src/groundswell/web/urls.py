"""Addresses of the shell outside any campaign."""

from __future__ import annotations

from django.urls import path

from groundswell.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("styleguide", views.styleguide, name="styleguide"),
    path("i18n/setlang/", views.set_language, name="set_language"),
]
