"""Construction of QTI documents: elements, attributes and serialisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from timeback.qti.errors import QTIError
from timeback.qti.vocabulary import NAMESPACE, SCHEMA_LOCATION, XML, XSI

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")


def new_document(name: str) -> etree._Element:
    """Create a root element with the namespaces of QTI 3."""
    # The type stubs of lxml do not allow the prefix None, which stands for the default namespace.
    spaces: Any = {None: NAMESPACE, "xsi": XSI}
    root = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=spaces)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA_LOCATION}")
    return root


def new_element(name: str) -> etree._Element:
    """Create an element without a parent."""
    return etree.Element(f"{{{NAMESPACE}}}{name}")


def add_child(parent: etree._Element, name: str, attributes: Mapping[str, str | None] | None = None) -> etree._Element:
    """Append a new child. Attributes that are None are left out."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    set_attributes(child, attributes or {}, name)
    return child


def set_attributes(node: etree._Element, attributes: Mapping[str, str | None], where: str) -> None:
    """Set attributes. Those that are None are left out."""
    for key, value in attributes.items():
        if value is None:
            continue
        if key == "xml:lang":
            node.set(f"{{{XML}}}lang", value)
        elif _NAME.fullmatch(key):
            node.set(key, value)
        else:
            raise QTIError(f"{where} has an attribute with a name that XML does not allow")


def serialize(root: etree._Element) -> str:
    """Serialise a document, with its XML declaration."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(etree.tostring(root, encoding="unicode")) + "\n"
