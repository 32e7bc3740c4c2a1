"""The command line: `python -m netdash` says which commands there are."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from netdash.cli.main import main

STOPPED = 130
"""The exit code that shells give a program stopped with Ctrl+C."""


def run() -> int:
    """Run the command line, and survive an interrupt or a reader that stops reading the output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # some terminals cannot show typographic quotes
            stream.reconfigure(errors="replace")
    try:
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever read the output stopped reading
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(run())
