"""Writes ``docs/pulse.md`` from the catalogue of kinds."""

from __future__ import annotations

from pathlib import Path

from groundswell.pulse import kinds

HEAD = """# The pulse

Everything that happens is one row in an append-only log: who, what, about which thing, when. Rows hold ids and
scalars only, never names or free text. A row is written in the same transaction as the deed it tells of; live pages,
notifications and insight read the log afterwards. How reading loses nothing is told in `docs/architecture.md`.

This page is generated from each room's `events.py`; a test fails when it lags behind.

| kind | what happened | who may see it | data | personal |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the page as it should stand in ``docs/pulse.md``."""
    rows = [
        f"| `{kind.name}` | {kind.summary} | {kind.audience} | {_listed(kind.fields)} | {_listed(kind.personal)} |"
        for kind in kinds.catalogue()
    ]
    return HEAD + "\n".join(rows) + "\n"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def write() -> None:
    """Write the page into the source tree this code runs from."""
    path = Path(__file__).resolve().parents[3] / "docs" / "pulse.md"
    path.write_text(page(), encoding="utf-8")
