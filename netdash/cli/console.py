"""What a command says: what it did on standard output, what is wrong on standard error."""

from __future__ import annotations

import sys
from urllib.parse import unquote

from netdash.store import OWNER


class Voice:
    """Says things, or only what is wrong where it is to be quiet; remembers whether anything was."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self.wrong = 0

    def say(self, sentence: str) -> None:
        """Say what was done."""
        if not self._quiet:
            print(sentence, flush=True)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; the command then ends with 1."""
        self.wrong += 1
        print(f"netdash: {sentence}", file=sys.stderr, flush=True)


def shown(name: str) -> str:
    """Return the words for a workspace's name: the member's address, or whose it is."""
    return "the owner’s workspace" if name == OWNER else unquote(name)
