"""Streamlit's own command beside a sampler, which tells whose code the pages run; SAMPLES_FILE names where it says so.

A thousand times a second it looks where the script is. The innermost frame that is netdash's or Streamlit's decides:
a library that netdash calls counts as netdash's own, and what Streamlit does for netdash as Streamlit's.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

import streamlit
from streamlit.web.cli import main

from tests.servers import ROOT

OWN, STREAMLITS = "own", "streamlit"
EVERY_S = 0.001
PLACES = {
    str(ROOT / "netdash"): OWN,
    str(ROOT / "pages"): OWN,
    str(ROOT / "app.py"): OWN,
    str(Path(streamlit.__file__).parent): STREAMLITS,
}


def whose(frame: FrameType | None) -> str | None:
    """Return whose the innermost frame is that is netdash's or Streamlit's; None where none is."""
    while frame is not None:
        file = frame.f_code.co_filename
        for place, owner in PLACES.items():
            if file.startswith(place):
                return owner
        frame = frame.f_back
    return None


def share(samples: dict[str, int]) -> float:
    """Return how much of a script's time is netdash's own, between 0 and 1."""
    return samples.get(OWN, 0) / max(1, sum(samples.values()))


def _sample(file: Path) -> None:
    counts: Counter[str] = Counter()
    running = False
    while True:
        time.sleep(EVERY_S)
        scripts = {thread.ident for thread in threading.enumerate() if thread.name.startswith("ScriptRunner")}
        frames = [frame for ident, frame in sys._current_frames().items() if ident in scripts]
        counts.update(owner for owner in map(whose, frames) if owner)
        if running and not frames:
            whole = file.with_suffix(".new")
            whole.write_text(json.dumps(counts))
            whole.replace(file)  # whoever reads it meanwhile gets the one or the other
        running = bool(frames)


if __name__ == "__main__":
    sys.setswitchinterval(EVERY_S / 2)  # else the sampler would wait for its turn, mostly until the script waits too
    threading.Thread(target=_sample, args=(Path(os.environ["SAMPLES_FILE"]),), daemon=True).start()
    sys.argv[0] = "streamlit"
    main()
