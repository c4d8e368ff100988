"""What the whole installation costs: seconds to the first page, cold and warm, and memory when nobody asks anything."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.report import OURS, ROOT, Report
from benchmarks.servers import fetch_status, free_port

PAGES = 50
SETTLE = 15.0


def run(report: Report) -> None:
    """Start the demo on an empty home, then again on the same, and look at it when it has come to rest."""
    place = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    place.chmod(0o755)
    try:
        for case in ("first start, empty home", "start again, warm"):
            _start(report, case, place / "home")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _start(report: Report, case: str, home: Path) -> None:
    port = free_port()
    environment = {**os.environ, "GROUNDSWELL_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("DATABASE_URL", None)
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "groundswell.ops", "run", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 300
        while fetch_status(port, "/orle/") != 200:
            if child.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the demo did not come up")
            time.sleep(0.02)
        wall = time.perf_counter() - began
        family = _family(child.pid, home)
        report.add(f"{case}: first page", OURS, cpu=sum(map(_cpu, family)), wall=wall)
        if "warm" in case:
            for _ in range(PAGES):
                fetch_status(port, "/orle/")
            time.sleep(SETTLE)
            family = _family(child.pid, home)
            memory = sum(one.memory_full_info().pss for one in family) / 1e6
            report.add(f"idle, after {PAGES} pages", OURS, peak_mb=memory, quality=f"{len(family)} processes, PSS")
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(60)


def _family(pid: int, home: Path) -> list[psutil.Process]:
    """The supervisor, its children, and the database server of the demo's home with its own."""
    postmaster = int(Path(f"{home}-demo/postgres/data/postmaster.pid").read_text().split("\n", 1)[0])
    heads = [psutil.Process(pid), psutil.Process(postmaster)]
    return [*heads, *(one for head in heads for one in head.children(recursive=True))]


def _cpu(process: psutil.Process) -> float:
    with suppress(psutil.NoSuchProcess):
        spent = process.cpu_times()
        return float(spent.user + spent.system)
    return 0.0
