"""Pages to print: one self-contained HTML file each, from a template beside the module that fills it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from netdash.text_search import plain

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
"""Values are escaped; a value that a template names and nobody gives is an error."""


def page(template: str, **values: object) -> str:
    """Fill a template, named by its path in the package (`pitch/card.html`); each extends `printing.html`."""
    return _TEMPLATES.get_template(template).render(values)


def file_name(*words: str, ending: str = "html") -> str:
    """Name a file in letters that every system accepts: `pitch-data-teams.html`."""
    ascii_only = plain(" ".join(words)).encode("ascii", "ignore").decode()
    parts = "".join(letter if letter.isalnum() else " " for letter in ascii_only).split()
    return f"{'-'.join(parts)[:60].rstrip('-')}.{ending}"
