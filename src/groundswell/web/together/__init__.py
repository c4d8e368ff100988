"""Answers written together: a line both ways for each writer, stored before it is acknowledged."""

from groundswell.web.together.door import is_together
from groundswell.web.together.endpoint import together

__all__ = ["is_together", "together"]
