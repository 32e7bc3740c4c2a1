"""The rules of the house that a syntax tree can tell: layers, sizes, names, and what is never written.

Imports run downwards only: `app.py, pages → netdash.ui → domain modules → netdash.store → records, errors`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES, PAGE_LINES, FUNCTION_LINES = 200, 120, 40
BANNED = {"manager", "helper", "helpers", "util", "utils", "process", "handle", "handler", "data"}
GIVEN = {"netdash/store/tiny.py": {"data"}}
"""Names that a library's own interface gives: TinyDB's `Storage.write(data)`."""

LAYERS = ("records", "store", "domain", "commands", "ui", "page")
"""From the bottom to the top. The command line and the screens stand beside each other: neither knows the other."""

AT_HOME = {
    "streamlit": ("ui", "page"),
    "plotly": ("charts",),
    **dict.fromkeys(("tinydb", "psycopg", "psycopg_pool", "orjson", "filelock", "fcntl", "msvcrt"), ("store",)),
}
"""The libraries that only some layers, or one module, may know."""


@dataclass(frozen=True)
class Module:
    """One file, read but not run."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def layer(self) -> str:
        first, *rest = Path(self.name).with_suffix("").parts
        if first != "netdash":
            return "page"
        inside = rest[0] if rest else ""
        homes = {"records": "records", "errors": "records", "store": "store", "ui": "ui"}
        return {**homes, "commands": "commands", "__main__": "commands"}.get(inside, "domain")

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (one for one in ast.walk(self.tree) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)))


def files() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "netdash").rglob("*.py"))]


def imported(module: Module) -> Iterator[str]:
    """Every module that is imported, and everything imported from one, under its full name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = Path(module.name).parent.parts[: 1 - node.level or None] if node.level else ()
            base = ".".join((*package, *filter(None, [node.module])))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer_of(name: str) -> str | None:
    """The layer of an imported name; None where it is somebody else's, or the bare package."""
    parts = name.split(".")
    if parts[0] in ("app", "pages"):
        return "page"
    return Module("/".join(parts), "").layer if parts[0] == "netdash" and len(parts) > 1 else None


def upward_imports(module: Module) -> Iterator[str]:
    for name in imported(module):
        layer = layer_of(name)
        if layer and LAYERS.index(layer) > LAYERS.index(module.layer):
            yield f"imports {name}, which is above it"
        if module.layer in ("ui", "page") and layer == "commands":
            yield f"imports {name}, which is beside it"
        if module.layer == "page" and layer == "store":
            yield f"imports {name} past the services"


def libraries_from_home(module: Module) -> Iterator[str]:
    for library in sorted({name.split(".")[0] for name in imported(module)}):
        home = AT_HOME.get(library)
        if home and not {module.layer, Path(module.name).stem}.intersection(home):
            yield f"imports {library}, which lives in {' and '.join(home)}"


def session_state_from_home(module: Module) -> Iterator[str]:
    nodes = list(ast.walk(module.tree))
    touched = {node.attr for node in nodes if isinstance(node, ast.Attribute)} | set(imported(module))
    if module.layer != "ui" and touched & {"session_state", "streamlit.session_state"}:
        yield "touches session_state, which lives in netdash/ui"


def sizes(module: Module) -> Iterator[str]:
    lines, limit = len(module.text.splitlines()), PAGE_LINES if module.layer == "page" else MODULE_LINES
    if lines > limit:
        yield f"has {lines} lines, {limit} are the most"
    for function in module.functions:
        first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
        length = (function.end_lineno or 0) - first.lineno + 1 + (function.body[0].lineno - function.lineno)
        if length > FUNCTION_LINES:
            yield f"{function.name} has {length} lines, {FUNCTION_LINES} are the most"


def docstrings(module: Module) -> Iterator[str]:
    if not ast.get_docstring(module.tree):
        yield "does not open with a sentence that says what it is for"
    for node in module.tree.body:
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or module.layer == "page":
            continue
        if not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{node.name} has no docstring"


def names(module: Module) -> Iterator[str]:
    used = {Path(module.name).stem}
    given = GIVEN.get(module.name, set())
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            used.add(node.name)
        elif isinstance(node, ast.arg):
            used.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            used.add(node.id)
    for name in sorted(used - given):
        if name.strip("_").lower() in BANNED or name.lower().endswith(("manager", "helper", "utils", "_data")):
            yield f"calls something {name}, which says nothing"


