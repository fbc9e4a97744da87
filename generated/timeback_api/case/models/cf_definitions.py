"""Definitions that the items of a framework refer to."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import OBJECT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "cf_item_types": Field("CFItemTypes", ListOf(OBJECT)),
        "cf_subjects": Field("CFSubjects", ListOf(OBJECT)),
        "cf_concepts": Field("CFConcepts", ListOf(OBJECT)),
        "cf_licenses": Field("CFLicenses", ListOf(OBJECT)),
        "cf_association_groupings": Field("CFAssociationGroupings", ListOf(OBJECT)),
        "extensions": Field("extensions", OBJECT),
    }

    cf_item_types: list[dict[str, Any]] | None = None
    cf_subjects: list[dict[str, Any]] | None = None
    cf_concepts: list[dict[str, Any]] | None = None
    cf_licenses: list[dict[str, Any]] | None = None
    cf_association_groupings: list[dict[str, Any]] | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFDefinitions)
        value: Any
        data = self._start_dict()
        if (value := self.cf_item_types) is not None or "CFItemTypes" in data:
            data["CFItemTypes"] = value if value is data.get("CFItemTypes") else to_json(value)
        if (value := self.cf_subjects) is not None or "CFSubjects" in data:
            data["CFSubjects"] = value if value is data.get("CFSubjects") else to_json(value)
        if (value := self.cf_concepts) is not None or "CFConcepts" in data:
            data["CFConcepts"] = value if value is data.get("CFConcepts") else to_json(value)
        if (value := self.cf_licenses) is not None or "CFLicenses" in data:
            data["CFLicenses"] = value if value is data.get("CFLicenses") else to_json(value)
        if (value := self.cf_association_groupings) is not None or "CFAssociationGroupings" in data:
            data["CFAssociationGroupings"] = value if value is data.get("CFAssociationGroupings") else to_json(value)
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFDefinitions:
        return parse_cf_definitions(data)


_UntrackedCFDefinitions = untracked_subclass(CFDefinitions)


def parse_cf_definitions(data: Any) -> CFDefinitions:
    instance: CFDefinitions = new_model(_UntrackedCFDefinitions)
    instance._received = data
    instance._changed = None
    instance.cf_item_types = data.get("CFItemTypes")
    instance.cf_subjects = data.get("CFSubjects")
    instance.cf_concepts = data.get("CFConcepts")
    instance.cf_licenses = data.get("CFLicenses")
    instance.cf_association_groupings = data.get("CFAssociationGroupings")
    instance.extensions = data.get("extensions")
    instance.__class__ = CFDefinitions
    return instance
