"""Conversion of a document to the JSON tree of the platform: attributes in ``_attributes``, text in ``_text``.

Elements that the platform defines as repeatable are always lists. Other elements become a list if they are repeated.
The tree does not record the order of text and elements.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from timeback.qti.xml.common import parse_number
from timeback.qti.xml.markup import attributes, elements, tag, text_of

_LISTS: Final = frozenset(
    {
        "qti-response-declaration",
        "qti-outcome-declaration",
        "qti-assessment-stimulus-ref",
        "qti-test-part",
        "qti-assessment-section",
        "qti-assessment-item-ref",
    }
)
_ONCE: Final = frozenset({"qti-stylesheet", "qti-catalog-info", "qti-catalog", "qti-card"})
_DECLARATIONS: Final = frozenset({"qti-response-declaration", "qti-outcome-declaration"})


def to_tree(root: etree._Element) -> dict[str, Any]:
    """Return the tree of a root element."""
    name = tag(root)
    found = _element(root, test=name == "qti-assessment-test", single=name == "qti-assessment-stimulus")
    spaces = {"xmlns" if prefix is None else f"xmlns:{prefix}": uri for prefix, uri in root.nsmap.items()}
    found["_attributes"] = {**spaces, **found.get("_attributes", {})}
    return {name: found}


def _element(node: etree._Element, *, test: bool, single: bool) -> dict[str, Any]:
    name = tag(node)
    found: dict[str, Any] = {}
    attrs = attributes(node)
    if name in _DECLARATIONS and "base-type" in attrs and not test:
        attrs["baseType"] = attrs.pop("base-type")
    if attrs:
        found["_attributes"] = attrs
    if name == "qti-outcome-declaration" and test:
        for limit in ("normal-maximum", "normal-minimum"):
            value = parse_number(attrs.get(limit))
            if value is not None:
                found[limit] = value
    text = "".join([node.text or "", *(child.tail or "" for child in node)])
    if text.strip():
        found["_text"] = text
    for child in elements(node):
        own = tag(child)
        below = _child(child, name, test=test, single=single)
        if (own == "qti-value" and name == "qti-correct-response") or own in _LISTS:
            found.setdefault(own, []).append(below)
        elif own not in found:
            found[own] = below
        elif not (single and own in _ONCE):
            before = found[own]
            if isinstance(before, list):
                before.append(below)
            else:
                found[own] = [before, below]
    return found


def _child(node: etree._Element, parent: str, *, test: bool, single: bool) -> Any:
    if tag(node) == "qti-value" and parent in ("qti-correct-response", "qti-default-value"):
        return text_of(node).strip()
    return _element(node, test=test, single=single)
