"""The commands that run the program itself; each imports what it needs only when it is called."""

from __future__ import annotations

import argparse

from groundswell.kit.commands import register


def register_own_commands() -> None:
    """Enter ops' own commands; ops is never discovered twice because the entry point imports it first."""
    register("run", handle=_run, add_arguments=_port, needs="nothing", help="open the living demo campaign in your browser")
    register("serve", handle=_serve, add_arguments=_serving, needs="nothing", help="serve the real campaigns")
    register("worker", handle=_worker, help="run jobs and consumers of the pulse (run and serve start it themselves)")
    register("web", handle=_web, add_arguments=_serving, help="answer requests only (run and serve start it themselves)")
    register("prepare", handle=_prepare, help="bring tables and, with --demo, the demo's content up to date (run does it)")
    register("migrate", handle=_migrate, needs="database", help="bring the tables up to date")


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


def _run(arguments: argparse.Namespace) -> int:
    from groundswell.ops.starting import run_demo

    return run_demo(host=arguments.host, port=arguments.port)


def _serve(arguments: argparse.Namespace) -> int:
    from groundswell.ops.starting import serve

    return serve(host=arguments.host, port=arguments.port, processes=arguments.processes)


def _worker(arguments: argparse.Namespace) -> int:
    from groundswell.ops.worker import work

    return work()


def _web(arguments: argparse.Namespace) -> int:
    from groundswell.ops.web_process import answer_requests

    return answer_requests(host=arguments.host, port=arguments.port, processes=arguments.processes)


def _prepare(arguments: argparse.Namespace) -> int:
    from groundswell.ops.preparing import prepare

    return prepare()


def _migrate(arguments: argparse.Namespace) -> int:
    from groundswell.ops.migrating import migrate_now

    return migrate_now()
