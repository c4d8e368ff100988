"""A server that is told to stop does so although pages are open; the pages are let go and connect anew elsewhere."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[3]


def _connect(path: str, server: subprocess.Popen[bytes]) -> socket.socket:
    for _ in range(300):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(path)
            return line
        except OSError:
            line.close()
            assert server.poll() is None, "the server did not start"
            time.sleep(0.1)
    raise AssertionError("the server did not listen")


def test_open_pages_do_not_hold_a_server_that_stops(ellery: Cast) -> None:
    with tempfile.TemporaryDirectory(prefix="gs-") as folder:
        path = f"{folder}/web.sock"
        command = [sys.executable, "-m", "granian", "--interface", "asgi", "--uds", path, "groundswell.config.asgi:application"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            pages = [_connect(path, server) for _ in range(3)]
            for page in pages:
                page.settimeout(30)
                page.sendall(b"GET /ellery/live?room=story:1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            for page in pages:
                assert b"200 OK" in page.recv(4096)
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=30) == 0
            for page in pages:
                while page.recv(4096):
                    pass
                page.close()
        finally:
            if server.poll() is None:
                server.kill()
                server.wait()
