"""The demo's words, in files that a writer can change without reading a program."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def read(name: str) -> dict[str, Any]:
    """Return the file ``name``.toml of this folder."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
