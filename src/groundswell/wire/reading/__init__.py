"""Reads files of news entries (TSV, CSV, JSONL) line by line: a broken line is named and passed over, never fatal."""
