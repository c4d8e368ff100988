"""Knows where this installation keeps its data: GROUNDSWELL_HOME, else the user's data directory; the demo's beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import platformdirs

_NAME = "groundswell"
_DEMO = "-demo"


def data_home(*, demo: bool = False) -> Path:
    """The directory of the embedded server and the files; made by whoever first writes there."""
    named = os.environ.get("GROUNDSWELL_HOME", "").strip()
    home = Path(named).expanduser() if named else _default()
    home = Path(os.path.abspath(home))
    if demo and not home.name.endswith(_DEMO):
        return home.with_name(home.name + _DEMO)
    return home


def why_not_default() -> str | None:
    """One sentence for root, whose own directory is closed to the user that the database server runs as."""
    if os.environ.get("GROUNDSWELL_HOME", "").strip() or _default() == platformdirs.user_data_path(_NAME):
        return None
    return (
        "Root's own directory is closed to the database server's user, "
        f"so the data is kept in {_default()} (set GROUNDSWELL_HOME to choose)."
    )


def _default() -> Path:
    usual = platformdirs.user_data_path(_NAME)
    if os.geteuid() == 0 and not usual.exists() and not _is_open(usual):
        return Path("/var/lib") / _NAME
    return usual


def _is_open(path: Path) -> bool:
    """Whether a user without rights could pass every existing parent."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents if parent.exists())
