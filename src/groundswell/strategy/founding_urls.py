"""The address of the first-run page, outside any campaign."""

from __future__ import annotations

from django.urls import path

from groundswell.strategy.views.founding import found_campaign

urlpatterns = [path("", found_campaign, name="found_campaign")]
