"""Takes the demo's data away, and nothing else, so that the next start makes it anew."""

from __future__ import annotations

import fcntl
import os
import shutil

from groundswell.kit import home
from groundswell.kit.errors import Refused
from groundswell.ops.installation import say


def reset_demo() -> int:
    """Remove the demo's home; refused while anything still uses it."""
    place = home.data_home(demo=True)
    if not (place / "postgres").exists():
        say("there is no demo to reset: 'groundswell run' makes it.")
        return 0
    handle = os.open(place / "lease", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(place)
    except BlockingIOError as failure:
        raise Refused("The demo is running: stop it with Ctrl-C, then try again.") from failure
    finally:
        os.close(handle)
    say("the demo is as if it had never been: 'groundswell run' makes it anew.")
    return 0
