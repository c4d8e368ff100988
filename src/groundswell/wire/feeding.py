"""Makes feeds of what the wire shows: its stories, those of a pillar or a community, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.communities.selectors import community_by_id
from groundswell.kit.errors import not_here
from groundswell.people.requests import CampaignRequest
from groundswell.strategy.selectors import pillars
from groundswell.wire.forms.search import query_of
from groundswell.wire.forms.touches import TouchForm
from groundswell.wire.models import Story
from groundswell.wire.outgoing import Entry, Feed
from groundswell.wire.selectors import newest_stories
from groundswell.wire.selectors.search import Hit, Search, found
from groundswell.wire.selectors.touches import stories_touching


def feed_of(request: CampaignRequest, asked: Search) -> Feed:
    """Return the feed that an address asks for."""
    campaign = request.campaign
    if not asked.is_empty:
        title = f"{campaign.name}: {asked.words or _('What people see')}"
        page = f"{address(campaign, 'wire:search')}?{query_of(asked)}"
        return _feed(request, title, page, _of_hits(request, found(campaign, asked).rows))
    if touched := touched_by_query(request):
        return _feed(request, f"{campaign.name}: {touched.name}", touched.page, of_stories(request, touched.stories))
    stories = newest_stories(request.actor).rows
    return _feed(request, f"{campaign.name}: {_('The wire')}", address(campaign, "wire:wire"), of_stories(request, stories))


@dataclass(frozen=True, slots=True)
class _Touched:
    name: str
    page: str
    stories: Sequence[Story]


def touched_by_query(request: CampaignRequest) -> _Touched | None:
    """Return the pillar or the community that an address asks for, with the stories that touch it."""
    form = TouchForm({"target": request.GET.get("touches", ""), "touches": "yes"})
    if not form.is_valid():
        return None
    kind, key = form.thing()
    if kind == "pillar":
        pillar = pillars(request.campaign).filter(pk=key).first() or not_here()
        page = address(request.campaign, "strategy:pillar", pillar.number)
        return _Touched(pillar.title, page, stories_touching(request.actor, pillar=pillar))
    community = community_by_id(key) or not_here()
    page = address(request.campaign, "communities:community", community.slug)
    return _Touched(community.name, page, stories_touching(request.actor, community=community))


def _feed(request: CampaignRequest, title: str, page: str, entries: Iterable[Entry]) -> Feed:
    absolute = request.build_absolute_uri
    own = absolute(request.get_full_path())
    return Feed(title=title, page=absolute(page), address=own, language=request.campaign.language, entries=list(entries))


def of_stories(request: CampaignRequest, stories: Iterable[Story]) -> Iterable[Entry]:
    """Return stories as entries."""
    for story in stories:
        told = ngettext("one item", "%(num)s items", story.item_count) % {"num": story.item_count}
        if story.outlet_count:
            told += ", " + ngettext("one outlet", "%(num)s outlets", story.outlet_count) % {"num": story.outlet_count}
        there = request.build_absolute_uri(address(request.campaign, "wire:story", story.pk))
        yield Entry(
            id=f"urn:uuid:{story.pk}",
            url=there,
            title=story.title,
            summary=told,
            published=story.first_at,
            updated=story.last_at,
        )


def _of_hits(request: CampaignRequest, hits: Iterable[Hit]) -> Iterable[Entry]:
    for hit in hits:
        item = hit.item
        page = address(request.campaign, "wire:ground_report", hit.report.pk) if hit.report else None
        page = page or address(request.campaign, "wire:story", item.story_id)
        yield Entry(
            id=f"urn:uuid:{item.pk}",
            url=item.url or request.build_absolute_uri(page),
            title=item.title,
            summary=item.lead[:1000],
            published=item.published,
            updated=item.published,
        )
