"""The command line: `python -m netdash` says which commands there are."""

from __future__ import annotations

import sys

from netdash.commands.line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
