"""Addresses of the notify room."""

from __future__ import annotations

from django.urls import path

from groundswell.notify.views import devices, hearing, notices, stopping

app_name = "notify"
urlpatterns = [
    path("", hearing.settings, name="settings"),
    path("follow", hearing.follow, name="follow"),
    path("follow/<uuid:follow>/end", hearing.unfollow, name="unfollow"),
    path("mute", hearing.mute, name="mute"),
    path("mute/<uuid:mute>/end", hearing.unmute, name="unmute"),
    path("community/<uuid:community>", hearing.hear_community, name="hear_community"),
    path("about/<str:kind>/<uuid:thing>", hearing.about, name="about"),
    path("devices", devices.add, name="add_device"),
    path("devices/<uuid:device>/end", devices.remove, name="remove_device"),
    path("came", notices.notices, name="notices"),
    path("came/read", notices.read, name="read"),
    path("came/<uuid:notice>", notices.open_notice, name="open"),
    path("stop/<str:token>", stopping.stop, name="stop"),
    path("resume", stopping.resume, name="resume"),
]
