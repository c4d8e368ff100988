"""Bringing a file of news in by the command: items a second with their writes, memory, the stories' quality, kill -9."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks.report import OURS, ROOT, Report
from benchmarks.stories import bcubed, made_dense

BARE = "bare psycopg, rows only"
_FOUND = """
import sys
from groundswell.ops.installation import opened
with opened():
    from groundswell.campaigns.services import found_campaign
    from groundswell.kit.actor import machine
    for slug in sys.argv[1:]:
        found_campaign(slug=slug, name=slug, actor=machine(None, via="cli"))
"""
_HOLD = """
import sys
from groundswell.ops.installation import opened
with opened(needs="database") as server:
    print(server.dsn, flush=True)
    sys.stdin.read()
"""


def run(report: Report) -> None:
    """The real articles through the command: once, again, killed and run again; then many items at once."""
    path = report.data("news", "allsides_roundups.tsv")
    if path is None:
        return
    with _installation() as home:
        home.found("warm", "whole", "dense", *(f"torn{turn}" for turn in range(3)))
        home.ingest("warm", _first_lines(path, home.directory, 200))  # compiled code is cached from here on
        whole = home.ingest("whole", path)
        stories = home.stories("whole")
        _add(report, "roundups", whole, quality=_scored(path, stories), stories=whole.said["stories"])
        _add_bare(report, "roundups", path, home)
        again = home.ingest("whole", path)
        _add(report, "roundups, again", again, quality=f"{again.said['new']} new, {again.said['copies']} there already")
        for turn, share in enumerate((0.3, 0.55, 0.8)):
            _add_killed(report, home, path, f"torn{turn}", whole, share, stories)
        dense = home.ingest("dense", _dense(path, home.directory, 50_000))
        _add(report, "made stream of 50,000", dense, quality=f"{dense.said['stories']:,} stories")


@dataclass(frozen=True)
class Run:
    """One command: what it said and what it cost; the server's own time is counted apart."""

    said: dict[str, Any]
    cpu: float
    server_cpu: float
    wall: float
    peak_mb: float
    code: int


class _Home:
    """An installation of its own, whose server stays up for the length of the benchmark."""

    def __init__(self, directory: Path, dsn: str, environment: dict[str, str]) -> None:
        self.directory = directory
        self.dsn = dsn
        self._environment = environment
        pid = (directory / "home" / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0]
        self._server = psutil.Process(int(pid))

    def found(self, *slugs: str) -> None:
        subprocess.run([sys.executable, "-c", _FOUND, *slugs], env=self._environment, cwd=ROOT, check=True)

    def ingest(self, slug: str, path: Path, *, kill_after: float | None = None) -> Run:
        command = [sys.executable, "-m", "groundswell.ops", "wire", "ingest", "--campaign", slug, "--json", str(path)]
        before, begun = self.server_cpu(), time.perf_counter()
        with tempfile.TemporaryFile("w+") as out:
            child = subprocess.Popen(command, env=self._environment, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL)
            if kill_after is not None:
                time.sleep(kill_after)
                os.kill(child.pid, signal.SIGKILL)
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - begun
            out.seek(0)
            said = out.read()
        code = os.waitstatus_to_exitcode(status)
        child.returncode = code
        spent = self.server_cpu() - before
        return Run(json.loads(said or "{}"), used.ru_utime + used.ru_stime, spent, wall, used.ru_maxrss / 1024, code)

    def stories(self, slug: str) -> dict[int, str]:
        """Return the story of each line."""
        command = [sys.executable, "-m", "groundswell.ops", "wire", "stories", "--campaign", slug, "--json"]
        done = subprocess.run(command, env=self._environment, cwd=ROOT, check=True, capture_output=True, text=True)
        return {item["line"]: story["id"] for story in json.loads(done.stdout) for item in story["items"]}

    def server_cpu(self) -> float:
        """User and system time of the server; the kernel adds what each ended backend used to its parent's children."""
        spent = self._server.cpu_times()
        total = spent.user + spent.system + spent.children_user + spent.children_system
        for one in self._server.children():
            with_own = one.cpu_times()
            total += with_own.user + with_own.system
        return total


