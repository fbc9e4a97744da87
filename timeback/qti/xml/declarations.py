"""Readers for variable declarations.

Source: QTI 3.0 information model, "ResponseDeclaration", "OutcomeDeclaration", "TemplateDeclaration", "Mapping",
"AreaMapping", "MatchTable", "InterpolationTable".
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from timeback.qti import model as m
from timeback.qti.xml.common import boolean_attribute, parse_number
from timeback.qti.xml.markup import attributes, elements, first_child, line_of, text_of


def read_response(node: etree._Element) -> m.ResponseDeclaration:
    """Read ``qti-response-declaration``."""
    mapping, areas = first_child(node, "qti-mapping"), first_child(node, "qti-area-mapping")
    return m.ResponseDeclaration(
        **_common(node),
        correct_response=_values(first_child(node, "qti-correct-response")),
        mapping=None if mapping is None else _mapping(mapping),
        area_mapping=None if areas is None else _area_mapping(areas),
    )


def read_outcome(node: etree._Element) -> m.OutcomeDeclaration:
    """Read ``qti-outcome-declaration``."""
    return m.OutcomeDeclaration(
        **_common(node),
        normal_maximum=parse_number(node.get("normal-maximum")),
        normal_minimum=parse_number(node.get("normal-minimum")),
        table=_table(node),
    )


def read_template(node: etree._Element) -> m.TemplateDeclaration:
    """Read ``qti-template-declaration``."""
    return m.TemplateDeclaration(**_common(node))


def _common(node: etree._Element) -> dict[str, Any]:
    attrs = attributes(node)
    return {
        "identifier": attrs.get("identifier", ""),
        "cardinality": attrs.get("cardinality", "single"),
        "base_type": attrs.get("base-type"),
        "default_value": _values(first_child(node, "qti-default-value")),
        "attributes": attrs,
        "line": line_of(node),
    }


def _values(node: etree._Element | None) -> tuple[m.DeclaredValue, ...] | None:
    if node is None:
        return None
    return tuple(
        m.DeclaredValue(
            text=text_of(each), field_identifier=each.get("field-identifier"), base_type=each.get("base-type")
        )
        for each in elements(node, "qti-value")
    )


def _bounds(node: etree._Element) -> dict[str, float | None]:
    return {"lower_bound": parse_number(node.get("lower-bound")), "upper_bound": parse_number(node.get("upper-bound"))}


def _mapping(node: etree._Element) -> m.Mapping:
    return m.Mapping(
        entries=tuple(
            m.MapEntry(
                key=each.get("map-key") or "",
                value=parse_number(each.get("mapped-value")) or 0.0,
                case_sensitive=boolean_attribute(attributes(each), "case-sensitive"),
            )
            for each in elements(node, "qti-map-entry")
        ),
        default_value=parse_number(node.get("default-value")) or 0.0,
        **_bounds(node),
    )


def _area_mapping(node: etree._Element) -> m.AreaMapping:
    return m.AreaMapping(
        entries=tuple(
            m.AreaMapEntry(
                shape=each.get("shape") or "",
                coords=each.get("coords") or "",
                value=parse_number(each.get("mapped-value")) or 0.0,
            )
            for each in elements(node, "qti-area-map-entry")
        ),
        default_value=parse_number(node.get("default-value")) or 0.0,
        **_bounds(node),
    )


def _table(node: etree._Element) -> m.LookupTable | None:
    table = first_child(node, "qti-match-table")
    if table is not None:
        rows = [(parse_number(each.get("source-value")), each) for each in elements(table, "qti-match-table-entry")]
        return m.LookupTable(
            kind="match",
            rows=tuple((source, each.get("target-value") or "") for source, each in rows if source is not None),
            default_value=table.get("default-value"),
        )
    table = first_child(node, "qti-interpolation-table")
    if table is None:
        return None
    rows = [(parse_number(each.get("source-value")), each) for each in elements(table, "qti-interpolation-table-entry")]
    kept = [(source, each) for source, each in rows if source is not None]
    return m.LookupTable(
        kind="interpolation",
        rows=tuple((source, each.get("target-value") or "") for source, each in kept),
        include=tuple(boolean_attribute(attributes(each), "include-boundary", default=True) for _, each in kept),
        default_value=table.get("default-value"),
    )
