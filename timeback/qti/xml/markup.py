"""Safe parsing of untrusted XML (no network, no DTD, no entities, limited depth), navigation, and serialised markup.

Documents are decoded by ``timeback.qti.encoding`` instead of the parser, so that a DOCTYPE is detected in every
encoding before the parser processes it.
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
    """Parse an untrusted document and return its root element.

    Raises:
        QTIError: the document is too long, nested too deeply, has a DOCTYPE, or is not well-formed.
    """
    text = decode(source)
    if len(text) > MAX_LENGTH:
        raise QTIError(f"the document has more than {MAX_LENGTH:,} characters")
    at = _doctype(text)
    if at is not None:
        raise QTIError("a DOCTYPE is not allowed; entities cannot be declared", **_place(text, at))
    # Text with NUL characters could be interpreted as UTF-16 and hide a DOCTYPE from the check above.
    if bad := _UNSAFE.search(text):
        raise QTIError("the document contains a character that XML does not allow", **_place(text, bad.start()))
    data = text.encode("utf-8")
    # huge_tree stays off, because it removes the limits of the parser.
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
    """Return the position of the DOCTYPE. Only comments, processing instructions and whitespace can come before it."""
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
    # The message of the parser quotes the document. The name of the error does not.
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
    """Return the name of an element: bare for QTI or no namespace, otherwise ``{namespace}name``; "" for comments."""
    name = node.tag
    if not isinstance(name, str):
        return ""
    return name.removeprefix(f"{{{NAMESPACE}}}")


def line_of(node: etree._Element) -> int | None:
    """Return the line in which an element starts."""
    return cast("int | None", node.sourceline)


def is_qti_2(node: etree._Element) -> bool:
    """Return whether a document is QTI 2, which has other element names."""
    space = etree.QName(node).namespace
    return space is not None and _QTI_2.match(space) is not None


def elements(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the child elements, optionally only those with the given names."""
    for child in node:
        name = tag(child)
        if name and (not names or name in names):
            yield child


def first_child(node: etree._Element, name: str) -> etree._Element | None:
    return next(elements(node, name), None)


def descendants(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants in document order, optionally only those with the given names."""
    for child in node.iterdescendants():
        name = tag(child)
        if name and (not names or name in names):
            yield child


def attributes(node: etree._Element) -> dict[str, str]:
    """Return the attributes by name. Attributes of another namespace have their usual prefix, such as ``xml:lang``."""
    return {_attribute_name(node, str(name)): str(value) for name, value in node.attrib.items()}


def _attribute_name(node: etree._Element, name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    if space == XML:
        return f"xml:{local}"
    return next((f"{prefix}:{local}" for prefix, uri in node.nsmap.items() if prefix and uri == space), local)


def text_of(node: etree._Element | None) -> str:
    """All text below an element, including whitespace."""
    return "" if node is None else str(etree.tostring(node, method="text", encoding="unicode", with_tail=False))


def inner_xml(node: etree._Element | None) -> str:
    """Return the content of an element as markup, without declarations of the QTI namespace."""
    if node is None:
        return ""
    space = etree.QName(node).namespace
    return escape(node.text or "") + "".join(outer_xml(child, space) for child in node)


def outer_xml(node: etree._Element, space: str | None = None, *, tail: bool = True) -> str:
    """Return an element as markup. `space` is the namespace of its context."""
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
    inside = escape(node.text or "") + "".join(outer_xml(child, own) for child in node)
    start = " ".join(parts)
    return (f"<{start}>{inside}</{name.localname}>" if inside else f"<{start}/>") + after


def escape(value: str) -> str:
    """Escape text for markup."""
    return value.translate(_IN_TEXT)


def _quoted(value: str) -> str:
    return value.translate(_IN_ATTRIBUTE)


def has_invalid_characters(text: str) -> bool:
    """Return whether a text contains characters that XML does not allow."""
    return _UNSAFE.search(text) is not None
