"""Convert the XML of an error reply to the form of JSON. A document type declaration is refused."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

_MAX_BYTES = 1_000_000
"""The size of the largest body that is parsed."""
_MAX_DEPTH = 50


class _RefusedError(Exception):
    """The document is not the XML of an error reply."""


def load_xml(content: bytes) -> Any:
    """Return an element with children as a dictionary by local names, any other as its text; None for other bodies.

    Elements that are repeated become a list. A web page is not an error reply.
    """
    if len(content) > _MAX_BYTES:
        return None
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    # Without a declaration there are no entities to expand.
    parser.StartDoctypeDeclHandler = builder.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _RefusedError, ValueError):
        return None
    return builder.root


class _Builder:
    """Builds the converted document from the events of the parser."""

    def __init__(self) -> None:
        self.root: Any = None
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []

    def start(self, name: str, attributes: object) -> None:
        local = name.rpartition(" ")[2]
        if len(self._open) >= _MAX_DEPTH or (not self._open and local.lower() == "html"):
            raise _RefusedError
        self._open.append((local, {}, []))

    def text(self, text: str) -> None:
        self._open[-1][2].append(text)

    def end(self, _: str) -> None:
        name, children, texts = self._open.pop()
        value: Any = children or "".join(texts).strip()
        if not self._open:
            self.root = value
            return
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]

    def refuse(self, *_: object) -> None:
        raise _RefusedError
