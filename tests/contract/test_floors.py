"""A room imports only from floors below it: the same contract as ``make lint``, so that ``make test`` cannot miss it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.contract.sources import ROOT


def test_the_floors_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    found = subprocess.run([command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
