#!/usr/bin/env python3
"""Django's own commands, on the same database as `groundswell`."""

from groundswell.ops.cli import django_command

if __name__ == "__main__":
    django_command()
