"""The names that a filter or a sort may use on the objects of a schema, and how their values are compared."""

from __future__ import annotations

from typing import Any

import attrs

from timeback._spec.references import Step
from timeback._spec.schemas import DocumentError, Schema, Schemas
from timeback.sandbox.spec.comparable import ComparisonType

__all__ = ["FilterableProperty", "filterable_properties", "filterable_property"]


@attrs.frozen
class FilterableProperty:
    """A name that objects can be filtered and sorted by.

    Attributes:
        name: the name, as in a filter: ``org.sourcedId``.
        steps: where the value is in an object.
        type: how values are compared.
        listed: whether the values come from an enumeration. Free text, which a search looks at, is not listed.
    """

    name: str
    steps: tuple[Step, ...]
    type: ComparisonType
    listed: bool = False

    @property
    def many(self) -> bool:
        """Whether an object can have several values."""
        return any(step.many for step in self.steps)


def filterable_properties(schemas: Schemas, schema: Schema) -> dict[str, FilterableProperty]:
    """All names that objects of a schema can be filtered by: their scalar properties, lists of scalars, ``x-filters``.

    Raises:
        DocumentError: a path in ``x-filters`` does not lead to a scalar.
    """
    found: dict[str, FilterableProperty] = {}
    properties = schemas.properties(schema)
    for name, path in schemas.filter_paths(schema).items():
        filterable = filterable_property(schemas, schema, name, path)
        if filterable is not None:
            found[name] = filterable
        elif name not in properties:
            raise DocumentError(f"x-filters: {name} has the path {path}, which does not lead to a scalar")
    return found


def filterable_property(
    schemas: Schemas, schema: Schema, name: str, path: str | None = None
) -> FilterableProperty | None:
    """The property that a name stands for, at ``path``, which is the name itself if left out.

    Returns:
        None if the path leads to no property, or to an object.
    """
    steps: list[Step] = []
    for part in (path or name).replace("[]", "").split("."):
        properties = schemas.properties(schema)
        if part not in properties:
            return None
        schema = properties[part]
        element = schemas.element(schema)
        steps.append(Step(part, many=element is not None))
        if element is not None:
            schema = element
    compared = _comparison(schemas, schema)
    return None if compared is None else FilterableProperty(name, tuple(steps), *compared)


def _comparison(schemas: Schemas, schema: Schema) -> tuple[ComparisonType, bool] | None:
    """How values of a schema are compared, and whether they come from an enumeration; None for objects and lists."""
    types: set[str] = set()
    values: list[Any] = []
    dated = listed = False
    for variant in schemas.variants(schema):
        declared = variant.get("type")
        if declared is None and "enum" in variant:
            declared = "string"
        types.update([declared] if isinstance(declared, str) else declared or ())
        if "contentMediaType" in variant:
            # An XML document is not compared.
            return None
        values += variant.get("enum", ())
        listed = listed or "enum" in variant
        dated = dated or variant.get("format") in ("date", "date-time")
    types -= {"null"}
    if "integer" in types:
        types = (types - {"integer"}) | {"number"}
    if not types or types & {"object", "array"}:
        return None
    if dated:
        return "date", False
    if types == {"boolean"} or (types == {"boolean", "string"} and set(values) <= {"true", "false"}):
        return "boolean", True
    if types == {"number"}:
        return "number", False
    return ("mixed", False) if types == {"number", "string"} else ("text", listed)
