"""Addresses of the people room."""

from __future__ import annotations

from django.urls import path

from groundswell.people.views import invites, joining, me, roles

app_name = "people"
urlpatterns = [
    path("join", joining.join, name="join"),
    path("invite", invites.invites, name="invites"),
    path("invite/make", invites.make, name="make_invite"),
    path("invite/<uuid:invite>/end", invites.end, name="end_invite"),
    path("invite/<slug:code>", joining.invite, name="invite"),
    path("invite/<slug:code>/qr.svg", invites.picture, name="invite_picture"),
    path("me", me.me, name="me"),
    path("me/change", me.change, name="change_profile"),
    path("me/data", me.data, name="data"),
    path("me/leave", me.leave, name="leave"),
    path("me/gone", me.gone, name="gone"),
    path("me/delete", me.delete, name="delete"),
    path("privacy", me.privacy, name="privacy"),
    path("stewards", roles.stewards, name="stewards"),
    path("roles/<slug:thing>/<uuid:thing_id>", roles.roles, name="roles"),
    path("roles/<slug:thing>/<uuid:thing_id>/share", roles.share, name="share_role"),
    path("roles/<uuid:grant>/hand-over", roles.hand_over, name="hand_over_role"),
    path("roles/<uuid:grant>/end", roles.end, name="end_role"),
]
