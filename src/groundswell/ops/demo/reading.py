"""Lets the demo's sources be read: their sites are made up, so what would stand there is told here."""

from __future__ import annotations

from groundswell.kit.actor import Actor
from groundswell.ops.demo.texts import read
from groundswell.responses.models import SourcePage
from groundswell.responses.services.sourcing import Read, note_source


def read_sources(actor: Actor) -> None:
    """Tell what stands at every link that nobody looked at yet; a list without words holds nothing to read."""
    pages = read("sources")["pages"]
    for page in SourcePage.objects.filter(state=SourcePage.State.WAITING, url__contains=".orle.example/"):
        said = pages.get(page.url)
        note_source(page=page, read=Read(said["title"], said["lead"]) if said else Read(problem="no_title"), actor=actor)
