"""What the wire's commands say: the result on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at, campaigns
from groundswell.kit.actor import machine
from groundswell.kit.db import scope
from groundswell.kit.errors import BadInput, Refused
from groundswell.wire import selectors
from groundswell.wire.progress import Bar
from groundswell.wire.rejects import Rejects
from groundswell.wire.services.importing import import_sources

if TYPE_CHECKING:
    from groundswell.wire.ingest import Ingest

NOTHING_WRITTEN = 2
BROKE_OFF = 1


def _say(sentence: str) -> None:
    sys.stderr.write(f"groundswell: {sentence}\n")


def _campaign(slug: str) -> Campaign:
    found = campaign_at(slug)
    if found is None:
        known = ", ".join(campaigns().values_list("slug", flat=True)[:20])
        said = {"slug": slug, "known": known}
        raise BadInput(
            _("There is no campaign “%(slug)s”. There are: %(known)s.") % said
            if known
            else _("There is no campaign “%(slug)s”, nor any other. Found one with 'groundswell campaign create'.") % said
        )
    return found


def ingest_files(slug: str, paths: Sequence[str], *, as_json: bool) -> int:
    """Bring files in, tell what became of every line, and return the exit code."""
    # Brings in compiled code and numpy: nobody who only prints stories should wait for them.
    from groundswell.wire.ingest import Ingest

    rejects = Rejects(whole=as_json, name_files=len(paths) > 1)
    lists = [path for path in paths if Path(path).suffix.lower() == ".opml"]
    bar = Bar(sys.stderr)
    with closing(rejects):
        try:
            campaign = _campaign(slug)
            feeds = _import_lists(campaign, lists)
            run = Ingest(
                [Path(path) for path in paths if path not in lists],
                campaign_id=campaign.pk,
                actor=machine(campaign.pk, via="cli"),
                reject=rejects.add,
                watch=lambda run: bar.show(run.done, run.total, run.tally.read),
            )
        except BadInput as refusal:
            _say(str(refusal))
            return NOTHING_WRITTEN
        try:
            run.run()
            bar.clear()
            if as_json:
                _tell_programs(run, rejects, feeds)
        except Refused as refusal:
            bar.clear()
            _say(str(refusal))
            return BROKE_OFF
        finally:
            _tell_people(run, rejects)
    return 0


def _import_lists(campaign: Campaign, lists: Sequence[str]) -> int | None:
    """Add the feeds of OPML files, say what became of them, and return how many there were; None without such files."""
    added = 0
    for path in lists:
        try:
            text = Path(path).read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise BadInput(f"{path}: {error.strerror or error}") from error
        with scope(campaign.pk):
            done = import_sources(text=text, actor=machine(campaign.pk, via="cli"))
        added += done.added
        _say(
            _("%(file)s: %(added)d feeds added, %(there)d read already.")
            % {"file": path, "added": done.added, "there": done.there}
        )
        for address, why in done.refused:
            _say(f"{address}: {why}")
    return added if lists else None


def _tell_programs(run: Ingest, rejects: Rejects, feeds: int | None) -> None:
    tally = run.tally
    counts = {"read": tally.read, "new": tally.new, "copies": tally.copies, "updated": tally.updated}
    rest = {"stories": tally.stories, "seconds": round(tally.seconds, 3)} | ({} if feeds is None else {"feeds": feeds})
    out = sys.stdout
    out.write(json.dumps(counts)[:-1] + ', "rejected": [')
    rejects.copy_to(out)
    out.write("], " + json.dumps(rest)[1:] + "\n")
    out.flush()


def _tell_people(run: Ingest, rejects: Rejects) -> None:
    tally = run.tally
    _say(
        _("%(read)s lines read: %(new)s new, %(copies)s there already, %(updated)s with other words, %(rejected)s rejected.")
        % {name: f"{getattr(tally, name):,}" for name in ("read", "new", "copies", "updated", "rejected")}
    )
    for words, count in (
        (_("%(count)s links were left out: they do not lead to a page on the web."), tally.dropped_links),
        (_("%(count)s titles or leads were longer than what is kept, and were cut."), tally.cut),
        (
            _("%(count)s lines are over ten days older than one before them: name the older file first for good stories."),
            tally.late,
        ),
    ):
        if count:
            _say(words % {"count": f"{count:,}"})
    for file in run.files:
        if file.empty:
            _say(_("%(file)s is empty.") % {"file": file.path})
    for line in rejects.first:
        _say(_("rejected, line %(line)s") % {"line": line})
    if rejects.count > len(rejects.first):
        more = rejects.count - len(rejects.first)
        _say(ngettext("and %(count)d more line", "and %(count)d more lines", more) % {"count": more})


def print_stories(slug: str, *, as_json: bool) -> int:
    """Print all stories of a campaign, as one JSON array or as lines for people, and return the exit code."""
    try:
        campaign = _campaign(slug)
    except BadInput as refusal:
        _say(str(refusal))
        return NOTHING_WRITTEN
    with scope(campaign.pk):
        separator = "["
        for story in selectors.all_stories(campaign.pk):
            if as_json:
                sys.stdout.write(separator + json.dumps(story))
                separator = ",\n"
            else:
                sys.stdout.write(_line(story))
        if as_json:
            sys.stdout.write("]\n" if separator != "[" else "[]\n")
        sys.stdout.flush()
    return 0


def _line(story: dict[str, Any]) -> str:
    items = ngettext("%(count)d item", "%(count)d items", len(story["items"])) % {"count": len(story["items"])}
    outlets = ngettext("%(count)d outlet", "%(count)d outlets", story["outlets"]) % {"count": story["outlets"]}
    return f"{story['first'][:10]}  {items}, {outlets}  {story['title']}\n"
