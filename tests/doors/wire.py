"""The wire's doors."""

from __future__ import annotations

from tests import stages
from tests.doors import Make

ARGUMENTS: dict[str, Make] = {"wire:story": lambda cast: {"story": stages.story(cast).pk}}