def never_written(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"line {node.lineno}: a bare except"
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield f"line {node.value.lineno}: unsafe_allow_html"


Rule = Callable[[Module], Iterator[str]]
RULES: tuple[Rule, ...] = (
    upward_imports,
    libraries_from_home,
    session_state_from_home,
    sizes,
    docstrings,
    names,
    never_written,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_keeps_the_rules_of_the_house(path, rule):
    module = Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    assert list(rule(module)) == []


def test_the_files_of_every_layer_are_found():
    layers = {Module(path.relative_to(ROOT).as_posix(), "").layer for path in files()}
    assert layers == set(LAYERS)


LONG_FUNCTION = "def long() -> None:\n    '''Do it.'''\n" + "    print()\n" * FUNCTION_LINES
BREACHES: list[tuple[Rule, str, str, str]] = [
    (upward_imports, "netdash/contacts.py", "from netdash.ui.session import Visit", "netdash.ui.session"),
    (upward_imports, "netdash/contacts.py", "from netdash import trash, ui", "netdash.ui"),
    (upward_imports, "netdash/contacts.py", "def late():\n    import netdash.ui", "netdash.ui"),
    (upward_imports, "netdash/store/tiny.py", "from netdash.meetings import find", "netdash.meetings"),
    (upward_imports, "netdash/store/tiny.py", "from .. import meetings", "netdash.meetings"),
    (upward_imports, "netdash/records/base.py", "from ..store import Workspace", "netdash.store"),
    (upward_imports, "netdash/errors.py", "import netdash.rules", "netdash.rules"),
    (upward_imports, "netdash/ui/forms.py", "from pages import navigation", "pages.navigation"),
    (upward_imports, "pages/people.py", "from netdash.store import open_file", "past the services"),
    (upward_imports, "netdash/contacts.py", "from netdash.commands import line", "netdash.commands"),
    (upward_imports, "netdash/commands/line.py", "from netdash.ui import session", "netdash.ui"),
    (upward_imports, "netdash/__main__.py", "from netdash.ui import session", "netdash.ui"),
    (upward_imports, "netdash/ui/session.py", "from netdash.commands import deployment", "beside it"),
    (libraries_from_home, "netdash/commands/line.py", "import streamlit as st", "streamlit"),
    (libraries_from_home, "netdash/contacts.py", "import streamlit as st", "streamlit"),
    (libraries_from_home, "netdash/exchange/mail.py", "from streamlit.components import v2", "streamlit"),
    (libraries_from_home, "netdash/store/tiny.py", "import streamlit", "streamlit"),
    (libraries_from_home, "netdash/exchange/backup.py", "import orjson", "orjson"),
    (libraries_from_home, "netdash/ui/session.py", "from tinydb import TinyDB", "tinydb"),
    (libraries_from_home, "pages/insights.py", "import plotly.express as px", "plotly"),
    (session_state_from_home, "pages/people.py", "st.session_state['x'] = 1", "session_state"),
    (session_state_from_home, "app.py", "from streamlit import session_state", "session_state"),
    (session_state_from_home, "netdash/store/tiny.py", "st.session_state.x = 1", "session_state"),
    (sizes, "netdash/contacts.py", "\n" * (MODULE_LINES + 1), "201 lines"),
    (sizes, "pages/people.py", "\n" * (PAGE_LINES + 1), "121 lines"),
    (sizes, "netdash/contacts.py", LONG_FUNCTION, "long has 41"),
    (docstrings, "netdash/contacts.py", "x = 1", "does not open"),
    (docstrings, "netdash/contacts.py", "'''What for.'''\ndef find(): ...", "find has no docstring"),
    (names, "netdash/utils.py", "", "utils"),
    (names, "netdash/contacts.py", "class ContactManager: ...", "ContactManager"),
    (names, "netdash/contacts.py", "def find(data): ...", "data"),
    (names, "netdash/contacts.py", "for handle in (): ...", "handle"),
    (never_written, "pages/people.py", "try:\n    x\nexcept:\n    pass", "bare except"),
    (never_written, "pages/people.py", "st.markdown('<b>', unsafe_allow_html=True)", "unsafe_allow_html"),
]


@pytest.mark.parametrize(("rule", "name", "text", "said"), BREACHES)
def test_a_breach_is_found(rule, name, text, said):
    assert [breach for breach in rule(Module(name, text)) if said in breach]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pages/people.py", "'''The people.'''\nimport streamlit as st\nfrom netdash.ui import session\n"),
        ("netdash/ui/forms.py", "'''Forms.'''\nimport streamlit as st\nst.session_state.x = 1\n"),
        (
            "netdash/charts.py",
            "'''Charts.'''\nimport plotly.graph_objects as go\nfrom netdash.store import Workspace\n",
        ),
        ("netdash/store/tiny.py", "'''A store.'''\nfrom netdash.records import Record\nfrom netdash import errors\n"),
        (
            "netdash/exchange/mail.py",
            "'''Mail.'''\nfrom netdash import contacts\nfrom netdash.errors import GoneError\n",
        ),
    ],
)
def test_what_is_allowed_is_no_breach(name, text):
    assert [breach for rule in RULES for breach in rule(Module(name, text))] == []
