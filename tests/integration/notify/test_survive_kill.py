"""A worker killed with -9 anywhere between the news and the mail loses no notice and sends no mail twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.cast import Cast, assemble
from tests.integration.notify.conftest import FLOOD, Clock, own_words
from tests.killing import die_at, killed
from tests.news import entries
from tests.stages import neighbours

from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.notify import consumers as ours
from groundswell.notify import sending
from groundswell.notify.models import Delivery, Notice
from groundswell.notify.services import choose, delivering, follow
from groundswell.pulse.consumers import run_until_quiet
from groundswell.wire.services import CampaignStream, take_in_items


@dataclass
class MailServer:
    """Takes mails down in a file: what it took, it has, whatever becomes of the worker."""

    path: Path

    def open(self) -> None:
        """Answer."""

    def close(self) -> None:
        """Hang up."""

    def send_messages(self, messages: Sequence[Any]) -> int:
        """Take mails."""
        with self.path.open("a", encoding="utf-8") as file:
            for message in messages:
                file.write(f"{message.to[0]}\n")
        return len(messages)

    def took(self) -> list[str]:
        """Return who got a mail, in order."""
        return self.path.read_text(encoding="utf-8").split() if self.path.exists() else []


@pytest.fixture
def server(tmp_path: Path) -> MailServer:
    return MailServer(tmp_path / "mails")


def _told(slug: str, noon: Clock) -> tuple[Cast, list[str]]:
    """Six members of a new campaign follow what two outlets tell; returns who should hear."""
    cast = assemble(slug)
    with scope(cast.campaign.pk):
        players = neighbours(cast, cast.ferry, "Fay Finn Flo Fred Faith Felix")
        for one in players:
            follow(campaign=cast.campaign, kind="words", words="marrow bridge", actor=one.actor)
            choose(campaign=cast.campaign, actor=one.actor, quiet_from=None)
        rows = [
            {"title": FLOOD, "source": outlet, "published": noon.at.isoformat(), "lead": own_words(outlet)}
            for outlet in ("The Alder Post", "Ellery Gazette")
        ]
        stream = CampaignStream(cast.campaign.pk)
        take_in_items(entries=entries(*rows), stream=stream, actor=machine(cast.campaign.pk))
    return cast, sorted(one.account.email for one in players)


def _work(cast: Cast, server: MailServer) -> None:
    run_until_quiet()
    sending.send_due(cast.campaign.pk, line=lambda: server)


# Where it is killed, and how many mails may then be missing: the one that was in its hand, and only that.
POINTS: dict[str, tuple[Callable[[], None], int]] = {
    "with the notices written and nothing committed": (lambda: die_at(ours, "look_at_story", 1, after=True), 0),
    "with a batch claimed": (lambda: die_at(sending, "hand_over", 1), 0),
    "between two mails": (lambda: die_at(delivering, "begin_handing", 3), 0),
    "before a mail is handed over": (lambda: die_at(MailServer, "send_messages", 3), 1),
    "after a mail is handed over": (lambda: die_at(MailServer, "send_messages", 3, after=True), 0),
    "after the last is noted": (lambda: die_at(delivering, "settle", 6, after=True), 0),
}


def test_killed_anywhere_none_is_told_twice_and_none_is_forgotten(committed: None, server: MailServer, noon: Clock) -> None:
    for turn, (where, (arrange, missing)) in enumerate(POINTS.items()):
        cast, expected = _told(f"torn-{turn}", noon)
        server.path.unlink(missing_ok=True)
        killed(arrange, partial(_work, cast, server))
        for _worker in range(2):
            noon.pass_by(minutes=6)
            _work(cast, server)
        took = server.took()
        assert len(took) == len(set(took)) == len(expected) - missing, where
        with scope(cast.campaign.pk):
            told = Notice.objects.filter(topic="story", pace="now", read_at=None)
            assert sorted(told.values_list("member__account__email", flat=True)) == expected, where
            assert not Delivery.objects.filter(state__in=["waiting", "claimed", "handing"]).exists(), where
