"""Addresses of the notify room outside any campaign."""

from __future__ import annotations

from django.urls import path

from groundswell.notify.views import devices

urlpatterns = [path("sw.js", devices.worker, name="push_worker")]
