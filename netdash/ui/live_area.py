"""A labelled box for longer text that reaches the server while the person types.

The protocol. The server numbers what *it* puts in the box: `box` names one session's box, `n`
counts its revisions, `forced` is the last one made by `set_text`. The browser answers with a
text and the revision it was typed on; an answer to a revision before the forced one is ignored, so
a late message cannot bring back what was cleared. The browser takes a newer revision into the box,
but one that is not forced never over what the server had not heard, and never an echo; an echo of
exactly its own text is the acknowledgement that lets its copy go, and without one it sends the text
again. A session that begins after a restart (another `box`) takes
over what it is told first, and the browser corrects it where that is not what the person sees.
"""

from __future__ import annotations

import secrets
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

from netdash.ui.components import component, plain_inputs
from netdash.ui.markdown import escaped

_HTML = """
<div class="top">
  <label for="text"></label>
  <button type="button" class="hint" aria-describedby="tip" hidden>?</button>
  <p class="tip" id="tip" role="tooltip"></p>
</div>
<div class="frame"><textarea id="text" rows="1" aria-describedby="tip"></textarea></div>
<p class="unanswered" role="status" hidden>
  netdash does not answer at the moment. What you type is kept here, and sent again by itself.
</p>
"""


class _Box(TypedDict):
    """What a session remembers of one box; a plain dict, as reloaded modules change their classes."""

    box: str
    n: int
    forced: int
    shown: int
    text: str
    value: str | None
    touched: bool
    said: dict[str, Any] | None


def live_area(
    label: str,
    key: str,
    *,
    value: str = "",
    height: int = 130,
    placeholder: str = "",
    help: str = "",
    copy_as: str = "",
) -> str:
    """Draw the box and return its text; the height is in pixels, with the label, as in `st.text_area`.

    `value` fills a box nobody has typed in. What was typed stays for the session, across pages
    too, until `set_text`. `copy_as` tells the browser's copies of different workspaces apart;
    empty means no copy outside this tab.
    """
    if plain_inputs():
        _hear_plain(key)
    box = _box(key, value)
    if plain_inputs():
        return _draw_plain(box, label, key, height=height, placeholder=placeholder or None, help=help or None)
    properties: dict[str, str | int | None] = {name: box[name] for name in ("box", "n", "forced", "text")}
    properties |= {"label": label, "height": height, "placeholder": placeholder, "help": help}
    properties |= {"name": key, "copy": f"netdash/{copy_as}/{key}" if copy_as else None}
    component(Path(__file__), _HTML)(key=key, data=properties, on_typed_change=partial(_hear, key))
    # Streamlit runs no callback for a message that comes with a box's first draw.
    _hear(key)
    box["shown"] = box["n"]
    return box["text"]


def set_text(key: str, text: str | None) -> None:
    """Put this text in the box when it is drawn next, over anything typed; None starts over from `value`."""
    box = st.session_state.setdefault(_name(key), _new_box(""))
    box["n"] = box["forced"] = box["n"] + 1
    box["text"] = _clean(text or "")
    box["value"] = "" if text is None else None
    box["touched"] = False


def offer_text(key: str, text: str) -> None:
    """Put this text in the box when it is drawn next, but never over what is being typed meanwhile."""
    forced = st.session_state.setdefault(_name(key), _new_box(""))["forced"]
    set_text(key, text)
    st.session_state[_name(key)]["forced"] = forced


def typed(key: str) -> str | None:
    """Return what is in a box before it is drawn, the last word from the browser included; None for a new box."""
    box: _Box | None = st.session_state.get(_name(key))
    if box is None:
        return None
    if plain_inputs():
        _hear_plain(key)
    else:
        _hear(key)
    return box["text"]


def last_said(key: str) -> str | None:
    """Return the text that the browser sent last, which may have been set over since; None where it sent none."""
    box: _Box | None = st.session_state.get(_name(key))
    message = box["said"] if box else None
    return None if message is None else _clean(str(message.get("text", "")))


def start_all_over() -> None:
    """Let every box of this session start over from its `value`, over anything typed."""
    for name in list(st.session_state):
        if str(name).startswith(_name("")):
            set_text(str(name).removeprefix(_name("")), None)


def _box(key: str, value: str) -> _Box:
    value = _clean(value)
    box: _Box | None = st.session_state.get(_name(key))
    if box is None:
        box = st.session_state[_name(key)] = _new_box(value)
    follows = box["value"] not in (None, value) and not box["touched"]
    if follows and box["text"] != value:
        box["n"] += 1
        box["text"] = value
    box["value"] = value
    return box


def _new_box(value: str) -> _Box:
    return _Box(box=secrets.token_hex(6), n=0, forced=0, shown=-1, text=value, value=value, touched=False, said=None)


def _hear(key: str) -> None:
    box: _Box = st.session_state[_name(key)]
    message = dict(st.session_state.get(key) or {}).get("typed")
    if not isinstance(message, dict):
        return
    # After a restart the browser's last word comes with the first message, perhaps a click on Save.
    restarted = box["shown"] < 0 and box["forced"] == 0
    fresh = message != box.get("said") and message.get("box") == box["box"] and message.get("n", -1) >= box["forced"]
    box["said"] = message
    if restarted or fresh:
        box["text"] = _clean(str(message.get("text", "")))
        box["touched"] = True


def _hear_plain(key: str) -> None:
    """Take what was typed into Streamlit's own input, before the box follows anything."""
    box: _Box | None = st.session_state.get(_name(key))
    if box is None or key not in st.session_state or box["shown"] != box["n"]:
        return
    text = _clean(st.session_state[key])
    box["touched"] |= text != box["text"]
    box["text"] = text


def _draw_plain(box: _Box, label: str, key: str, **looks: Any) -> str:
    if box["shown"] != box["n"] or key not in st.session_state:
        st.session_state[key] = box["text"]
        box["shown"] = box["n"]
    text = _clean(st.text_area(escaped(label), key=key, **looks))
    box["text"] = text
    return text


def _name(key: str) -> str:
    return f"live_area/{key}"


def _clean(text: str) -> str:
    # As a browser's box has it: bare line feeds, and no half of a character that no file can hold.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
