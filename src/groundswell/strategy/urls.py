"""Addresses of the strategy room."""

from __future__ import annotations

from django.urls import path

from groundswell.strategy.views import ledger, pillars, tactics

app_name = "strategy"
urlpatterns = [
    path("", pillars.strategy, name="strategy"),
    path("pillars/draft/", pillars.draft_pillar, name="draft_pillar"),
    path("pillars/ratify/", pillars.ratify_pillars, name="ratify_pillars"),
    path("pillars/<int:number>/", pillars.pillar, name="pillar"),
    path("pillars/<int:number>/edit/", pillars.edit_pillar, name="edit_pillar"),
    path("pillars/<int:number>/discard/", pillars.discard_pillar, name="discard_pillar"),
    path("pillars/<int:number>/amend/", pillars.amend_pillar, name="amend_pillar"),
    path("tactics/", tactics.tactics, name="tactics"),
    path("tactics/propose/", tactics.propose_tactic, name="propose_tactic"),
    path("tactics/<uuid:tactic>/", tactics.tactic, name="tactic"),
    path("tactics/<uuid:tactic>/adjust/", tactics.adjust_tactic, name="adjust_tactic"),
    path("tactics/<uuid:tactic>/<slug:move>/", tactics.move_tactic, name="move_tactic"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<uuid:entry>/", ledger.ledger_entry, name="ledger_entry"),
]
