"""The people room's commands: who looks after a campaign, said by whoever runs the installation."""

from __future__ import annotations

import argparse
import sys

from groundswell.kit.commands import register

_STEWARD = """Make somebody a steward of a campaign: the first one, or another when nobody is left to share the role. It is for
whoever runs the installation; stewards themselves share the role on the campaign's page. Who is no member yet is made one
when --name is given: that is your word that they asked for it."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = _STEWARD
    parser.add_argument("--campaign", required=True, metavar="SLUG", help="the campaign's short name")
    parser.add_argument("--email", required=True, metavar="ADDRESS", help="the address they sign in with")
    parser.add_argument("--name", default="", metavar="NAME", help="make them a member under this name, if they are none yet")


def _steward(arguments: argparse.Namespace) -> int:
    from groundswell.people.services import appoint_steward

    member = appoint_steward(slug=arguments.campaign, email=arguments.email, name=arguments.name)
    sys.stdout.write(f"{member.display_name} is a steward of {arguments.campaign}.\n")
    return 0


register("people steward", handle=_steward, add_arguments=_arguments, help="make somebody a steward of a campaign")
