"""What the parts of the wire's pages show; the same for the whole page, a part asked for alone and the live line."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from groundswell.campaigns.addresses import address
from groundswell.communities.models import Community
from groundswell.kit import slots
from groundswell.kit.clock import now
from groundswell.kit.live import Fragment, Happened, room
from groundswell.kit.shared import made_once
from groundswell.strategy.models import Pillar
from groundswell.wire import selectors
from groundswell.wire.models import Story
from groundswell.wire.pace import lasted, pace_of
from groundswell.wire.selectors.touches import can_be_touched, shared_stories, stories_touching, touches_of
from groundswell.wire.strip import strip_of

FEW = 5
STORIES = room("wire", "stories")
HOME = room("wire", "home")
GROUND = room("wire", "ground")
OF_A_STORY = (
    "wire.story_opened",
    "wire.story_grown",
    "wire.item_changed",
    "wire.item_taken_down",
    "wire.ground_hidden",
    "wire.ground_shown",
)
BY_HAND = (
    "wire.stories_merged",
    "wire.story_split",
    "wire.items_moved",
    "wire.story_named",
    "wire.story_change_undone",
)
OF_A_REPORT = ("wire.report_confirmed", "wire.report_unconfirmed")


def stories(request: HttpRequest, *, before: str = "") -> dict[str, Any]:
    """The list of stories."""
    page = selectors.newest_stories(request.actor, before=before)  # type: ignore[attr-defined]
    breaking = selectors.breaking(page.rows, now())
    return {
        "page": page,
        "first": not before,
        "room": STORIES,
        "answered": _answered(request, page.rows),
        "breaking": breaking,
    }


def at_home(request: HttpRequest) -> dict[str, Any]:
    """What breaks, on the campaign's first page."""
    found = selectors.freshest_stories(request.actor)  # type: ignore[attr-defined]
    breaking = selectors.breaking(found, now())
    return {"found": found, "room": HOME, "answered": _answered(request, found), "breaking": breaking}


def _answered(request: HttpRequest, stories: Sequence[Story]) -> dict[uuid.UUID, Any]:
    """What the room above knows of the answers to these stories."""
    known: dict[uuid.UUID, Any] = slots.facts("wire.stories.answers", request, stories=stories).get("answered", {})
    return known


def head(request: HttpRequest, story: Story) -> dict[str, Any]:
    """A story's title, its pace, its clock and its strip, with the answers' marks where the room above knows some."""
    marks = slots.facts("wire.story.marks", request, story=story)
    first, ready = marks.get("first"), marks.get("ready")
    moments = selectors.moments_of(story)
    news = [one.at for one in moments if not one.is_ground]
    ground = [one.at for one in moments if one.is_ground]
    return {
        "story": story,
        "strip": strip_of(story, news, ground=ground, first=first, ready=ready),
        "pace": pace_of(moments, now()),
        "answered_after": lasted((first - story.first_at).total_seconds()) if first else "",
        "ready_after": lasted((ready - story.first_at).total_seconds()) if ready else "",
    }


def items(request: HttpRequest, story: Story) -> dict[str, Any]:
    """A story's items, the newest first, copies under what they repeat."""
    before = request.GET.get("before", "")
    told = selectors.items_of(story, before=before)
    return {"story": story, "told": told, "first": not before, "earlier": selectors.earlier_words(told)}


OF_STORY: dict[str, Callable[[HttpRequest, Story], dict[str, Any]]] = {"head": head, "items": items}


def shared_of_story(request: HttpRequest, story: Story, part: str) -> str:
    """One of these parts, rendered: the same for everybody who looks at the story now."""
    name = f"wire/_{part}.html {story.pk} {request.GET.get('before', '')[:80]}"
    make = partial(_rendered, request, story, part)
    return made_once(request, name, make)


def _rendered(request: HttpRequest, story: Story, part: str) -> str:
    return render_to_string(f"wire/_{part}.html", OF_STORY[part](request, story), request=request)


def moved_stories(row: Happened) -> list[str]:
    """News came in: the list of stories moves, and what breaks on the first page."""
    return [STORIES, HOME]


def fresh_stories(request: HttpRequest, row: Happened) -> list[Fragment]:
    """The list of stories as it is now, and its beginning on the first page: the same for everybody."""
    html = render_to_string("wire/_stories.html", stories(request), request=request)
    beginning = render_to_string("wire/_at_home.html", at_home(request), request=request)
    return [Fragment(STORIES, "stories", html), Fragment(HOME, "at-home", beginning)]


def moved_story(row: Happened) -> list[str]:
    """Something came in about a story: its page moves."""
    return [room("story", row.subject_id)]


def fresh_story(request: HttpRequest, row: Happened) -> list[Fragment]:
    """The parts of a story's page that hold items: the same for everybody."""
    story = selectors.story_at(request.actor, row.subject_id)  # type: ignore[attr-defined]
    return [Fragment(room("story", story.pk), part, _rendered(request, story, part)) for part in OF_STORY]


def moved_by_hand(row: Happened) -> list[str]:
    """A member changed stories: the pages of both move, and the list."""
    return [STORIES, HOME, room("story", row.subject_id), *([room("story", row.data["other"])] if "other" in row.data else [])]


def moved_ground(row: Happened) -> list[str]:
    """Somebody reported what they see: the list of reports moves, and asks for itself, for everyone sees their own."""
    return [GROUND]


def moved_report(row: Happened) -> list[str]:
    """Somebody saw it too: the report moves wherever it stands."""
    return [room("ground", row.subject_id)]


def moved_hidden(row: Happened) -> list[str]:
    """Something was hidden or is shown again: if it is a ground report, it moves wherever it stands."""
    return [room("ground", row.data["subject"])] if row.data.get("subject_type") == "wire.GroundReport" else []


def of_community(request: HttpRequest, *, community: Community) -> dict[str, Any]:
    """What breaks for a community, on its page: one query."""
    found = stories_touching(request.actor, community=community, most=FEW)  # type: ignore[attr-defined]
    feed = address(request.campaign, "wire:feed_atom")  # type: ignore[attr-defined]
    return {"found": found, "feed": f"{feed}?touches=community:{community.pk}"}


def of_pillar(request: HttpRequest, *, pillar: Pillar) -> dict[str, Any]:
    """What breaks for a pillar, on its page: one query."""
    found = stories_touching(request.actor, pillar=pillar, most=FEW)  # type: ignore[attr-defined]
    feed = address(request.campaign, "wire:feed_atom")  # type: ignore[attr-defined]
    return {"found": found, "feed": f"{feed}?touches=pillar:{pillar.pk}"}


def moved_touches(row: Happened) -> list[str]:
    """What a story touches moves; everyone asks for it again, for members see what they said themselves."""
    return [room("touches", row.subject_id)]


def touches(request: HttpRequest, story: Story) -> dict[str, Any]:
    """What a story touches and why; members say whether it does."""
    actor, campaign = request.actor, request.campaign  # type: ignore[attr-defined]

    def choices() -> str:
        found = can_be_touched(campaign, actor)
        return Markup("").join(Markup('<option value="{}">{}</option>').format(key, name) for key, name in found)

    touchable = made_once(request, "what can be touched", choices) if actor.is_member else ""
    return {"story": story, "touched": touches_of(actor, story), "touchable": touchable}


def stories_in_common(request: HttpRequest, *, communities: Sequence[uuid.UUID]) -> dict[str, Any]:
    """How many stories these communities share with others."""
    return {"stories": shared_stories(request.campaign, communities)}  # type: ignore[attr-defined]
