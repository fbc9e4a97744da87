"""Resolves ``$ref``, ``allOf`` and ``anyOf`` in the JSON schemas of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

EXTENSION: Final = "x-extension"
"""The key of what is an extension of the platform: other providers of OneRoster 1.2 may not know it."""
_MAX_REFERENCES: Final = 12


class DocumentError(Exception):
    """An OpenAPI document has content that cannot be interpreted."""


class Schemas:
    """The schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def resolve(self, schema: Schema) -> Schema:
        """The schema that a chain of references leads to.

        Raises:
            DocumentError: a reference leads nowhere, out of the document, or in a circle.
        """
        for _ in range(_MAX_REFERENCES):
            reference = schema.get("$ref")
            if reference is None:
                return schema
            schema = self.at(reference)
        raise DocumentError(f"too many references in a row: {schema.get('$ref')}")

    def at(self, reference: str) -> Schema:
        """The object that a JSON pointer such as ``#/components/schemas/User`` leads to.

        Raises:
            DocumentError: it leads out of the document, or to no object.
        """
        if not reference.startswith("#/"):
            raise DocumentError(f"a reference leaves the document: {reference}")
        node: Any = self._document
        for part in reference[2:].split("/"):
            try:
                node = node[part.replace("~1", "/").replace("~0", "~")]
            except (KeyError, TypeError):
                raise DocumentError(f"a reference leads nowhere: {reference}") from None
        if not isinstance(node, dict):
            raise DocumentError(f"a reference does not lead to an object: {reference}")
        return node

    def name_of(self, schema: Schema) -> str:
        """Name of the component that a schema refers to; empty for an inline schema."""
        return str(schema.get("$ref", "")).rpartition("/")[2]

    def variants(self, schema: Schema) -> list[Schema]:
        """The alternatives that a value may match, without null. A schema without alternatives is the only one."""
        schema = self.resolve(schema)
        # Beside properties these keywords only say which of the properties are required.
        if "properties" not in schema:
            for keyword in ("anyOf", "oneOf"):
                if keyword in schema:
                    found = [variant for part in schema[keyword] for variant in self.variants(part)]
                    return [variant for variant in found if variant.get("type") != "null"]
            if "allOf" in schema:
                return [variant for part in schema["allOf"] for variant in self.variants(part)]
        return [schema]

    def properties(self, schema: Schema) -> dict[str, Schema]:
        """The declared properties of an object, including those of ``allOf``, ``anyOf`` and ``oneOf``."""
        schema = self.resolve(schema)
        found: dict[str, Schema] = {}
        for keyword in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(keyword, ()):
                found.update(self.properties(part))
        found.update(schema.get("properties", {}))
        return found

    def is_extension(self, declared: Schema) -> bool:
        """Whether a property is an extension of the platform, or an object of a kind that is one (``x-extension``)."""
        return bool(self.extension(declared, EXTENSION))

    def standard_properties(self, schema: Schema) -> dict[str, Schema]:
        """The declared properties of an object, without the extensions of the platform."""
        return {name: one for name, one in self.properties(schema).items() if not self.is_extension(one)}

    def required(self, schema: Schema) -> set[str]:
        """Names of the properties that an object must have."""
        schema = self.resolve(schema)
        found = set(schema.get("required", ()))
        for part in schema.get("allOf", ()):
            found |= self.required(part)
        return found

    def array(self, schema: Schema) -> Schema | None:
        """The alternative of a schema that is an array; None where there is none."""
        return next((variant for variant in self.variants(schema) if "items" in variant), None)

    def element(self, schema: Schema) -> Schema | None:
        """The resolved schema of an array's elements; None where the schema is no array."""
        array = self.array(schema)
        return None if array is None else self.resolve(array["items"])

    def extension(self, schema: Schema, key: str) -> Any:
        """Value of an ``x-`` key, beside a reference or on the schema that it leads to; None where it is missing.

        On a property that is an array the key may also be on the elements.
        """
        array = self.array(schema)
        for place in (schema, self.resolve(schema), *(() if array is None else (array["items"], self.element(array)))):
            if place is not None and key in place:
                return place[key]
        return None

    def filter_paths(self, schema: Schema) -> dict[str, str]:
        """The names that a filter on these objects may use, each with the path of its property.

        These are the properties themselves and the names in ``x-filters``. A path has ``[]`` behind each list:
        ``roles[].org.sourcedId``.
        """
        added: Mapping[str, str] = self.resolve(schema).get("x-filters", {})
        return {**{name: name for name in self.properties(schema)}, **added}


def names(value: str | list[str] | None) -> tuple[str, ...]:
    """The value of an ``x-`` key that takes one name or a list of names."""
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
