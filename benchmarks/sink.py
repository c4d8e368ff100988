"""A mail server on 127.0.0.1 that takes everything and keeps what came, for whom and when; a process of its own."""

from __future__ import annotations

import asyncio
import email
import email.policy
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that came."""

    at: float  # on the machine's monotonic clock
    to: str
    subject: str
    text: str
    stop: str  # the address of List-Unsubscribe
    one_click: bool
    cost: int  # bytes


class Sink:
    """The mail server as the benchmark sees it."""

    def __init__(self, line: Connection, port: int) -> None:
        self._line, self.port = line, port

    def count(self) -> int:
        """Return how many mails came so far."""
        self._line.send("count")
        return int(self._line.recv())

    def mails(self) -> list[Mail]:
        """Return every mail that came so far, in order."""
        self._line.send("mails")
        return [_read(*one) for one in self._line.recv()]


@contextmanager
def mail_server() -> Iterator[Sink]:
    """Take mails for the length of a block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Sink(ours, ours.recv())
        ours.send("stop")
        process.join(10)
    finally:
        if process.is_alive():
            process.kill()


Kept = tuple[float, str, bytes]


def _read(at: float, to: str, whole: bytes) -> Mail:
    said = email.message_from_bytes(whole, policy=email.policy.default)
    body = said.get_body(("plain",))
    stop = str(said.get("List-Unsubscribe", "")).strip("<> ")
    one_click = said.get("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    text = body.get_content() if body is not None else ""
    return Mail(at, to, str(said.get("Subject", "")), text, stop, one_click, len(whole))


def _serve(line: Connection) -> None:
    asyncio.run(_answer(line))


async def _answer(line: Connection) -> None:
    kept: list[Kept] = []
    server = await asyncio.start_server(lambda reader, writer: _talk(reader, writer, kept), "127.0.0.1", 0, limit=2**20)
    line.send(server.sockets[0].getsockname()[1])
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    def asked() -> None:
        try:
            what = line.recv()
        except EOFError:
            what = "stop"
        if what == "stop":
            loop.remove_reader(line.fileno())
            over.set()
        else:
            line.send(len(kept) if what == "count" else kept)

    loop.add_reader(line.fileno(), asked)
    await over.wait()


async def _talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, kept: list[Kept]) -> None:
    """Speak as much SMTP as a client asks for."""
    writer.write(b"220 sink\r\n")
    to = ""
    while said := (await reader.readline()).strip():
        verb = said[:4].upper()
        if verb == b"RCPT":
            to = said.partition(b":")[2].split()[0].strip(b"<>").decode()
        elif verb == b"DATA":
            writer.write(b"354 go on\r\n")
            whole = await reader.readuntil(b"\r\n.\r\n")
            kept.append((time.monotonic(), to, whole[:-3]))
        writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
        if verb == b"QUIT":
            break
    writer.close()
