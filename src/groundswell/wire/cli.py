"""The wire's commands."""

from __future__ import annotations

import argparse

from groundswell.kit.commands import register

_INGEST = """Bring news into a campaign from files: TSV (read without quoting), CSV or JSONL (one object a line).
Columns: date (or published), title, lead (or summary), link, source; others are passed over. Dates are ISO 8601, or
seconds or milliseconds since 1970; without a zone they are UTC. An item is known by its link, else by source, title and
time, so that a file can be brought in again at any time: what is there already adds nothing. Feed files (RSS, Atom, JSON
Feed: .xml, .rss, .atom, .json) are read as well; the feeds named in an OPML file (.opml) are added as sources."""

_COUNTED = """Every line read is one of four: new (an item that was not there), copies (an item that is there already,
word for word: brought in before, or doubled in the file), updated (an item that is there with other words: the earlier
ones are kept), rejected (not usable: its line and the reason are said). An outlet that repeats another outlet's words
brings a new item. `stories` counts the campaign's stories afterwards. Exit code: 0 done, also with rejected lines;
1 the database or a file failed on the way (run it again); 2 nothing was written: unknown campaign, missing column,
unreadable file."""


def _ingest_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.epilog = _INGEST, _COUNTED
    parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign's short name")
    parser.add_argument("--json", action="store_true", help="print one JSON object on standard output")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a .tsv, .csv or .jsonl file, a feed or an .opml list")


def _stories_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign's short name")
    parser.add_argument("--json", action="store_true", help="print one JSON array on standard output")


def _ingest(arguments: argparse.Namespace) -> int:
    from groundswell.wire.telling import ingest_files

    return ingest_files(arguments.campaign, arguments.paths, as_json=arguments.json)


def _stories(arguments: argparse.Namespace) -> int:
    from groundswell.wire.telling import print_stories

    return print_stories(arguments.campaign, as_json=arguments.json)


register(
    "wire ingest",
    handle=_ingest,
    add_arguments=_ingest_arguments,
    help="bring news in from files: TSV, CSV, JSONL, feeds, lists of feeds",
)
register("wire stories", handle=_stories, add_arguments=_stories_arguments, help="print the stories with their items")
