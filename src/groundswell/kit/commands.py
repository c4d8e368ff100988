"""The subcommands of `groundswell`: a room registers its own in a module `cli.py`, found by that name.

A room's `cli.py` is imported before Django is set up, so that `--help` and a wrong word need no database. It therefore
imports nothing of its room at the top; its handler does, and runs with the database up and Django ready.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Handle = Callable[[argparse.Namespace], int | None]
AddArguments = Callable[[argparse.ArgumentParser], None]
# What must be there before the handler runs: nothing; the database; or the database with every migration applied.
Needs = Literal["nothing", "database", "tables"]


@dataclass(frozen=True, slots=True)
class Command:
    """One subcommand; a name of two words (`wire ingest`) makes a group."""

    name: str
    help: str
    handle: Handle
    add_arguments: AddArguments
    needs: Needs


_commands: dict[str, Command] = {}


def register(
    name: str,
    *,
    handle: Handle,
    help: str,
    add_arguments: AddArguments = lambda parser: None,
    needs: Needs = "tables",
) -> None:
    """Add a subcommand. `handle` returns the exit code (None is 0) and may raise `Refused`, whose words are printed."""
    if name in _commands:
        raise ValueError(f"two commands are called {name!r}")
    if not 1 <= len(name.split()) <= 2:
        raise ValueError(f"a command has one or two words, not {name!r}")
    _commands[name] = Command(name, help, handle, add_arguments, needs)


def discover(package: str = "groundswell") -> list[Command]:
    """Import every room's `cli.py` and return all commands by name."""
    spec = importlib.util.find_spec(package)
    for room in pkgutil.iter_modules(spec.submodule_search_locations if spec else None):
        module = f"{package}.{room.name}.cli"
        if room.ispkg and importlib.util.find_spec(module) is not None:
            importlib.import_module(module)
    return [_commands[name] for name in sorted(_commands)]
