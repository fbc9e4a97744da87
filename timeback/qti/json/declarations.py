"""Conversion of variable declarations between JSON and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.json import fields
from timeback.qti.xml.builder import add_child


def declaration_from_json(
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


def response_from_json(
    parent: etree._Element, data: Mapping[str, Any], where: str, default_type: str
) -> etree._Element:
    """Add the declaration of a response with its correct response and mappings."""
    node = declaration_from_json(
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


def declaration_to_json(each: m.Declaration) -> dict[str, Any]:
    """Convert the declaration of a variable to JSON."""
    default = {"value": _default_value(each)} if each.default_value else None
    limits = {}
    if isinstance(each, m.OutcomeDeclaration):
        limits = {"normalMaximum": each.normal_maximum, "normalMinimum": each.normal_minimum}
    return {
        "identifier": each.identifier,
        "cardinality": each.cardinality,
        **fields.without_empty(baseType=each.base_type, defaultValue=default),
        **{name: value for name, value in limits.items() if value is not None},
    }


def _default_value(each: m.Declaration) -> str | list[str]:
    texts = [value.text.strip() for value in each.default_value or ()]
    return texts[0] if each.cardinality == "single" and texts else texts


def response_to_json(each: m.ResponseDeclaration) -> dict[str, Any]:
    """Convert the declaration of a response to JSON, with its correct response and mappings."""
    found = {
        **declaration_to_json(each),
        "correctResponse": {"value": [value.text.strip() for value in each.correct_response or ()]},
    }
    for name, mapping in (("mapping", each.mapping), ("areaMapping", each.area_mapping)):
        if mapping is None:
            continue
        limits = {"lowerBound": mapping.lower_bound, "upperBound": mapping.upper_bound}
        found[name] = {
            "defaultValue": mapping.default_value,
            **{key: value for key, value in limits.items() if value is not None},
            "entries": [_entry(entry) for entry in mapping.entries],
        }
    return found


def _entry(entry: m.MapEntry | m.AreaMapEntry) -> dict[str, Any]:
    if isinstance(entry, m.AreaMapEntry):
        return {"shape": entry.shape, "coords": entry.coords, "mappedValue": entry.value}
    return {"mapKey": entry.key, "mappedValue": entry.value, "caseSensitive": entry.case_sensitive}
