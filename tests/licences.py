"""Writes docs/licences.md: what netdash runs on, each with its licence. Run as `python -m tests.licences`."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.servers import ROOT

DOCUMENT = ROOT / "docs" / "licences.md"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[^\]]*)\])?(?P<rest>[^#]*)")
_EXTRA = re.compile(r"""extra\s*==\s*["'](?P<extra>[^"']+)["']""")
_LONG = 60
"""Some packages put the whole text of a licence where its name belongs."""


def required() -> dict[str, set[str]]:
    """Return the names in requirements.txt, in their plain form, each with the extras asked for."""
    lines = (line for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#"))
    return {plain(name): extras for name, extras, _ in map(_parts, lines)}


def plain(name: str) -> str:
    """Return a package's name as an index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, Distribution]:
    """Return all that the requirements bring, themselves among it, as far as it is installed here."""
    found: dict[str, Distribution] = {}
    waiting = list(required().items())
    while waiting:
        name, extras = waiting.pop()
        try:
            one = distribution(name)
        except PackageNotFoundError:  # for another system, or an extra that nobody asked for
            continue
        if name in found and not extras:
            continue
        found[name] = one
        for wanted, theirs, marker in map(_parts, one.requires or ()):
            asked = _EXTRA.search(marker)
            if (asked is None or asked["extra"] in extras) and plain(wanted) not in found:
                waiting.append((plain(wanted), theirs))
    return dict(sorted(found.items()))


def licence(one: Distribution) -> str:
    """Return a package's licence as it names it itself."""
    told = one.metadata
    said = (*(told.get_all("License-Expression") or ()), *(told.get_all("License") or ()), "")[0]
    if said and len(said) <= _LONG and "\n" not in said:
        return str(said)
    classes = [each.rpartition(" :: ")[2] for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    return ", ".join(classes) or said.partition("\n")[0][:_LONG] or "not said"


def table() -> str:
    """Return the rows of the document."""
    direct = required()
    rows = (
        f"| {'**' * (name in direct)}{name}{'**' * (name in direct)} | {licence(one)} |"
        for name, one in installed().items()
    )
    return "\n".join(rows)


def _parts(requirement: str) -> tuple[str, set[str], str]:
    match = _REQUIREMENT.match(requirement)
    assert match, requirement
    return match["name"], set(filter(None, (match["extras"] or "").replace(" ", "").split(","))), match["rest"]


TEXT = """# Licences of what netdash runs on

netdash itself comes under the [MIT licence](../LICENSE). These are the packages that `requirements.txt` names (bold),
and those that they bring along, each with the licence that it names itself. `python -m tests.licences` wrote it in an
environment in which the requirements are installed; on another system a few may differ.

| Package | Licence |
|---|---|
{}

Their known weaknesses are looked up with `pip-audit --requirement requirements.txt`, on every change and once a week
([workflow](../.github/workflows/checks.yml)). It needs the lists of weaknesses, which cannot be reached everywhere that
`.ci/run` runs, and so is no part of that.
"""

if __name__ == "__main__":
    DOCUMENT.write_text(TEXT.format(table()), "utf-8")