@contextmanager
def _installation() -> Iterator[_Home]:
    directory = Path(tempfile.mkdtemp(prefix="gs-bench-"))
    directory.chmod(0o755)
    environment = {**os.environ, "GROUNDSWELL_HOME": str(directory / "home"), "PYTHONPATH": str(ROOT / "src")}
    for name in ("DATABASE_URL", "GROUNDSWELL_DSN"):
        environment.pop(name, None)
    holder = None
    try:
        subprocess.run([sys.executable, "-m", "groundswell.ops", "migrate"], env=environment, cwd=ROOT, check=True,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        holder = subprocess.Popen([sys.executable, "-c", _HOLD], env=environment, cwd=ROOT, text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        assert holder.stdin is not None and holder.stdout is not None
        yield _Home(directory, holder.stdout.readline().strip(), environment)
    finally:
        if holder is not None:
            holder.communicate()
        shutil.rmtree(directory, ignore_errors=True)


def _add(report: Report, case: str, run: Run, *, quality: str, **more: Any) -> None:
    seconds = run.said["seconds"]
    rate = run.said["read"] / seconds
    report.add(case, OURS, cpu=run.cpu, wall=run.wall, peak_mb=run.peak_mb, quality=f"{rate:,.0f} items/s; {quality}",
               seconds=seconds, items_a_second=rate, server_cpu=run.server_cpu, **more)  # fmt: skip


def _add_killed(report: Report, home: _Home, path: Path, slug: str, whole: Run, share: float, expected: dict[int, str]) -> None:
    """Kill the command after a share of the time a whole run takes, run it again, and compare the stories."""
    killed = home.ingest(slug, path, kill_after=whole.wall * share)
    again = home.ingest(slug, path)
    there = again.said["copies"]
    same = _partition(home.stories(slug)) == _partition(expected)
    verdict = "the same stories" if same else "OTHER STORIES"
    if killed.code != -signal.SIGKILL:
        verdict += " (it had ended before it was killed)"
    _add(report, f"roundups, killed after {share:.0%}", again, quality=f"{there:,} were kept, {verdict}", same=same)


def _partition(stories: dict[int, str]) -> set[frozenset[int]]:
    found: dict[str, set[int]] = {}
    for line, story in stories.items():
        found.setdefault(story, set()).add(line)
    return {frozenset(lines) for lines in found.values()}


def _scored(path: Path, stories: dict[int, str]) -> str:
    labels = [line.split("\t", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    found = [stories[line] for line in range(2, len(labels) + 2)]
    half = len(labels) // 2
    return f"F1 {bcubed(labels, found)[2]:.3f}, second half {bcubed(labels[half:], found[half:])[2]:.3f}"


def _first_lines(path: Path, directory: Path, lines: int) -> Path:
    few = directory / "few.tsv"
    with path.open(encoding="utf-8") as file:
        few.write_text("".join(line for line, _number in zip(file, range(lines), strict=False)), encoding="utf-8")
    return few


def _dense(path: Path, directory: Path, items: int) -> Path:
    """Write the made dense stream of the stories' benchmark, with outlets, over forty days."""
    chance = random.Random(3)
    dense = directory / "dense.tsv"
    with dense.open("w", encoding="utf-8") as file:
        file.write("date\ttitle\tsource\n")
        for _story, at, title in made_dense(str(path), items, hours=960):
            moment = datetime.fromtimestamp(1_600_000_000 + at, UTC).isoformat()
            file.write(f"{moment}\t{title}\tOutlet {chance.randrange(300)}\n")
    return dense


def _add_bare(report: Report, case: str, path: Path, home: _Home) -> None:
    """The same rows, written 500 a transaction by psycopg alone: no cleaning, no stories, no events, one table."""
    import psycopg

    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    before, begun, used = home.server_cpu(), time.perf_counter(), time.process_time()
    with psycopg.connect(home.dsn) as connection:
        connection.execute("CREATE TABLE bare (key text PRIMARY KEY, at timestamptz, source text, title text, lead text)")
        for start in range(0, len(rows), 500):
            batch = [(f"{row[3]}|{row[5]}|{row[1]}", row[1], row[3], row[5], row[6]) for row in rows[start : start + 500]]
            with connection.cursor() as cursor:
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", batch)
            connection.commit()
    wall = time.perf_counter() - begun
    report.add(case, BARE, cpu=time.process_time() - used, wall=wall, quality=f"{len(rows) / wall:,.0f} items/s",
               server_cpu=home.server_cpu() - before)  # fmt: skip
