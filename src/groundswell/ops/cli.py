"""The command line: finds the command, brings up what it needs, and turns refusals into one sentence."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from groundswell import __version__
from groundswell.kit import commands
from groundswell.kit.postgres import PostgresError
from groundswell.ops.installation import opened, say
from groundswell.ops.own_commands import register_own_commands
from groundswell.ops.supervisor import REFUSED

register_own_commands()


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    command: commands.Command | None = getattr(arguments, "command", None)
    if command is None:
        _parser().print_help()
        return 2
    signal.signal(signal.SIGTERM, _leave_in_order)
    try:
        return _run(command, arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except PostgresError as failure:
        say(str(failure))
        return 1


def _run(command: commands.Command, arguments: argparse.Namespace) -> int:
    from groundswell.kit.errors import Refused

    try:
        if command.needs == "nothing":
            return command.handle(arguments) or 0
        with opened(demo=arguments.demo, needs=command.needs):
            return command.handle(arguments) or 0
    except Refused as refusal:
        say(str(refusal))
        return REFUSED if os.environ.get("GROUNDSWELL_SUPERVISED") else 1


def django_command() -> int:
    """Run one of Django's own commands (`manage.py …`) on the same database."""
    with opened(needs="database"):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="groundswell", description="Run a campaign by mass collaboration. The data lies in GROUNDSWELL_HOME."
    )
    parser.add_argument("--version", action="version", version=f"groundswell {__version__}")
    parser.add_argument("--demo", action="store_true", help="work on the demo's data instead of the real data")
    top = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for command in commands.discover():
        group, _, verb = command.name.rpartition(" ")
        if group and group not in groups:
            about = f"{group}: see 'groundswell {group} --help'"
            groups[group] = top.add_parser(group, help=about).add_subparsers(title="commands", metavar="COMMAND", required=True)
        place = groups[group] if group else top
        sub = place.add_parser(verb, help=command.help, description=command.help)
        command.add_arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _leave_in_order(number: int, frame: object) -> NoReturn:
    """SIGTERM ends the process without a word; this lets every `finally` run, so that the database is left in order."""
    raise SystemExit(128 + number)
