"""Turns away a request whose files are far larger than anything a page asks for, before a byte of it is stored."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Over the largest file a page takes (10 MB), so that one that is a little too large is refused in words, at its field.
MOST_BYTES = 25_000_000


class CappedUpload(FileUploadHandler):
    """Looks at the size the request says it has; the server reads no more than that."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse what is too large as a whole."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand every piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next."""
