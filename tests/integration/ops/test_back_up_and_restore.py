"""The drill: what is backed up comes back whole into a new home; no event is lost and none is seen twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.integration.ops.conftest import ROOT, Installation

STEPS = Path(__file__).with_name("drill_steps.py")
Make = Callable[..., Installation]
Unread = dict[str, list[int]]


@dataclass
class Drill:
    """A filled installation, what is in it, and its backup."""

    installation: Installation
    report: dict[str, Any]
    file: Path


def _steps(installation: Installation, *steps: str) -> dict[str, Any]:
    installation.settings["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    told: dict[str, Any] = installation.python(STEPS, *steps)
    return told


def _in_order(unread: Unread) -> Unread:
    return {name: sorted(rows) for name, rows in unread.items()}


@pytest.fixture(scope="module")
def drill(new_installation: Make, tmp_path_factory: pytest.TempPathFactory) -> Drill:
    installation = new_installation()
    report = _steps(installation, "fill", "report")["report"]
    file = tmp_path_factory.mktemp("backup") / "week.groundswell"
    answer = installation.groundswell("backup", file)
    assert answer.returncode == 0, answer.stderr
    return Drill(installation, report, file)


@pytest.fixture(scope="module")
def restored(drill: Drill, new_installation: Make) -> Installation:
    fresh = new_installation(bare=True)
    answer = fresh.groundswell("restore", drill.file)
    assert answer.returncode == 0, answer.stderr
    return fresh


def test_everything_comes_back_and_no_event_is_lost_or_repeated(drill: Drill, restored: Installation) -> None:
    told = _steps(restored, "report", "go_on")
    report, seen = told["report"], told["go_on"]
    assert report["tables"] == drill.report["tables"]
    assert report["schema"] == drill.report["schema"]
    assert (restored.home / "files" / "poster.txt").read_text() == "Ferry Street, Thursday at seven"
    assert (restored.home / "secret-key").read_text() == (drill.installation.home / "secret-key").read_text()
    before: Unread = drill.report["unread"]
    assert _in_order(report["unread"]) == _in_order(before)
    assert before["new"] and before["late"] and before["early"] != before["late"]
    newest = max(row for rows in seen.values() for row in rows)
    for name, rows in before.items():
        assert len(seen[name]) == len(set(seen[name])), "no event twice"
        assert set(seen[name]) <= {*rows, newest} and newest in seen[name], "none that was seen before"
    assert len(seen["early"]) == len(before["early"]) + 1


def test_a_moved_database_is_told_and_mended(restored: Installation) -> None:
    """A plain dump into another server leaves stamps of the future; doctor refuses it, restamp mends it."""
    before: Unread = _steps(restored, "write_more", "report", "move_away")["report"]["unread"]
    assert all(before.values())
    doctor = restored.groundswell("doctor")
    assert doctor.returncode == 1 and "groundswell restamp" in doctor.stdout
    worker = restored.groundswell("worker")
    assert worker.returncode == 1 and "groundswell restamp" in worker.stderr
    assert restored.groundswell("restamp").returncode == 0
    assert _in_order(_steps(restored, "report")["report"]["unread"]) == _in_order(before)


def test_a_filled_home_is_replaced_when_told_and_only_whole(drill: Drill, new_installation: Make) -> None:
    other = new_installation()
    before = _steps(other, "fill", "report")["report"]
    refusal = other.groundswell("restore", drill.file)
    assert refusal.returncode == 1
    assert "There are campaigns here already" in refusal.stderr and "--replace" in refusal.stderr
    failing = (
        "import sys; from groundswell.ops import cli, restore\n"
        "restore.RESTAMP = 'SELECT 1 / 0;'\n"
        f"sys.exit(cli.main(['restore', {str(drill.file)!r}, '--replace']))"
    )
    answer = subprocess.run([sys.executable, "-c", failing], env=other.environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "nothing was changed: division by zero" in answer.stderr
    assert _steps(other, "report")["report"] == before
    replaced = other.groundswell("restore", drill.file, "--replace")
    assert replaced.returncode == 0, replaced.stderr
    after = _steps(other, "report")["report"]
    assert after["tables"] == drill.report["tables"]
    assert after["home"] not in {before["home"], drill.report["home"]}, "a page that was open looks at everything afresh"


def test_a_database_in_use_is_not_replaced(drill: Drill) -> None:
    holding = (
        "from groundswell.ops.installation import connect; import psycopg\n"
        "server = connect(); connection = psycopg.connect(server.dsn)\n"
        "print('in', flush=True); input()"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", holding],
        env=drill.installation.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdout is not None and user.stdout.readline() == "in\n"
    answer = drill.installation.groundswell("restore", drill.file, "--replace")
    user.communicate("\n")
    assert answer.returncode == 1
    assert "stop 'groundswell serve' or 'run' first" in answer.stderr
