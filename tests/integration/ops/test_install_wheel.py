"""The built wheel in an empty environment is the whole program: `groundswell run` serves pages with all they need."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.integration.ops.conftest import ROOT, get, until

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]


@pytest.fixture
def place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="gs-wheel-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place, ignore_errors=True)


def _run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)


def _install(place: Path) -> Path:
    """Build the wheel and install it; from the cache of the set-up where that suffices, for a test needs no network."""
    built = _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "dist", cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = (place / "dist").glob("groundswell-*.whl")
    uv = Path(sys.executable).with_name("uv")
    assert _run(uv, "venv", "--python", sys.executable, place / "venv").returncode == 0
    command = [uv, "pip", "install", "--python", place / "venv" / "bin" / "python", "-c", ROOT / "requirements" / "base.txt"]
    installed = _run(*command, "--offline", wheel)
    if installed.returncode:
        installed = _run(*command, wheel)
    assert installed.returncode == 0, installed.stderr
    return place / "venv" / "bin" / "groundswell"


def test_the_installed_wheel_serves_pages(place: Path, free_port: Callable[[], int]) -> None:
    program, port = _install(place), free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GROUNDSWELL_", "DATABASE_URL", "PYTHON"))}
    log = place / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [program, "run", "--port", str(port)],
            env={**kept, "GROUNDSWELL_HOME": str(place / "home")},
            cwd=place,
            stdout=out,
            stderr=out,
        )
    try:
        assert until(lambda: get(port, "/healthz")[0] == 200 or process.poll() is not None, seconds=500)
        assert get(port, "/healthz") == (200, "alive\n"), log.read_text()
        status, page = get(port, "/orle/")  # the demo, whose content came along
        assert status == 200, page
        parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert parts, "the page has its style and script"
        assert {part: get(port, part)[0] for part in parts} == dict.fromkeys(parts, 200)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
