"""Asks the socket instead of the server whether a connection lives; leaves the last savepoint to the commit."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The same connection as Django's in all else."""

    # Set at the end of a deed whose transaction commits right after it: COMMIT releases its savepoint just as well.
    leaves_savepoint = False

    def is_usable(self) -> bool:
        """Whether the server is still there. A line that has hung up can be read from; one that is silent has not."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return bool(super().is_usable()) if line.poll(0) else True

    def _savepoint_commit(self, sid: str) -> None:
        if self.leaves_savepoint:
            self.leaves_savepoint = False
            return
        super()._savepoint_commit(sid)  # type: ignore[misc]
