"""English, for readers anywhere: the day before the month, in letters, and 24 hours."""
