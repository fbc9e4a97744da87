"""Extension of griffe: shows docstrings and signatures as users see them, although mkdocstrings only reads source."""

from __future__ import annotations

import ast
import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|func|meth|mod|attr):`~?([^`]+)`")
_SHARED = re.compile(r"^( +)(\w+(?:, \w+)+): (.*(?:\n\1 +\S.*)*)$", re.MULTILINE)
_ITEM = re.compile(r"\w+(?:, \w+)*: \S")
# Return types of generator methods, and what their callers get.
_GIVEN = {"RequestGenerator": "", "Iteration": "Iterator"}


class AsUsersSee(griffe.Extension):
    """Converts docstrings to Markdown, and shows the return types that callers get."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Convert the docstring to Markdown."""
        if obj.docstring is not None:
            obj.docstring.value = _markdown(obj.docstring.value)

    def on_function_instance(
        self, *, node: ast.AST | griffe.ObjectNode, func: griffe.Function, agent: Any, **kwargs: Any
    ) -> None:
        """Replace the return type of multi-request methods: they are generators, but callers get the result."""
        returns = func.returns
        if isinstance(returns, griffe.ExprSubscript) and (kind := str(returns.left)) in _GIVEN:
            func.returns = f"{_GIVEN[kind]}[{returns.slice}]" if _GIVEN[kind] else returns.slice
            func.labels -= {"property"}


def _markdown(text: str) -> str:
    text = _ROLE.sub(r"`\1`", text)
    # Parameters that share a line are listed separately.
    text = _SHARED.sub(lambda m: "\n".join(f"{m[1]}{name}: {m[3]}" for name in m[2].split(", ")), text)
    out: list[str] = []
    console = listed = False
    for line in text.splitlines():
        if line.startswith(">>> ") and not console:
            out.append("```pycon")
            console = True
        elif console and not line.strip():
            out.append("```")
            console = False
        # Consecutive lines such as "port: the port to listen on" become a list.
        if not console and _ITEM.match(line):
            if not listed and out and out[-1].strip():
                out.append("")
            name, _, rest = line.partition(": ")
            line, listed = f"- `{name}`: {rest}", True
        elif not line.startswith(" "):
            listed = False
        out.append(line)
    return "\n".join([*out, "```"] if console else out)
