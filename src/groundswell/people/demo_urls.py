"""Addresses that only the demo has; elsewhere nothing is there."""

from __future__ import annotations

from django.urls import path

from groundswell.people.views import demo

urlpatterns = [
    path("mailbox/", demo.mailbox, name="mailbox"),
    path("demo/login/<uuid:member>", demo.sign_in_as, name="demo_login"),
]
