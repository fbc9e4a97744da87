"""Building documents of QTI element by element."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import NAMESPACE, SCHEMA_LOCATION, XML, XSI

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")


def document(name: str) -> etree._Element:
    """A root with the namespaces of QTI 3."""
    # The default namespace has no prefix, which the types of the library do not foresee.
    spaces: Any = {None: NAMESPACE, "xsi": XSI}
    root = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=spaces)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA_LOCATION}")
    return root


def element(name: str) -> etree._Element:
    """An element without a parent."""
    return etree.Element(f"{{{NAMESPACE}}}{name}")


def put(parent: etree._Element, name: str, have: Mapping[str, str | None] | None = None) -> etree._Element:
    """A new last child; attributes that are None are left out."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    attribute(child, have or {}, name)
    return child


def attribute(node: etree._Element, have: Mapping[str, str | None], where: str) -> None:
    """Set attributes; those that are None are left out."""
    for key, value in have.items():
        if value is None:
            continue
        if key == "xml:lang":
            node.set(f"{{{XML}}}lang", value)
        elif _NAME.fullmatch(key):
            node.set(key, value)
        else:
            raise QTIError(f"{where} has an attribute whose name XML cannot hold")


def text_of_document(root: etree._Element) -> str:
    """The document with its XML declaration."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(etree.tostring(root, encoding="unicode")) + "\n"
