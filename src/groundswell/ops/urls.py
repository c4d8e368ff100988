"""Addresses for whoever watches over the installation."""

from __future__ import annotations

from django.urls import path

from groundswell.ops import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("demo/feeds/<slug:outlet>.xml", views.demo_feed, name="demo_feed"),
]
