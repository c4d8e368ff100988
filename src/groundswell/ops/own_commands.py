"""The commands that run the program itself; each imports what it needs only when it is called."""

from __future__ import annotations

import argparse
from pathlib import Path

from groundswell.kit.commands import register


def register_own_commands() -> None:
    """Enter ops' own commands; ops is never discovered twice because the entry point imports it first."""
    register("run", handle=_run, add_arguments=_port, needs="nothing", help="open the living demo campaign in your browser")
    register("reset-demo", handle=_reset_demo, needs="nothing", help="forget everything that happened in the demo")
    register("serve", handle=_serve, add_arguments=_serving, needs="nothing", help="serve the real campaigns")
    register("worker", handle=_worker, help="run jobs and consumers of the pulse (run and serve start it themselves)")
    register(
        "web",
        handle=_web,
        add_arguments=_serving,
        needs="nothing",
        help="answer requests only (run and serve start it themselves)",
    )
    register("prepare", handle=_prepare, help="bring tables and, with --demo, the demo's content up to date (run does it)")
    register("migrate", handle=_migrate, needs="database", help="bring the tables up to date")
    register("doctor", handle=_doctor, add_arguments=_as_json, needs="database", help="check everything and say what to do")
    register(
        "backup", handle=_backup, add_arguments=_backing_up, needs="database", help="write database and files into one file"
    )
    register("restore", handle=_restore, add_arguments=_restoring, needs="database", help="put a backup back")
    register(
        "restamp",
        handle=_restamp,
        needs="database",
        help="mend the pulse after the database was moved by other means than restore",
    )


def _port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port_number, default=8000)
    parser.add_argument("--host", default="localhost", help="the address to listen on (0.0.0.0: every network)")


def _port_number(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")


def _serving(parser: argparse.ArgumentParser) -> None:
    _port(parser)
    parser.add_argument("--processes", type=int, default=1, metavar="N", help="web processes (about one a core)")


def _as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def _backing_up(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--overwrite", action="store_true", help="replace FILE if it is there")


def _restoring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help="replace what is there; without it only an empty home is filled")


def _run(arguments: argparse.Namespace) -> int:
    from groundswell.ops.starting import run_demo

    return run_demo(host=arguments.host, port=arguments.port)


def _reset_demo(arguments: argparse.Namespace) -> int:
    from groundswell.ops.resetting import reset_demo

    return reset_demo()


def _serve(arguments: argparse.Namespace) -> int:
    from groundswell.ops.starting import serve

    return serve(host=arguments.host, port=arguments.port, processes=arguments.processes)


def _worker(arguments: argparse.Namespace) -> int:
    from groundswell.ops.worker import work

    return work()


def _web(arguments: argparse.Namespace) -> int:
    from groundswell.ops.web_process import answer_requests

    return answer_requests(demo=arguments.demo, host=arguments.host, port=arguments.port, processes=arguments.processes)


def _prepare(arguments: argparse.Namespace) -> int:
    from groundswell.ops.preparing import prepare

    return prepare()


def _migrate(arguments: argparse.Namespace) -> int:
    from groundswell.ops.migrating import migrate_now

    return migrate_now()


def _doctor(arguments: argparse.Namespace) -> int:
    from groundswell.ops.doctor import examine

    return examine(as_json=arguments.json)


def _backup(arguments: argparse.Namespace) -> int:
    from groundswell.ops.backup import back_up

    return back_up(arguments.file, overwrite=arguments.overwrite)


def _restore(arguments: argparse.Namespace) -> int:
    from groundswell.ops.restore import restore

    return restore(arguments.file, replace=arguments.replace)


def _restamp(arguments: argparse.Namespace) -> int:
    from groundswell.ops.restamping import restamp_now

    return restamp_now()
