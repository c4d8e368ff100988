"""Where members say what a story touches."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import community_by_id
from groundswell.kit.errors import not_here
from groundswell.people.requests import CampaignRequest, members_only
from groundswell.strategy.selectors import pillars
from groundswell.wire import services
from groundswell.wire.forms.touches import TouchForm
from groundswell.wire.selectors.telling import story_at


@require_POST
@members_only
def say_touches(request: CampaignRequest, story: uuid.UUID) -> HttpResponse:
    """Say that a story touches a pillar or a community, or that it does not."""
    found, form = story_at(request.actor, story), TouchForm(request.POST)
    if form.is_valid():
        kind, key = form.thing()
        pillar = pillars(request.campaign).filter(pk=key).first() if kind == "pillar" else None
        community = community_by_id(key) if kind == "community" else None
        if pillar is None and community is None:
            not_here()
        touches = form.cleaned_data["touches"] == "yes"
        services.say_touches(story=found, pillar=pillar, community=community, touches=touches, actor=request.actor)
    return redirect(address(request.campaign, "wire:story", found.pk) + "#touches")
