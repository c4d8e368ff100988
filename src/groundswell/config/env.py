"""Reads what the installation says in its environment; every variable the program knows is named here."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether a variable says yes."""
    return os.environ.get(name, "1" if default else "").lower() in {"1", "true", "yes", "on"}


def word(name: str) -> str:
    """Return a variable as it is given, without spaces around it."""
    return os.environ.get(name, "").strip()


def words(name: str, *, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, *, default: int) -> int:
    """Return a variable as a whole number."""
    given = os.environ.get(name, "")
    return int(given) if given.isdigit() else default


def database() -> dict[str, Any]:
    """Return Django's settings for the database: GROUNDSWELL_DSN (the started embedded server) or DATABASE_URL."""
    dsn = os.environ.get("DATABASE_URL") or os.environ.get("GROUNDSWELL_DSN") or ""
    parts = conninfo_to_dict(dsn) if dsn else {}
    options = {
        key: value for key, value in parts.items() if key not in {"host", "port", "user", "password", "dbname", "options"}
    }
    return {
        "ENGINE": "groundswell.kit.backend",
        "NAME": parts.get("dbname", "groundswell"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**options},
    }


def secret_key(home: Path | None) -> str:
    """Return GROUNDSWELL_SECRET_KEY, else the key kept in the home, made on first use and readable by its owner alone."""
    if given := os.environ.get("GROUNDSWELL_SECRET_KEY"):
        return given
    if home is None or not home.is_dir():
        return secrets.token_urlsafe(48)
    path = home / "secret-key"
    if not path.exists():
        # Whole or not at all: two commands may begin at once, and one may be killed while it writes.
        fresh = home / f".secret-key.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        if os.geteuid() == 0:  # root looks after someone else's installation
            os.chown(fresh, home.stat().st_uid, home.stat().st_gid)
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()


def home() -> Path | None:
    """Return GROUNDSWELL_HOME, where files live, when it is set (the commands set it before Django starts)."""
    given = os.environ.get("GROUNDSWELL_HOME")
    return Path(given) if given else None


def site(hosts: list[str], *, secure: bool) -> str:
    """Return GROUNDSWELL_ADDRESS without a slash at its end, else the first name that people reach this server by."""
    given = os.environ.get("GROUNDSWELL_ADDRESS", "").strip().rstrip("/")
    return given or f"{'https' if secure else 'http'}://{next((host for host in hosts if host != '*'), 'localhost')}"


def mail() -> dict[str, Any]:
    """Return mail settings from GROUNDSWELL_MAIL_URL; none set means no mail.

    ``smtps://`` is encrypted from the first byte (port 465); ``smtp+tls://`` from the second (port 587); so is ``smtp://``
    when a password or port 587 is in it, for a password never travels in the clear; else it is a plain relay nearby (port 25).
    """
    given = os.environ.get("GROUNDSWELL_MAIL_URL", "").strip()
    if not given:
        return {}
    parts = urlsplit(given)
    tls = parts.scheme == "smtp+tls" or (parts.scheme == "smtp" and (bool(parts.password) or parts.port == 587))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587 if tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": tls,
        "EMAIL_TIMEOUT": 15,
    }
