"""Groundswell: campaigning by mass collaboration."""

__version__ = "0.1.0"
