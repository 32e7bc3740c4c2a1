"""Run one suite of measurements by its name."""

from __future__ import annotations

import sys
from importlib import import_module

SUITES = {
    "store": "what the workspace file costs, against stock TinyDB, SQLite and the raw limit; or --postgres",
    "queue": "what the action queue costs, against reading the same records with Python's json",
    "find": "what finding anything costs the server, as the box opens and as one types into it",
    "load": "1, 20 and 100 members at once, on one server process and on three",
    "path": "what four things that people do run through: modules, moves between them, looks at the file",
    "pages": "what a rerun of each page costs the server, against the app anyone would write first; and the first page",
}


def main(arguments: list[str]) -> int:
    """Run the suite that is asked for, or say which there are."""
    if not arguments or arguments[0] not in SUITES:
        print("python -m tests.bench SUITE [options], where SUITE is one of")
        print("\n".join(f"  {name}: {what}" for name, what in SUITES.items()))
        return 2
    return int(import_module(f"tests.bench.{arguments[0]}").main(arguments[1:]))


sys.exit(main(sys.argv[1:]))
