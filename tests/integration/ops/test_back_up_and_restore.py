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


@dataclass
class Drill:
    """A filled installation, what is in it, and its backup."""

    installation: Installation
    report: dict[str, Any]
    file: Path


def _steps(installation: Installation, *steps: str) -> Any:
    installation.settings["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    return installation.python(STEPS, *steps)


@pytest.fixture(scope="module")
def drill(new_installation: Make, tmp_path_factory: pytest.TempPathFactory) -> Drill:
    installation = new_installation()
    report = _steps(installation, "fill", "report")
    file = tmp_path_factory.mktemp("backup") / "week.groundswell"
    answer = installation.groundswell("backup", file)
    assert answer.returncode == 0, answer.stderr
    return Drill(installation, report, file)


def test_everything_comes_back_and_no_event_is_lost_or_repeated(drill: Drill, new_installation: Make) -> None:
    fresh = new_installation(bare=True)
    answer = fresh.groundswell("restore", drill.file)
    assert answer.returncode == 0, answer.stderr
    report = _steps(fresh, "report")
    assert report["tables"] == drill.report["tables"]
    assert report["schema"] == drill.report["schema"]
    assert (fresh.home / "files" / "poster.txt").read_text() == "Ferry Street, Thursday at seven"
    assert (fresh.home / "secret-key").read_text() == (drill.installation.home / "secret-key").read_text()
    before = drill.report["unread"]
    assert {name: sorted(rows) for name, rows in report["unread"].items()} == {
        name: sorted(rows) for name, rows in before.items()
    }
    assert before["new"] and before["late"] and before["early"] != before["late"]
    seen = _steps(fresh, "go_on")
    newest = max(row for rows in seen.values() for row in rows)
    for name, rows in before.items():
        assert len(seen[name]) == len(set(seen[name])), "no event twice"
        assert set(seen[name]) <= {*rows, newest} and newest in seen[name], "none that was seen before"
    assert len(seen["early"]) == len(before["early"]) + 1
    assert fresh.groundswell("doctor", "--json").stdout.count('"cursors"') == 1


def test_a_filled_home_is_replaced_when_told_and_only_whole(drill: Drill, new_installation: Make) -> None:
    other = new_installation()
    before = _steps(other, "fill", "report")
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
    after = _steps(other, "report")
    assert (after["tables"], after["unread"], after["schema"]) == (before["tables"], before["unread"], before["schema"])
    replaced = other.groundswell("restore", drill.file, "--replace")
    assert replaced.returncode == 0, replaced.stderr
    assert _steps(other, "report")["tables"] == drill.report["tables"]


def test_a_database_in_use_is_not_replaced(drill: Drill) -> None:
    user = subprocess.Popen(
        [sys.executable, "-c", "from groundswell.ops.installation import connect; import psycopg\n"
         "server = connect(); c = psycopg.connect(server.dsn); print('in', flush=True); input()"],
        env=drill.installation.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert user.stdout is not None and user.stdout.readline() == "in\n"
    answer = drill.installation.groundswell("restore", drill.file, "--replace")
    user.communicate("\n")
    assert answer.returncode == 1
    assert "stop 'groundswell serve' or 'run' first" in answer.stderr


def test_a_moved_data_directory_is_told_and_mended(drill: Drill, new_installation: Make) -> None:
    """A plain dump into another server leaves stamps of the future; doctor and worker refuse it, restamp mends it."""
    fresh = new_installation(bare=True)
    assert fresh.groundswell("restore", drill.file).returncode == 0
    ahead = (
        "from groundswell.ops.installation import opened\n"
        "with opened(needs='database') as server:\n"
        "    import psycopg\n"
        "    with psycopg.connect(server.superuser_dsn) as c:\n"
        '        c.execute("SET session_replication_role = replica")\n'
        '        c.execute("UPDATE pulse_pulseevent SET xid = ((xid::text::bigint + 5000000)::text)::xid8")\n'
        '        c.execute("UPDATE pulse_cursor SET xid = ((xid::text::bigint + 5000000)::text)::xid8 WHERE seq > 0")\n'
        "print('{}')"
    )
    fresh.python("-c", ahead)
    doctor = fresh.groundswell("doctor")
    assert doctor.returncode == 1 and "groundswell restamp" in doctor.stdout
    worker = fresh.groundswell("worker")
    assert worker.returncode == 1 and "groundswell restamp" in worker.stderr
    assert fresh.groundswell("restamp").returncode == 0
    unread = _steps(fresh, "report")["unread"]
    assert {name: sorted(rows) for name, rows in unread.items()} == {
        name: sorted(rows) for name, rows in drill.report["unread"].items()
    }
