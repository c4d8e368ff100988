"""Lets the supervisor start its children by `python -m groundswell.ops`, whichever way it was started itself."""

import sys

from groundswell.ops.cli import main

if __name__ == "__main__":
    sys.exit(main())
