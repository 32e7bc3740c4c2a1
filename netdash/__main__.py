"""The command line: `python -m netdash` says which commands there are."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from netdash.cli.main import main

STOPPED = 130
"""What a shell says of a program that Ctrl+C stopped."""


def run() -> int:
    """Run the command line as a program of its own, whatever becomes of its output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal of the last century knows no typographic quotes
            stream.reconfigure(errors="replace")
    try:
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(run())
