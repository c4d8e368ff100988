"""Addresses of juries."""

from __future__ import annotations

from django.urls import path

from groundswell.juries import views

app_name = "juries"
urlpatterns = [
    path("", views.juries, name="juries"),
    path("how-juries-work/", views.method, name="method"),
    path("how-long/", views.choose_hours, name="choose_hours"),
    path("leave-out/", views.leave_out, name="leave_out"),
    path("on-challenge/<uuid:challenge>/", views.progress, name="progress"),
    path("on-version/<uuid:version>/", views.of_version, name="of_version"),
    path("<uuid:jury>/", views.jury, name="jury"),
    path("<uuid:jury>/state/", views.state, name="state"),
    path("<uuid:jury>/draw.json", views.draw, name="draw"),
    path("<uuid:jury>/check/", views.check, name="check"),
    path("<uuid:jury>/serve/", views.serve, name="serve"),
    path("<uuid:jury>/answer/", views.answer_as_juror, name="answer_as_juror"),
    path("<uuid:jury>/decline/", views.decline_seat, name="decline_seat"),
    path("<uuid:jury>/appeal/", views.appeal_verdict, name="appeal_verdict"),
]
