"""Conversion of an object of the REST binding to CSV rows, with the losses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from timeback._spec.status import is_deleted
from timeback.bundles.cell_writer import UnwritableValueError, format_cell, is_blank, json_type, to_single_line
from timeback.bundles.csv_schema import COLLECTIONS, DATA_FILES, Column
from timeback.bundles.encoded import EncodedObject, EncodedRow
from timeback.bundles.encoding_context import EncodingContext, JsonObject, Mode, single_object_context
from timeback.bundles.nested_rows import encode_nested_rows, nested_properties
from timeback.bundles.plain_cells import plain_cells, plain_text
from timeback.bundles.problems import Loss
from timeback.bundles.rest_differences import ADAPTERS
from timeback_runtime.frames import clears_locals

# Properties that follow from other columns or are computed by the server. Omitting them loses nothing.
DERIVED_PROPERTIES: Final[dict[str, frozenset[str]]] = {
    "orgs": frozenset({"children"}),
    "academicSessions": frozenset({"children"}),
}
_ALWAYS: Final = frozenset({"sourcedId", "status", "dateLastModified", "metadata"})
_MANAGED: Final = frozenset({"status", "dateLastModified"})
_MAX_KEY: Final = 200


@clears_locals
def losses(collection: str, entity: JsonObject, *, root_org: str | None = None, mode: Mode = "bulk") -> list[Loss]:
    """Return the properties of an object that a bundle cannot hold or holds in another form. Nothing is written.

    If the object cannot be written at all, the result is one entry with an empty path.
    """
    return reported_losses(encode_object(collection, entity, single_object_context(root_org, mode)))


def reported_losses(encoded: EncodedObject) -> list[Loss]:
    if encoded.refused is None:
        return encoded.losses
    name, reason = encoded.refused
    return [Loss("", "dropped", f"{name}: {reason}" if name else reason)]


def encode_object(collection: str, entity: JsonObject, context: EncodingContext) -> EncodedObject:
    encoded = EncodedObject()
    if collection not in COLLECTIONS:
        encoded.refused = "", f"the standard has no CSV file for {collection}"
        return encoded
    if context.mode == "bulk" and is_deleted(entity):
        encoded.refused = "status", "bulk files contain only active objects"
        return encoded
    adapt = ADAPTERS.get(collection)
    values = dict(entity)
    if adapt is not None:
        adapt(values, encoded, context)
    cells = _cells(collection, values, encoded, context)
    if encoded.refused is not None:
        return encoded
    metadata = _metadata(values.get("metadata"), encoded)
    encoded.rows.append(
        EncodedRow(collection, cells, {**encoded.metadata, **metadata} if encoded.metadata else metadata)
    )
    encode_nested_rows(collection, values, cells[:3], encoded, context.has)
    known = _known_properties(collection)
    for name, value in values.items():
        if name not in known and not is_blank(value):
            encoded.losses.append(Loss(name, "dropped", "no column in the standard"))
    return encoded


@cache
def _known_properties(collection: str) -> frozenset[str]:
    """The properties that rows represent, in this file or another one, and those that need no row."""
    columns = {column.property for column in DATA_FILES["1.2"][collection].columns}
    return _ALWAYS | DERIVED_PROPERTIES.get(collection, frozenset()) | nested_properties(collection) | columns


def _cells(collection: str, values: JsonObject, encoded: EncodedObject, context: EncodingContext) -> list[str]:
    cells: list[str] = []
    for column, plain in plain_cells(collection):
        value = values.get(column.property)
        if column.name in _MANAGED:
            cells.append(_managed_cell(column, value, encoded, context))
            continue
        text = "" if value is None else plain(value)
        if text is None:
            try:
                text = "" if is_blank(value) else format_cell(column, value, encoded.loss_handler(column.property))
            except UnwritableValueError as error:
                if column.required:
                    encoded.refused = column.property, str(error)
                    return []
                encoded.losses.append(Loss(column.property, "dropped", str(error)))
                text = ""
        if not text and column.required:
            encoded.refused = column.property, "required by the standard"
            return []
        cells.append(text)
    return cells


def _managed_cell(column: Column, value: Any, encoded: EncodedObject, context: EncodingContext) -> str:
    """Return the cell for status or dateLastModified. The standard requires it blank in bulk and filled in delta."""
    if context.mode == "bulk":
        if column.name == "status" and value not in (None, "", "active"):
            encoded.losses.append(Loss("status", "altered", "bulk files have no status; it is read back as active"))
        return ""
    if not value:
        if column.name == "status":
            return "active"
        encoded.losses.append(Loss(column.name, "filled", "the current time is written"))
        return context.now
    try:
        return format_cell(column, value, encoded.loss_handler(column.property))
    except UnwritableValueError as error:
        encoded.refused = column.property, str(error)
        return ""


def _metadata(value: Any, encoded: EncodedObject) -> dict[str, str]:
    found: dict[str, str] = {}
    if is_blank(value):
        return found
    if not isinstance(value, Mapping):
        encoded.losses.append(Loss("metadata", "dropped", f"must be an object, is {json_type(value)}"))
        return found
    for key, item in value.items():
        if is_blank(item):
            continue
        if key != key.strip() or not key or len(key) > _MAX_KEY or not key.isprintable():
            encoded.losses.append(Loss("metadata[]", "dropped", "the name cannot be used as a column name"))
            continue
        text = plain_text(item)
        if text is not None:
            found[key] = text
            continue
        path = f"metadata.{key}"
        if isinstance(item, Mapping | list):
            encoded.losses.append(Loss(path, "dropped", f"must be text, is {json_type(item)}"))
            continue
        try:
            text = to_single_line(item, encoded.loss_handler(path))
        except UnwritableValueError as error:
            encoded.losses.append(Loss(path, "dropped", str(error)))
            continue
        if text:
            found[key] = text
    return found
