from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, ListOf, json_field


class CFDefinitions(Model):
    """Definitions that the items of a framework refer to. The standard defines their form.

    Attributes:
        cf_item_types: Kinds of items.
        cf_subjects: Subjects.
        cf_concepts: Keywords.
        cf_licenses: Licenses.
        cf_association_groupings: Groups of associations.
        extensions: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    cf_item_types: list[dict[str, Any]] | None = json_field("CFItemTypes", ListOf(OBJECT), default=None)
    cf_subjects: list[dict[str, Any]] | None = json_field("CFSubjects", ListOf(OBJECT), default=None)
    cf_concepts: list[dict[str, Any]] | None = json_field("CFConcepts", ListOf(OBJECT), default=None)
    cf_licenses: list[dict[str, Any]] | None = json_field("CFLicenses", ListOf(OBJECT), default=None)
    cf_association_groupings: list[dict[str, Any]] | None = json_field(
        "CFAssociationGroupings", ListOf(OBJECT), default=None
    )
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_cf_definitions = CFDefinitions._parse
