"""How sentences are marked in the code: what extraction would miss, found in the syntax tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# How many sentences each mark takes.
MARKS = {"_": 1, "n_": 2}
_FOREIGN = {"gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext", *MARKS}


def slips(source: str) -> Iterator[str]:
    """Yield line and fault of every mark that would leave a sentence untranslated."""
    tree = ast.parse(source)
    marked = any(name == "_" for node in ast.walk(tree) for name in _imported(node))
    for node in ast.walk(tree):
        what = _slip(node, marked=marked)
        if what:
            yield f"{node.lineno}: {what}"


def _slip(node: ast.AST, *, marked: bool) -> str:
    match node:
        case ast.Call(func=ast.Name(id="_" | "n_" as mark)):
            sentences = [arg for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if node.keywords or not len(sentences) == len(node.args) == MARKS[mark]:
                return "a mark takes whole sentences and nothing else"
        case ast.Call(func=ast.Name(id="Text"), args=[ast.Constant() | ast.JoinedStr() | ast.BinOp(), *_rest]):
            return "a sentence is marked by _ and not made by Text"
        case ast.Import() if any(alias.name.split(".")[0] == "gettext" for alias in node.names):
            return "gettext is not asked; translations are"
        case ast.ImportFrom() if node.module == "gettext" or _foreign(node):
            return "marks come from translations"
        case ast.Name(id="_", ctx=ast.Store()) if marked:
            return "the mark is overwritten"
    return ""


def _imported(node: ast.AST) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []


def _foreign(node: ast.ImportFrom) -> bool:
    return not (node.module or "").startswith("translations") and bool(_FOREIGN & set(_imported(node)))
