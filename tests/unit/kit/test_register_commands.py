"""Rooms register subcommands; names stay unique, groups come from two words, --help needs no database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.kit import commands

SOURCE = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_commands", {})


def test_two_commands_cannot_share_a_name() -> None:
    commands.register("wire ingest", handle=lambda arguments: 0, help="read items")
    with pytest.raises(ValueError, match="two commands"):
        commands.register("wire ingest", handle=lambda arguments: 0, help="read items")


def test_a_name_has_one_or_two_words() -> None:
    with pytest.raises(ValueError, match="one or two words"):
        commands.register("wire ingest now", handle=lambda arguments: 0, help="read items")


def test_help_needs_neither_database_nor_django(tmp_path: Path) -> None:
    program = (
        "import sys; from groundswell.ops.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "assert 'django' not in sys.modules, 'a cli.py imports Django at the top'\n"
    )
    environment = {"PYTHONPATH": str(SOURCE), "GROUNDSWELL_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    answer = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert " run " in answer.stdout
    assert not (tmp_path / "home").exists()
