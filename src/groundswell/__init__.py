"""Groundswell: campaigning by mass collaboration."""
