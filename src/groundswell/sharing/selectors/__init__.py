"""Reads links and chains: one file a screen."""
