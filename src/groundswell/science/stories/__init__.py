"""News items into stories as they arrive: :class:`StoryStream` and what it answers."""

from groundswell.science.stories.assignment import Assignment, Reason
from groundswell.science.stories.stream import StoryStream

__all__ = ["Assignment", "Reason", "StoryStream"]
