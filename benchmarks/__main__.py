"""Runs the benchmarks, prints one table and writes JSON to benchmarks/results.

    python -m benchmarks                 every engine
    python -m benchmarks stories web     these

**To add one**, put a module `benchmarks/ENGINE.py` here with a function

    def run(report: Report) -> None

It is found by that function; there is no list to keep. `report` offers

    report.measure(case, peer, function, *arguments, repeat=3, **options)
        Runs `function` (of a module in this folder, found by name) `repeat` times, each in a child process of its own,
        and reports the medians. The function's first argument is a `Clock`; it makes its data, then does the work
        under `with clock:`; only that is timed, and memory is counted above what was there when it began. What it
        returns is a dict of figures of quality (kept in the JSON); its key "quality", if any, is the text shown in the
        table. Arguments are JSON. `peer` is "groundswell" for our own.
        With `size=("fit", n)` the row is also a point of the picture of the family "fit".
    report.curve(title, across, up, {name: [(x, y), ...]})
        Any other curves. With PLOTS=1 in the environment pictures are drawn into benchmarks/results.
    report.add(case, peer, cpu=, wall=, peak_mb=, quality=, **more)
        For what is measured in another way (a server under load); leave out what was not measured.
        With `among="stories"` the function runs in the environment of peers `.peers/stories`, which `bin/peers stories`
        makes of `requirements/peers-stories.txt`; where it was not made, the peer is named as absent.
    report.absent(case, peer, why)
        A peer that is not installed here is named all the same.
    report.data(*parts)
        A path in the folder of real data (environment variable GROUNDSWELL_DATA, by default ../shared/data beside the
        project), or None, in which case a sentence is already in the report: return.

`ratio` in the table is the peer's CPU time over ours in the same case. Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import signal
import sys
from pathlib import Path

from benchmarks.report import Report, child

HERE = Path(__file__).resolve().parent


def engines() -> list[str]:
    """Every module in this folder that has a `run`."""
    names = (module.name for module in pkgutil.iter_modules([str(HERE)]))
    texts = ((name, HERE / f"{name}.py") for name in names)
    return [name for name, path in texts if path.exists() and "\ndef run(report" in path.read_text(encoding="utf-8")]


def main() -> int:
    """Run the engines asked for; an engine that fails is named and the others go on."""
    if sys.argv[1:2] == ["--child"]:
        return child(*sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures beside the peers.")
    parser.add_argument("engine", nargs="*", metavar="ENGINE", help=f"one of: {', '.join(engines())}; all by default")
    wanted = parser.parse_args().engine or engines()
    unknown = sorted(set(wanted) - set(engines()))
    if unknown:
        parser.error(f"no engine {', '.join(unknown)}; there are: {', '.join(engines())}")
    # Stopped, it ends as after a fault: what an engine started (servers, databases, folders) is put away by it.
    signal.signal(signal.SIGTERM, _stopped)
    failed = 0
    for name in wanted:
        report = Report(name)
        try:
            importlib.import_module(f"benchmarks.{name}").run(report)
        except Exception as error:
            failed += 1
            report.note(f"stopped: {type(error).__name__}: {error}")
        if os.environ.get("PLOTS") == "1":
            report.draw(HERE / "results")
        report.show()
        report.write(HERE / "results")
    return 1 if failed else 0


def _stopped(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
