"""The doctor's questions to the machine and its settings: disk, mail, what an open server must have set."""

from __future__ import annotations

import os
import shutil
import smtplib
import tempfile

from django.conf import settings
from django.core.mail import get_connection

from groundswell.kit import postgres
from groundswell.ops.findings import Finding, bad, good, warning

_LOW, _VERY_LOW = 2_000_000_000, 300_000_000


def disk(server: postgres.Server) -> Finding:
    """Whether there is room and the home can be written to."""
    free = shutil.disk_usage(server.home).free
    room = f"{free / 1e9:.1f} GB free at {server.home}"
    try:
        with tempfile.TemporaryFile(dir=server.home):
            pass
    except OSError as failure:
        return bad("disk", f"{server.home} cannot be written to: {failure.strerror}", "make room, or give it to this user")
    if free < _VERY_LOW:
        return bad("disk", room, "make room now: PostgreSQL stops when the disk is full")
    if free < _LOW:
        return warning("disk", room, "make room soon")
    return good("disk", room)


def mail(server: postgres.Server) -> Finding:
    """Whether codes to sign in with can be sent; asks the mail server, sends nothing."""
    if settings.DEMO:
        return good("mail", "the demo keeps mail in its mailbox page")
    if not settings.MAIL_READY:
        return bad("mail", "no mail server is set: nobody can sign in by code", "set GROUNDSWELL_MAIL_URL")
    try:
        connection = get_connection()
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as failure:
        return bad("mail", f"the mail server refuses: {type(failure).__name__}", "check GROUNDSWELL_MAIL_URL")
    return good("mail", "the mail server answers")


def doors(server: postgres.Server) -> Finding:
    """Whether what faces the network is set as it must be."""
    key = server.home / "secret-key"
    if not os.environ.get("GROUNDSWELL_SECRET_KEY") and key.exists() and key.stat().st_mode & 0o077:
        return bad("doors", f"others on this machine can read {key}", f"run 'chmod 600 {key}'")
    public = [host for host in settings.ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}]
    if "*" in public and not settings.DEMO:
        return bad("doors", "GROUNDSWELL_HOSTS allows every host name", "name the hosts one by one")
    if public and not settings.SECURE:
        return warning("doors", "cookies also travel unencrypted", "put TLS in front and set GROUNDSWELL_HTTPS=1")
    return good("doors", f"open to {', '.join(public)}" if public else "open to this machine alone")
