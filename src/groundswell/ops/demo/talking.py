"""The demo's threads: what members write to one another, and what a lane decides, each at its time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from groundswell.communities.models import Poll, Thread
from groundswell.communities.services import note_seen, start_poll, start_thread, tend_thread, vote_in_poll, write_post
from groundswell.kit.clock import now
from groundswell.ops.demo.texts import read
from groundswell.ops.demo.town import Town


def talk(town: Town) -> None:
    """Let every thread begin at its time."""
    for one in read("threads")["threads"]:
        town.on(one["ago"], partial(_begin, town, one))


def _begin(town: Town, one: dict[str, Any]) -> None:
    (who, _after, text), *others = one["posts"]
    community = town.communities[one["community"]]
    thread = start_thread(community=community, title=one["title"], text=text, actor=town.actor(who))
    if one.get("pinned"):
        tend_thread(thread=thread, move="pin", actor=town.actor(town.hosts[one["community"]]))
    for name, after, words in others:
        town.on(one["ago"] - after / 60, partial(_write, town, thread, name, words))
    if "poll" in one:
        town.on(one["ago"] - one["poll"]["after"] / 60, partial(_ask, town, thread, one["ago"], one["poll"]))


def _write(town: Town, thread: Thread, name: str, words: str) -> None:
    post = write_post(thread=thread, text=words, actor=town.actor(name))
    note_seen(thread=thread, number=post.number or 0, actor=town.actor(name))


def _ask(town: Town, thread: Thread, began: float, one: dict[str, Any]) -> None:
    closes_at = now() + timedelta(hours=one["closes"])
    asked = {"question": one["question"], "options": one["options"], "closes_at": closes_at}
    poll = start_poll(thread=thread, actor=town.actor(one["who"]), **asked)
    for number, (name, options) in enumerate(one["votes"], start=1):
        town.on(began - one["after"] / 60 - number / 4, partial(_vote, town, poll, name, options))


def _vote(town: Town, poll: Poll, name: str, options: list[int]) -> None:
    vote_in_poll(poll=poll, options=options, actor=town.actor(name))
