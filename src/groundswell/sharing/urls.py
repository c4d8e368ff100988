"""Addresses of the sharing room. A code has no vowels, so no word below is ever one."""

from __future__ import annotations

from django.urls import path

from groundswell.sharing import views

app_name = "sharing"
urlpatterns = [
    path("make/<uuid:adoption_id>", views.make_pass_on, name="make_pass_on"),
    path("chain/<uuid:response_id>", views.chain, name="chain"),
    path("outcomes/<uuid:response_id>", views.outcomes, name="outcomes"),
    path("followed/<uuid:adoption_id>", views.words_followed, name="words_followed"),
    path("how-chains-are-counted", views.method, name="method"),
    path("<slug:code>", views.landing, name="landing"),
    path("<slug:code>/on", views.pass_further, name="pass_further"),
    path("<slug:code>/yours", views.own_link, name="own_link"),
    path("<slug:code>/standing", views.standing, name="standing"),
    path("<slug:code>/talked", views.note_talk, name="note_talk"),
    path("<slug:code>/changed", views.landing_standing, name="landing_standing"),
    path("<slug:code>/what-changed", views.changes, name="changes"),
    path("<slug:code>/card", views.card, name="card"),
    path("<slug:code>/preview.png", views.preview, name="preview"),
    path("<slug:code>/qr.svg", views.qr, name="qr"),
]
