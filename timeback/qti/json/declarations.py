"""Conversion of variable declarations from JSON to XML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from timeback.qti.json import fields
from timeback.qti.xml.builder import add_child


def declaration(
    parent: etree._Element,
    name: str,
    data: Mapping[str, Any],
    where: str,
    *,
    default_cardinality: str | None = None,
    default_type: str | None = None,
) -> etree._Element:
    """Add the declaration of a variable with its default value."""
    cardinality = fields.required_text(data, "cardinality", where, default=default_cardinality)
    base_type = fields.optional_text(data, "baseType", where)
    node = add_child(
        parent,
        name,
        {
            "identifier": fields.required_text(data, "identifier", where),
            "cardinality": cardinality,
            "base-type": base_type or (None if cardinality == "record" else default_type),
            "normal-maximum": fields.optional_text(data, "normalMaximum", where),
            "normal-minimum": fields.optional_text(data, "normalMinimum", where),
        },
    )
    values = fields.text_list(fields.optional_object(data, "defaultValue", where), "value", f"{where}defaultValue.")
    if values:
        default = add_child(node, "qti-default-value")
        for value in values:
            add_child(default, "qti-value").text = value
    return node


def response(parent: etree._Element, data: Mapping[str, Any], where: str, default_type: str) -> etree._Element:
    """Add the declaration of a response with its correct response and mappings."""
    node = declaration(
        parent, "qti-response-declaration", data, where, default_cardinality="single", default_type=default_type
    )
    key = fields.optional_object(data, "correctResponse", where)
    values = fields.text_list(key, "value", f"{where}correctResponse.")
    if values:
        correct = add_child(node, "qti-correct-response")
        for value in values:
            add_child(correct, "qti-value").text = value
    _mapping(node, data, where)
    return node


def _mapping(node: etree._Element, data: Mapping[str, Any], where: str) -> None:
    for name, element, entry, required in (
        ("mapping", "qti-mapping", "qti-map-entry", ("mapKey", "mappedValue")),
        ("areaMapping", "qti-area-mapping", "qti-area-map-entry", ("shape", "coords", "mappedValue")),
    ):
        mapping = fields.optional_object(data, name, where)
        if not mapping:
            continue
        place = f"{where}{name}."
        attributes = {
            "default-value": fields.optional_text(mapping, "defaultValue", place),
            "lower-bound": fields.optional_text(mapping, "lowerBound", place),
            "upper-bound": fields.optional_text(mapping, "upperBound", place),
        }
        table = add_child(node, element, attributes)
        for at, each in fields.object_list(mapping, "entries", place):
            row: dict[str, str | None] = {_kebab(key): fields.required_text(each, key, at) for key in required}
            if fields.optional_boolean(each, "caseSensitive", at):
                row["case-sensitive"] = "true"
            add_child(table, entry, row)


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
