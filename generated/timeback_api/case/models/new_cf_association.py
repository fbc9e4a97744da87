"""An association, to be stored."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.case.models.new_link import NewLink, parse_new_link
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewCFAssociation(Model):
    """An association, to be stored.

    Attributes:
        identifier: Id of the association.
        uri: Address of the association.
        last_change_date_time: When the association was last changed.
        association_type: Kind of relation, such as `isChildOf`.
        origin_node_uri: The origin.
        destination_node_uri: The destination.
        sequence_number: Position of the origin among the children of the destination.
        extensions: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "uri": Field("uri", TEXT, True),
        "last_change_date_time": Field("lastChangeDateTime", TEXT, True),
        "association_type": Field("associationType", TEXT, True),
        "origin_node_uri": Field("originNodeURI", ModelOf(NewLink), True),
        "destination_node_uri": Field("destinationNodeURI", ModelOf(NewLink), True),
        "sequence_number": Field("sequenceNumber", NUMBER),
        "extensions": Field("extensions", OBJECT),
    }
    NESTED = {"origin_node_uri": ("originNodeURI", NewLink), "destination_node_uri": ("destinationNodeURI", NewLink)}

    identifier: str
    uri: str
    last_change_date_time: str
    association_type: str
    origin_node_uri: NewLink
    destination_node_uri: NewLink
    sequence_number: float | None = None
    extensions: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewCFAssociation)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.uri) is not None or "uri" in data:
            data["uri"] = value
        if (value := self.last_change_date_time) is not None or "lastChangeDateTime" in data:
            data["lastChangeDateTime"] = value
        if (value := self.association_type) is not None or "associationType" in data:
            data["associationType"] = value
        if (value := self.origin_node_uri) is not None or "originNodeURI" in data:
            data["originNodeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.destination_node_uri) is not None or "destinationNodeURI" in data:
            data["destinationNodeURI"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.sequence_number) is not None or "sequenceNumber" in data:
            data["sequenceNumber"] = value
        if (value := self.extensions) is not None or "extensions" in data:
            data["extensions"] = value if value is data.get("extensions") else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.origin_node_uri = parse_new_link(value) if type(value := data.get("originNodeURI")) is dict else value
        self.destination_node_uri = (
            parse_new_link(value) if type(value := data.get("destinationNodeURI")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewCFAssociation:
        return parse_new_cf_association(data)


_UntrackedNewCFAssociation = untracked_subclass(NewCFAssociation)


def parse_new_cf_association(data: Any, deep: bool = False) -> NewCFAssociation:
    instance: NewCFAssociation = new_model(_UntrackedNewCFAssociation)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.uri = data.get("uri")
    instance.last_change_date_time = data.get("lastChangeDateTime")
    instance.association_type = data.get("associationType")
    instance.sequence_number = data.get("sequenceNumber")
    instance.extensions = data.get("extensions")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = NewCFAssociation
    return instance
