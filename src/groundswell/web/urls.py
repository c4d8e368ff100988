"""Addresses of the shell outside any campaign."""

from __future__ import annotations

from django.urls import include, path

from groundswell.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("styleguide", views.styleguide, name="styleguide"),
    path("i18n/", include("django.conf.urls.i18n")),
]
