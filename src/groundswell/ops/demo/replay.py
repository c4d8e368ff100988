"""What goes on in the demo while it runs: which episode is on, what its feeds hold by now, and what is due."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from groundswell.ops.demo.texts import read


@dataclass(frozen=True, slots=True)
class Playing:
    """The episode that is on, by number, and the second at which it began."""

    number: int
    began: float

    @property
    def episode(self) -> dict[str, Any]:
        """Its words; nothing happens in an episode after the last."""
        episodes: list[dict[str, Any]] = read("replay")["episodes"]
        return episodes[self.number] if self.number < len(episodes) else {"key": "", "items": [], "deeds": []}


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed."""

    title: str
    lead: str
    link: str
    at: datetime

    @property
    def written(self) -> str:
        """Its moment as feeds write it."""
        return format_datetime(self.at)


def begin() -> Playing:
    """Begin the next episode: one is played each time the demo is started."""
    last = playing()
    found = Playing(last.number + 1 if last else 0, time.time())
    path = _path()
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"number": found.number, "began": found.began}), encoding="utf-8")
    fresh.replace(path)
    return found


def playing() -> Playing | None:
    """Return the episode that is on."""
    try:
        said = json.loads(_path().read_text(encoding="utf-8"))
        return Playing(int(said["number"]), float(said["began"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    return Path(settings.HOME or ".") / "replay.json"


def slug(outlet: str) -> str:
    """Return an outlet's name as it stands in addresses."""
    return outlet.lower().removeprefix("the ").replace(" ", "-")


def outlets() -> dict[str, str]:
    """Return the outlets of the replay by slug."""
    found = (item[1] for episode in read("replay")["episodes"] for item in episode["items"])
    return {slug(outlet): outlet for outlet in found}


def feed_of(name: str) -> list[FeedItem]:
    """Return what an outlet's feed holds now, the newest first."""
    now_on = playing()
    if now_on is None:
        return []
    lasted = time.time() - now_on.began
    told = enumerate(now_on.episode["items"], start=1)
    found = [
        FeedItem(title, lead, f"https://{name}.example/{now_on.episode['key']}-{number}", _moment(now_on.began + due))
        for number, (due, outlet, title, lead) in told
        if slug(outlet) == name and due <= lasted
    ]
    return found[::-1]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
