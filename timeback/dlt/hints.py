"""Column hints for dlt, derived from the OpenAPI documents."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from timeback._arrow.column_types import ColumnType, ListType, ScalarType, StructType
from timeback._arrow.column_types import columns as column_types
from timeback._arrow.schema import OTHER
from timeback._spec import entities
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from dlt.common.schema.typing import TColumnSchema, TTableSchemaColumns

Nested: TypeAlias = Literal["json", "tables"]

DELETED: Final = "_deleted"
"""Column of objects that are marked as deleted, for ``deletes="remove"``. Their rows are removed."""

_TYPES: Final[dict[ScalarType, dict[str, Any]]] = {
    "text": {"data_type": "text"},
    "number_as_text": {"data_type": "text"},
    "boolean": {"data_type": "bool"},
    "integer": {"data_type": "bigint"},
    "number": {"data_type": "double"},
    "datetime": {"data_type": "timestamp", "timezone": True, "precision": 6},
    "date": {"data_type": "date"},
    "json": {"data_type": "json"},
}


def load_dlt() -> Any:
    """Import dlt.

    Raises:
        ImportError: dlt is not installed.
    """
    try:
        return importlib.import_module("dlt")
    except ImportError as error:
        raise ImportError(missing_package("timeback.dlt", "dlt", "dlt"), name="dlt") from error


def columns(collection: str) -> TTableSchemaColumns:
    """The columns of a collection's table, as hints for dlt. They do not depend on the objects.

    Nested objects and lists are JSON. The column ``_other`` has the values without a fitting column, as JSON.

    Args:
        collection: its name in the API, such as ``users``.

    Raises:
        InvalidRequestError: there is no such collection.
    """
    return hints_of(flat(column_types(collection)))


def flat(struct: StructType) -> StructType:
    """The columns with JSON text in place of nested objects and lists."""
    return StructType({name: "json" if _is_nested(type_) else type_ for name, type_ in struct.fields.items()})


def scalars(struct: StructType) -> StructType:
    """The columns without nested objects and lists."""
    return StructType({name: type_ for name, type_ in struct.fields.items() if not _is_nested(type_)})


def hints_of(struct: StructType) -> TTableSchemaColumns:
    """Hints for columns without nested types, and for the column ``_other``."""
    types: Mapping[str, Any] = {**struct.fields, OTHER: "json"}
    return {name: hint(name, type_) for name, type_ in types.items()}


def hint(name: str, type_: ScalarType) -> TColumnSchema:
    """The hint for one column."""
    made: TColumnSchema = {"name": name, "nullable": True, **_TYPES[type_]}  # type: ignore[typeddict-item]
    return made


def key_of(collection: str) -> str:
    """The property by which rows are replaced: the id of an object."""
    known = entities.roster() | entities.content()
    if collection in known:
        return known[collection].id_name
    return "sourcedId" if "sourcedId" in column_types(collection).fields else "id"


def _is_nested(type_: ColumnType) -> bool:
    return isinstance(type_, (ListType, StructType))
