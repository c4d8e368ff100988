"""Reads answers: one file per screen or family of reads."""
