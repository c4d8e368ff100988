"""`groundswell run` and `groundswell serve`: checks what must be there, then hands over to the supervisor."""

from __future__ import annotations

import errno
import http.client
import os
import socket
import threading
import time

from groundswell.kit.errors import Refused
from groundswell.ops.installation import connect, say
from groundswell.ops.supervisor import Child, supervise

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def run_demo(*, host: str, port: int) -> int:
    """Open the living demo campaign; its data lies beside the real data and never mixes with it."""
    os.environ.setdefault("GROUNDSWELL_LOGS", "plain")
    if host not in _LOOPBACK:
        say(f"the demo listens on {host}: whoever reaches it can sign in as anyone of its cast.")
        os.environ.setdefault("GROUNDSWELL_HOSTS", "*")
    # The demo serves the feeds of its outlets itself, and the wire really reads them: this one origin is let through.
    os.environ["GROUNDSWELL_FETCH_ALLOW"] = f"{_near(host)}:{port}"
    return _start(host=host, port=port, processes=1, demo=True)


def serve(*, host: str, port: int, processes: int) -> int:
    """Serve the real campaigns; refuse, in words, settings under which that would not be safe."""
    os.environ.setdefault("GROUNDSWELL_LOGS", "json")
    if os.environ.get("GROUNDSWELL_DEMO"):
        raise Refused("GROUNDSWELL_DEMO is set: the demo lets everyone sign in as anyone. Use 'groundswell run', or unset it.")
    hosts = os.environ.get("GROUNDSWELL_HOSTS", "").strip()
    if host not in _LOOPBACK and not hosts:
        raise Refused(
            "Set GROUNDSWELL_HOSTS to the names under which people reach this server (groups.example,www.groups.example)."
        )
    if "*" in hosts:
        raise Refused("GROUNDSWELL_HOSTS must name the hosts one by one: with '*' anyone could forge links in your mails.")
    if not os.environ.get("GROUNDSWELL_MAIL_URL"):
        say("no mail server is set (GROUNDSWELL_MAIL_URL), so nobody can be sent a code to sign in with.")
    if hosts and not os.environ.get("GROUNDSWELL_HTTPS"):
        say("GROUNDSWELL_HTTPS is not set: without it cookies also travel unencrypted. Set it to 1 once TLS is in front.")
    return _start(host=host, port=port, processes=processes, demo=False)


def _start(*, host: str, port: int, processes: int, demo: bool) -> int:
    _refuse_busy_port(host, port)
    if not os.environ.get("GROUNDSWELL_HOSTS", "").strip("* "):
        os.environ.setdefault("GROUNDSWELL_ADDRESS", f"http://{_shown(host)}:{port}")
    server = connect(demo=demo)
    try:
        up = threading.Event()
        web = Child("web server", ["web", "--host", host, "--port", str(port), "--processes", str(processes)])
        # The worker waits for the first page: on a small machine the two would only hold each other up.
        worker = Child("worker", ["worker"], after=up)
        threading.Thread(target=_announce, args=(host, port, up), daemon=True).start()
        return supervise([web, worker], server=server)
    finally:
        server.release()


def _refuse_busy_port(host: str, port: int) -> None:
    """Ask before anything is started: a child's failure to bind would only be seen as a crash."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if host == "localhost" else host, port))
        except OSError as failure:
            raise Refused(_why_not(failure, host, port)) from failure


def _why_not(failure: OSError, host: str, port: int) -> str:
    if failure.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program (perhaps another Groundswell): stop it, or choose one with --port."
    if failure.errno == errno.EACCES:
        return f"Port {port} is for root alone: choose one above 1023 with --port, with a web server in front."
    return f"Cannot listen on {host}, port {port}: {failure.strerror}."


def _announce(host: str, port: int, up: threading.Event) -> None:
    """Say the address once the first page can be had."""
    while not _is_up(host, port):
        time.sleep(0.1)
    say(f"ready at http://{_shown(host)}:{port}  (Ctrl-C stops it)")
    up.set()


def _shown(host: str) -> str:
    return "localhost" if host in _LOOPBACK | {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound


def _near(host: str) -> str:
    """Return where this machine itself reaches what listens on ``host``."""
    return "127.0.0.1" if host in {"localhost", "0.0.0.0"} else host  # noqa: S104 - compared, not bound


def _is_up(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_near(host), port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
