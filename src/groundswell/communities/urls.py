"""Addresses of the communities room."""

from __future__ import annotations

from django.urls import path

from groundswell.communities.views import communities, members, moderation, posts, threads

app_name = "communities"
# The words that stand where a community's slug may stand are RESERVED_SLUGS of services/founding.py.
urlpatterns = [
    path("", communities.communities, name="communities"),
    path("found/", communities.found_community, name="found_community"),
    path("reports/", moderation.reports, name="campaign_reports"),
    path("log/", moderation.log, name="campaign_log"),
    path("report/<str:subject_type>/<uuid:subject_id>/", moderation.report, name="report"),
    path("look-after/<str:subject_type>/<uuid:subject_id>/", moderation.look_after, name="look_after"),
    path("threads/<uuid:thread>/", threads.thread, name="thread"),
    path("threads/<uuid:thread>/write/", threads.write_post, name="write_post"),
    path("threads/<uuid:thread>/ask/", posts.start_poll, name="start_poll"),
    path("threads/<uuid:thread>/<slug:move>/", threads.tend_thread, name="tend_thread"),
    path("posts/<uuid:post>/", posts.post, name="post"),
    path("posts/<uuid:post>/edit/", posts.edit_post, name="edit_post"),
    path("posts/<uuid:post>/earlier/", posts.earlier, name="earlier"),
    path("posts/<uuid:post>/delete/", posts.delete_post, name="delete_post"),
    path("posts/<uuid:post>/restore/", posts.restore_post, name="restore_post"),
    path("posts/<uuid:post>/let-through/", posts.let_through, name="let_through"),
    path("polls/<uuid:poll>/vote/", posts.vote_in_poll, name="vote_in_poll"),
    path("polls/<uuid:poll>/close/", posts.close_poll, name="close_poll"),
    path("<slug:slug>/", communities.community, name="community"),
    path("<slug:slug>/describe/", communities.describe_community, name="describe_community"),
    path("<slug:slug>/reports/", moderation.reports, name="reports"),
    path("<slug:slug>/log/", moderation.log, name="log"),
    path("<slug:slug>/threads/", threads.threads, name="threads"),
    path("<slug:slug>/threads/start/", threads.start_thread, name="start_thread"),
    path("<slug:slug>/names/", threads.names, name="names"),
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
