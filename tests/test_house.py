"""What import-linter cannot say of the code: sizes, names, what pages leave to others, what is never written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES, PAGE_LINES, FUNCTION_LINES = 300, 120, 40
SAYING_NOTHING = ("manager", "helper", "utils", "_data")
BANNED = {"manager", "helper", "helpers", "util", "utils", "process", "handle", "handler", "data"}
NOT_FOR_PAGES = {"plotly", "tinydb", "psycopg", "psycopg_pool", "orjson", "filelock"}
DATES = {"%H:%M", "%B", "%b", "YYYY-MM-DD", "D MMM YYYY"}
"""What only `date_style` writes: whoever reads it may write dates another way."""
GIVEN = {"netdash/store/tiny.py": {"data"}, "netdash/feedback/packet.py": {"data", "handle_data"}}
"""Names that a library's own interface gives: TinyDB's `Storage.write(data)`, `HTMLParser.handle_data(data)`."""


def files() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "netdash").rglob("*.py"))]


def breaches(name: str, text: str) -> Iterator[str]:
    tree = ast.parse(text)
    nodes, is_page = list(ast.walk(tree)), not name.startswith("netdash/")
    yield from sizes(text, nodes, PAGE_LINES if is_page else MODULE_LINES)
    yield from never_written(nodes)
    if name != "netdash/date_style.py":
        yield from own_dates(nodes)
    for used in sorted((named(nodes) | {Path(name).stem}) - GIVEN.get(name, set())):
        if used.strip("_").lower() in BANNED or used.lower().endswith(SAYING_NOTHING):
            yield f"calls something {used}, which says nothing"
    yield from imports(name, nodes)
    if not ast.get_docstring(tree):
        yield "does not open with a sentence that says what it is for"


def sizes(text: str, nodes: list[ast.AST], most: int) -> Iterator[str]:
    if (lines := len(text.splitlines())) > most:
        yield f"has {lines} lines, {most} are the most"
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            has_docstring = bool(ast.get_docstring(node)) and len(node.body) > 1
            length = (node.end_lineno or 0) - node.body[has_docstring].lineno + 1 + node.body[0].lineno - node.lineno
            if length > FUNCTION_LINES:
                yield f"{node.name} has {length} lines, {FUNCTION_LINES} are the most"


def named(nodes: list[ast.AST]) -> set[str]:
    names = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return names | {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def imported(nodes: list[ast.AST]) -> Iterator[str]:
    """Yield every module that is imported, and everything imported from one, under its full name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(name: str, nodes: list[ast.AST]) -> Iterator[str]:
    """Pages read, show and call: what a session remembers is the screens', what is stored the services'."""
    is_page, in_store = not name.startswith("netdash/"), name.startswith("netdash/store/")
    for module in imported(nodes):
        first, second, *_ = [*module.split("."), ""]
        is_forbidden = first in NOT_FOR_PAGES or (first == "netdash" and second in ("store", "cli"))
        if is_page and (is_forbidden or module.endswith(".session_state")):
            yield f"imports {module}, which is not for pages"
        if not is_page and first in ("pages", "app"):
            yield f"imports {module}, which is above it"
        if first in ("fcntl", "msvcrt") and not in_store:
            yield f"imports {module}, which lives in the store"
        if module == "importlib.import_module":
            yield "imports by name, past the contracts"
    if is_page and any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in nodes):
        yield "touches session_state"


def never_written(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"line {node.lineno}: a bare except"
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            yield f"line {node.value.lineno}: unsafe_allow_html"


def own_dates(nodes: list[ast.AST]) -> Iterator[str]:
    """Yield the formats of days and clocks that a screen would show the same to everybody."""
    for node in nodes:
        place = node.format_spec if isinstance(node, ast.FormattedValue) else None
        place = node.value if isinstance(node, ast.keyword) and node.arg == "format" else place
        for one in ast.walk(place) if place is not None else ():
            if isinstance(one, ast.Constant) and one.value in DATES:
                yield f"line {one.lineno}: writes {one.value} by itself"


def test_every_file_keeps_the_rules_of_the_house() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files()}
    assert len(sources) > 200
    assert [f"{name} {breach}" for name, text in sources.items() for breach in breaches(name, text)] == []


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("netdash/people/contacts.py", "\n" * (MODULE_LINES + 1), "301 lines"),
        ("pages/people.py", "\n" * (PAGE_LINES + 1), "121 lines"),
        ("netdash/cells.py", "def long() -> None:\n    '''Do it.'''\n" + "    print()\n" * FUNCTION_LINES, "has 41"),
        ("netdash/utils.py", "", "utils"),
        ("netdash/cells.py", "class ContactManager: ...", "ContactManager"),
        ("netdash/cells.py", "def find(data): ...", "data"),
        ("netdash/cells.py", "for handle in (): ...", "handle"),
        ("netdash/cells.py", "x = 1", "does not open"),
        ("netdash/cells.py", "try:\n    x\nexcept:\n    pass", "bare except"),
        ("pages/people.py", "st.markdown('<b>', unsafe_allow_html=True)", "unsafe_allow_html"),
        ("pages/people.py", "st.session_state['x'] = 1", "session_state"),
        ("pages/people.py", "from netdash.store import open_file", "imports netdash.store"),
        ("pages/people.py", "from netdash import store", "imports netdash.store"),
        ("app.py", "from netdash.cli.main import main", "imports netdash.cli"),
        ("netdash/ui/lists.py", "def late():\n    from pages import navigation", "imports pages.navigation"),
        ("netdash/people/companies.py", "import fcntl", "imports fcntl"),
        ("netdash/people/companies.py", "from importlib import import_module", "past the contracts"),
        ("netdash/date_helper.py", "", "date_helper"),
        ("netdash/today/screens/today.py", "f'{day.day} {day:%B}'", "writes %B"),
        ("netdash/today/screens/today.py", "st.date_input('Day', format='YYYY-MM-DD')", "writes YYYY-MM-DD"),
        ("pages/insights.py", "import plotly.express as px", "imports plotly"),
    ],
)
def test_a_breach_is_found(name: str, text: str, sentence: str) -> None:
    assert [breach for breach in breaches(name, text) if sentence in breach]
