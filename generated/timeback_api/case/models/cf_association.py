"""A directed relation of two objects of a framework."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.case.models.link import Link, parse_link
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, INTEGER, OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CFAssociation(Model):
    """A directed relation of two objects of a framework.

    Attributes:
        sourced_id: Id of the association.
        association_type: Kind of relation, such as `isChildOf`.
        uri: Address of the association.
        origin_node_uri: The origin.
        destination_node_uri: The destination.
        last_change_date_time: When the association was last changed.
        sequence_number: Position of the origin among the children of the destination.
        cf_association_grouping_uri: The group of associations that it is in.
        notes: Notes for people.
        cf_document_uri: The document of the framework.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", TEXT, True),
        "association_type": Field("associationType", TEXT, True),
        "sequence_number": Field("sequenceNumber", INTEGER),
        "uri": Field("uri", TEXT, True),
        "origin_node_uri": Field("originNodeURI", ModelOf(Link), True),
        "destination_node_uri": Field("destinationNodeURI", ModelOf(Link), True),
        "cf_association_grouping_uri": Field("CFAssociationGroupingURI", ModelOf(Link)),
        "last_change_date_time": Field("lastChangeDateTime", DATETIME, True),
        "notes": Field("notes", TEXT),
        "extensions": Field("extensions", OBJECT),
        "cf_document_uri": Field("CFDocumentURI", ModelOf(Link)),
    }
    NESTED = {
        "origin_node_uri": ("originNodeURI", Link),
        "destination_node_uri": ("destinationNodeURI", Link),
        "cf_association_grouping_uri": ("CFAssociationGroupingURI", Link),
        "cf_document_uri": ("CFDocumentURI", Link),
    }

    sourced_id: str
    association_type: str
    uri: str
    origin_node_uri: Link
    destination_node_uri: Link
    last_change_date_time: datetime.datetime
    sequence_number: int | None = None
    cf_association_grouping_uri: Link | None = None
    notes: str | None = None
    extensions: dict[str, Any] | None = None
    cf_document_uri: Link | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, CFAssociation)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.association_type) is not None or "associationType" in data:
            data["associationType"] = value
        if (value := self.sequence_number) is not None or "sequenceNumber" in data:
            data["sequenceNumber"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.origin_node_uri) is not None or "originNodeURI" in data:
            data["originNodeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.destination_node_uri) is not None or "destinationNodeURI" in data:
            data["destinationNodeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.cf_association_grouping_uri) is not None or "CFAssociationGroupingURI" in data:
            data["CFAssociationGroupingURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = format_datetime(value, data.get("lastChangeDateTime"))
        if (value := self.notes) is not None or "notes" in data:
            data["notes"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        if (value := self.cf_document_uri) is not None or "CFDocumentURI" in data:
            data["CFDocumentURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.origin_node_uri = parse_link(value) if type(value := data.get("originNodeURI")) is dict else value
        self.destination_node_uri = (
            parse_link(value) if type(value := data.get("destinationNodeURI")) is dict else value
        )
        self.cf_association_grouping_uri = (
            parse_link(value) if type(value := data.get("CFAssociationGroupingURI")) is dict else value
        )
        self.cf_document_uri = parse_link(value) if type(value := data.get("CFDocumentURI")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CFAssociation:
        return parse_cf_association(data)


_UntrackedCFAssociation = untracked_subclass(CFAssociation)


def parse_cf_association(data: Any, deep: bool = False) -> CFAssociation:
    instance: CFAssociation = new_model(_UntrackedCFAssociation)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.association_type = data.get("associationType")
    instance.sequence_number = data.get("sequenceNumber")
    instance.uri = data.get("uri")
    instance.last_change_date_time = (
        parse_datetime(value) if type(value := data.get("lastChangeDateTime")) is str else value
    )
    instance.notes = data.get("notes")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = CFAssociation
    return instance
