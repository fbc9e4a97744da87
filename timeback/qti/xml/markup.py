"""Reading XML from strangers: no network, no DTD, no entities of its own, no depth without end; and writing markup.

Documents are decoded by ``timeback.qti.encoding`` rather than by the parser, so that a DOCTYPE is found before anything
can act on it, whatever the encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from lxml import etree

from timeback.qti.encoding import decode
from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import NAMESPACE, XML

MAX_DEPTH: Final = 100
MAX_LENGTH: Final = 5_000_000

_QTI_2 = re.compile(r"^http://www\.imsglobal\.org/xsd/imsqti_v2p[0-9]$")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = {**_IN_TEXT, **str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})}
_BLANK = re.compile(r"[ \t\r\n]*")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(source: str | bytes) -> etree._Element:
    """The root element of a document, its text checked against everything that a stranger could put in it.

    Raises:
        QTIError: the document is too long, nested too deeply, has a DOCTYPE, or is not well-formed.
    """
    text = decode(source)
    if len(text) > MAX_LENGTH:
        raise QTIError(f"the document has more than {MAX_LENGTH:,} characters")
    at = _doctype(text)
    if at is not None:
        raise QTIError("a DOCTYPE is not allowed, and no entity can be declared", **_place(text, at))
    # A text with NULs in it could be taken for UTF-16, and then hold what was not seen above.
    if bad := _UNSAFE.search(text):
        raise QTIError("a character that XML cannot hold", **_place(text, bad.start()))
    data = text.encode("utf-8")
    # huge_tree stays off: it lifts the parser's own limits.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise QTIError("a DOCTYPE is not allowed")
    _check_depth(root)
    return root


def _doctype(text: str) -> int | None:
    """Where the DOCTYPE stands: only comments, processing instructions and blanks may come before it."""
    at = 0
    while True:
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        closing = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else ""
        if not closing:
            return at if text.startswith("<!DOCTYPE", at) else None
        found = text.find(closing, at + (4 if closing == "-->" else 2))
        if found < 0:
            return None
        at = found + len(closing)


def _place(text: str, at: int) -> dict[str, int]:
    return {"line": text.count("\n", 0, at) + 1, "column": at - text.rfind("\n", 0, at)}


def _syntax_error(error: etree.XMLSyntaxError) -> QTIError:
    # The parser's own words quote the document; the name of the error does not.
    log: Any = error.error_log
    entry = log.last_error
    name = entry.type_name if entry is not None else "ERR_DOCUMENT_EMPTY"
    if name == "ERR_RESOURCE_LIMIT":
        return _too_deep(error.lineno)
    line, column = error.position
    words = name.removeprefix("NS_").removeprefix("ERR_").replace("_", " ").lower()
    return QTIError(f"not well-formed XML ({words})", line=line or 1, column=column or 1)


def _too_deep(line: int | None) -> QTIError:
    return QTIError(f"elements are nested more than {MAX_DEPTH} deep, or the document exceeds another limit", line=line)


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise _too_deep(line_of(node))


def tag(node: etree._Element) -> str:
    """Name of an element: bare in the namespace of QTI or in none, else as ``{namespace}name``; "" for a comment."""
    name = node.tag
    if not isinstance(name, str):
        return ""
    return name.removeprefix(f"{{{NAMESPACE}}}")


def line_of(node: etree._Element) -> int | None:
    """The line that an element starts in."""
    return cast("int | None", node.sourceline)


def is_qti_2(node: etree._Element) -> bool:
    """Whether a document follows version 2 of the standard, whose names are other ones."""
    space = etree.QName(node).namespace
    return space is not None and _QTI_2.match(space) is not None


def elements(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements, or those of the given names."""
    for child in node:
        name = tag(child)
        if name and (not names or name in names):
            yield child


def first(node: etree._Element, name: str) -> etree._Element | None:
    return next(elements(node, name), None)


def descendants(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements below, in document order, or those of the given names."""
    for child in node.iterdescendants():
        name = tag(child)
        if name and (not names or name in names):
            yield child


def attributes(node: etree._Element) -> dict[str, str]:
    """The attributes by name; those of another namespace as they are usually written, such as ``xml:lang``."""
    return {_attribute_name(node, str(name)): str(value) for name, value in node.attrib.items()}


def _attribute_name(node: etree._Element, name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    if space == XML:
        return f"xml:{local}"
    return next((f"{prefix}:{local}" for prefix, uri in node.nsmap.items() if prefix and uri == space), local)


def text_of(node: etree._Element | None) -> str:
    """All text below an element, as it stands."""
    return "" if node is None else str(etree.tostring(node, method="text", encoding="unicode", with_tail=False))


def inner(node: etree._Element | None) -> str:
    """What an element holds, as markup without declarations of QTI's namespace."""
    if node is None:
        return ""
    space = etree.QName(node).namespace
    return escape(node.text or "") + "".join(outer(child, space) for child in node)


def outer(node: etree._Element, space: str | None = None, *, tail: bool = True) -> str:
    """An element as markup; `space` is the namespace that it stands in."""
    after = escape(node.tail or "") if tail else ""
    if not isinstance(node.tag, str):
        text = node.text or ""
        return (f"<!--{text}-->" if node.tag is etree.Comment else "") + after
    name = etree.QName(node)
    own = name.namespace
    parts = [name.localname]
    if own != space and not (own in (NAMESPACE, None) and space in (NAMESPACE, None)):
        parts.append(f'xmlns="{_quoted(own or NAMESPACE)}"')
    for key, value in node.attrib.items():
        written = _attribute_name(node, str(key))
        prefix = written.partition(":")[0]
        if ":" in written and prefix != "xml":
            parts.append(f'xmlns:{prefix}="{_quoted(etree.QName(str(key)).namespace or "")}"')
        parts.append(f'{written}="{_quoted(str(value))}"')
    inside = escape(node.text or "") + "".join(outer(child, own) for child in node)
    start = " ".join(parts)
    return (f"<{start}>{inside}</{name.localname}>" if inside else f"<{start}/>") + after


def escape(value: str) -> str:
    """A text as markup."""
    return value.translate(_IN_TEXT)


def _quoted(value: str) -> str:
    return value.translate(_IN_ATTRIBUTE)


def unsafe(text: str) -> bool:
    """Whether a text has characters that XML cannot hold."""
    return _UNSAFE.search(text) is not None
