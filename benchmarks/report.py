"""What a benchmark measured: children that measure one thing each, rows, a table and JSON."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import importlib.metadata
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = "groundswell"
_MARK = "\x1emeasured "
_TIMEOUT = 1800


class Clock:
    """Times what is under `with`: user and system CPU of this process and its children, wall, memory above the start."""

    def __init__(self) -> None:
        self.cpu = self.wall = self.peak_mb = 0.0

    def __enter__(self) -> Clock:
        self._resident = _reset_peak()
        self._begun = (_cpu(), time.perf_counter())
        return self

    def __exit__(self, *exception: object) -> None:
        self.cpu += _cpu() - self._begun[0]
        self.wall += time.perf_counter() - self._begun[1]
        self.peak_mb = max(self.peak_mb, _peak() - self._resident)


@dataclass
class Row:
    """One line of the table."""

    case: str
    peer: str
    cpu: float | None = None
    wall: float | None = None
    peak_mb: float | None = None
    quality: str = ""
    ratio: float | None = None
    more: dict[str, Any] = field(default_factory=dict)


class Report:
    """The rows of one engine, and sentences about what is not among them."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self._sizes: dict[str, dict[str, list[tuple[float, float | None, float | None]]]] = {}
        self._curves: list[tuple[str, str, str, dict[str, list[tuple[float, float]]]]] = []

    def measure(
        self, case: str, peer: str, function: Any, *arguments: Any, repeat: int = 3, among: str | None = None,
        size: tuple[str, float] | None = None, **options: Any
    ) -> dict[str, Any]:  # fmt: skip
        """Run ``function`` in children of its own; adds the medians as a row and returns the figures of the last.

        With ``among`` it runs in that environment of peers; where that was not made, the peer is named as absent.
        With ``size``, the name of a family of cases and how large this one is, it is a point of that family's picture.
        """
        python = Path(sys.executable) if among is None else ROOT / ".peers" / among / "bin" / "python"
        if not python.exists():
            self.absent(case, peer, f"bin/peers {among} was not run")
            return {}
        name = f"{function.__module__}:{function.__qualname__}"
        found = [_in_child(str(python), name, arguments, options) for _ in range(repeat)]
        figures: dict[str, Any] = found[-1]["figures"]
        medians = {key: statistics.median(one[key] for one in found) for key in ("cpu", "wall", "peak_mb")}
        more = {key: value for key, value in figures.items() if key != "quality"}
        self.add(case, peer, **medians, quality=str(figures.get("quality", "")), runs=repeat, **more)
        if size is not None:
            points = self._sizes.setdefault(size[0], {}).setdefault(peer, [])
            points.append((size[1], medians["cpu"], medians["peak_mb"]))
        return figures

    def add(self, case: str, peer: str, *, cpu: float | None = None, wall: float | None = None, peak_mb: float | None = None,
            quality: str = "", **more: Any) -> None:  # fmt: skip
        """A row; the ratio of a peer is taken to our own row of the same case, which must come first."""
        ours = next((row.cpu for row in self.rows if row.case == case and row.peer == OURS), None)
        ratio = cpu / ours if cpu and ours and peer != OURS else None
        self.rows.append(Row(case, peer, cpu, wall, peak_mb, quality, ratio, more))

    def absent(self, case: str, peer: str, why: str) -> None:
        """A peer that could not be measured here."""
        self.rows.append(Row(case, peer, quality=f"absent: {why}"))

    def note(self, sentence: str) -> None:
        """A sentence under the table."""
        self.notes.append(sentence)

    def curve(self, title: str, across: str, up: str, lines: dict[str, list[tuple[float, float]]]) -> None:
        """Curves that PLOTS=1 draws: the points of each by its name."""
        self._curves.append((title, across, up, lines))

    def draw(self, folder: Path) -> None:
        """Draw what there is to see, and name the pictures in the report."""
        from benchmarks import plots

        made = plots.against_size(self._sizes, folder, self.engine)
        made += [plots.curves(*one, folder, self.engine) for one in self._curves]
        if made:
            self.note(f"Drawn: {', '.join(path.name for path in made)} in {folder.parent.name}/{folder.name}.")

    def data(self, *parts: str) -> Path | None:
        """A path among the real data, or None with a sentence in the report."""
        folder = Path(os.environ.get("GROUNDSWELL_DATA") or ROOT.parent / "shared" / "data")
        path = folder.joinpath(*parts)
        if path.exists():
            return path
        self.note(f"Skipped: {'/'.join(parts)} is not in the folder of real data (GROUNDSWELL_DATA).")
        return None

    def show(self) -> None:
        """Print the table."""
        heads = ("engine", "case", "peer", "CPU s", "wall s", "peak MB", "quality", "ratio")
        lines = [
            (
                self.engine,
                row.case,
                row.peer,
                _number(row.cpu),
                _number(row.wall),
                _number(row.peak_mb),
                row.quality,
                _number(row.ratio),
            )
            for row in self.rows
        ]
        widths = [max(len(line[i]) for line in (heads, *lines)) for i in range(len(heads))]
        for line in (heads, tuple("-" * width for width in widths), *lines):
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        for sentence in self.notes:
            print(f"  {sentence}")
        print(flush=True)

    def write(self, folder: Path) -> None:
        """Write everything as JSON."""
        folder.mkdir(exist_ok=True)
        versions = {name: _version(name) for name in ("numpy", "scipy", "numba", "rensa", "django", "psycopg", "granian")}
        where = {"python": platform.python_version(), "cpus": os.cpu_count(), "load": os.getloadavg()[0], **versions}
        found = {"engine": self.engine, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "where": where}
        found |= {"rows": [asdict(row) for row in self.rows], "notes": self.notes}
        (folder / f"{self.engine}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def child(name: str, arguments: str, options: str) -> int:
    """What the child process does: one function, once, its figures on the last line."""
    module, _, function = name.partition(":")
    clock = Clock()
    figures = getattr(importlib.import_module(module), function)(clock, *json.loads(arguments), **json.loads(options))
    print(_MARK + json.dumps({"cpu": clock.cpu, "wall": clock.wall, "peak_mb": clock.peak_mb, "figures": figures or {}}))
    return 0


def _in_child(python: str, name: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> dict[str, Any]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
    command = [python, "-m", "benchmarks", "--child", name, json.dumps(arguments), json.dumps(options)]
    environment = {**os.environ, **threads, "PYTHONPATH": path}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    if done.returncode or _MARK not in done.stdout:
        raise RuntimeError(f"{name} failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
    measured: dict[str, Any] = json.loads(done.stdout.rpartition(_MARK)[2])
    return measured


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _reset_peak() -> float:
    """Resident megabytes now, freed memory given back; from here on the kernel counts the peak anew, where it can."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return _peak()
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _status(key: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) / 1024 for line in lines if line.startswith(key)), 0.0)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None
