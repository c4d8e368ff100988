"""Addresses of the communities room."""

from __future__ import annotations

from django.urls import path

from groundswell.communities.views import communities, members, moderation

app_name = "communities"
# The words that stand where a community's slug may stand are RESERVED_SLUGS of services/founding.py.
urlpatterns = [
    path("", communities.communities, name="communities"),
    path("found/", communities.found_community, name="found_community"),
    path("reports/", moderation.reports, name="campaign_reports"),
    path("log/", moderation.log, name="campaign_log"),
    path("report/<str:subject_type>/<uuid:subject_id>/", moderation.report, name="report"),
    path("look-after/<str:subject_type>/<uuid:subject_id>/", moderation.look_after, name="look_after"),
    path("<slug:slug>/", communities.community, name="community"),
    path("<slug:slug>/describe/", communities.describe_community, name="describe_community"),
    path("<slug:slug>/reports/", moderation.reports, name="reports"),
    path("<slug:slug>/log/", moderation.log, name="log"),
    path("<slug:slug>/members/", members.members, name="members"),
    path("<slug:slug>/enter/", members.enter_community, name="enter_community"),
    path("<slug:slug>/leave/", members.leave_community, name="leave_community"),
    path("<slug:slug>/wake/", members.wake_community, name="wake_community"),
    path("<slug:slug>/step-down/", members.step_down, name="step_down"),
    path("<slug:slug>/members/<uuid:member>/let-in/", members.let_in, name="let_in"),
    path("<slug:slug>/members/<uuid:member>/turn-away/", members.turn_away, name="turn_away"),
    path("<slug:slug>/members/<uuid:member>/host/", members.add_host, name="add_host"),
    path("<slug:slug>/members/<uuid:member>/hand-over/", members.hand_over, name="hand_over"),
]
