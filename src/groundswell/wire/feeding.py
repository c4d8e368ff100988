"""Makes feeds of what the wire shows: its stories, those of a pillar or a community, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.addresses import address
from groundswell.people.requests import CampaignRequest
from groundswell.wire.forms.search import query_of
from groundswell.wire.models import Story
from groundswell.wire.outgoing import Entry, Feed
from groundswell.wire.selectors import newest_stories
from groundswell.wire.selectors.search import Hit, Search, found


def feed_of(request: CampaignRequest, asked: Search) -> Feed:
    """Return the feed that an address asks for."""
    campaign = request.campaign
    if not asked.is_empty:
        title = f"{campaign.name}: {asked.words or _('What people see')}"
        page = f"{address(campaign, 'wire:search')}?{query_of(asked)}"
        return _feed(request, title, page, _of_hits(request, found(campaign, asked).rows))
    stories = newest_stories(request.actor).rows
    return _feed(request, f"{campaign.name}: {_('The wire')}", address(campaign, "wire:wire"), of_stories(request, stories))


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
