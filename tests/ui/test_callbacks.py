"""What widgets call: a callback runs before any page is drawn, so nothing but `flash` could show what it raises."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.test_house import ROOT, files

WATCHING = ("on_click", "on_change", "on_typed_change")


def own(function: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function itself, not in the functions inside it, which somebody else calls."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
            yield node
            yield from own(node)


def named(node: ast.AST) -> str:
    """Return the last part of a name: `choose` for `actions.choose`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def imported(node: ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]


def trees() -> dict[str, ast.Module]:
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files()}


def test_every_callback_opens_the_workspace_where_what_goes_wrong_is_said():
    """It may be gone, unreadable or somebody else's by then: a sentence, never a traceback."""
    drawn = [
        (name, tree)
        for name, tree in trees().items()
        if "netdash/ui" in name or "/screens/" in name or name.startswith("pages")
    ]
    called = {
        named(one.value)
        for _, tree in drawn
        for one in ast.walk(tree)
        if isinstance(one, ast.keyword) and one.arg in WATCHING
    }
    assert {"_save_at_once", "reported", "dismiss", "attempt"} <= called
    opening = [
        f"{name}: {function.name}"
        for name, tree in drawn
        for function in [
            *tree.body,
            *(one for kind in tree.body if isinstance(kind, ast.ClassDef) for one in kind.body),
        ]
        if isinstance(function, ast.FunctionDef) and function.name in called
        for inner in own(function)
        if isinstance(inner, ast.Call) and named(inner.func) in ("opened", "visit")
    ]
    assert opening == [], "open it in a function that flash.attempt runs"


def test_every_download_that_is_built_later_is_offered_to_one_browser():
    drawing = [
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "download_button")
        or (isinstance(node, ast.ImportFrom) and node.module == "streamlit" and "download_button" in imported(node))
    ]
    assert drawing == ["netdash/ui/request_guard.py"], "draw it with its download_button"
