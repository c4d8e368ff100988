"""The refusals of this room that a page answers with more than their words."""

from __future__ import annotations

from groundswell.kit.errors import Refused
from groundswell.responses.models import Version, WorkingCopy


class Stale(Refused):
    """Someone else saved in between; ``copy`` is what stands now. Whoever sees this keeps both texts in sight."""

    def __init__(self, message: str, *, copy: WorkingCopy) -> None:
        super().__init__(message)
        self.copy = copy


class Unchanged(Refused):
    """These words are published already, as ``version``."""

    def __init__(self, message: str, *, version: Version) -> None:
        super().__init__(message)
        self.version = version
