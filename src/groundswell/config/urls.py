"""Which address leads to which room."""

from __future__ import annotations

from django.urls import include, path

rooms = [
    # Those with a part of their own first: they let the others pass after one look.
    path("strategy/", include("groundswell.strategy.urls")),
    path("communities/", include("groundswell.communities.urls")),
    path("wire/", include("groundswell.wire.urls")),
    path("answers/", include("groundswell.responses.urls")),
    path("p/", include("groundswell.sharing.urls")),
    path("juries/", include("groundswell.juries.urls")),
    path("hear/", include("groundswell.notify.urls")),
    path("", include("groundswell.web.room_urls")),
    path("", include("groundswell.people.urls")),
]

urlpatterns = [
    path("", include("groundswell.web.urls")),
    path("", include("groundswell.ops.urls")),
    path("", include("groundswell.notify.site_urls")),
    path("new/", include("groundswell.strategy.founding_urls")),
    path("accounts/", include("groundswell.people.account_urls")),
    path("", include("groundswell.people.demo_urls")),
    path("<slug:campaign>/", include(rooms)),
]
handler400 = "groundswell.web.views.error_400"
handler403 = "groundswell.web.views.error_403"
handler404 = "groundswell.web.views.error_404"
handler500 = "groundswell.web.views.error_500"
