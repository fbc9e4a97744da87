from __future__ import annotations

from typing import Any

from timeback_api.case.models.new_link import NewLink
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, OBJECT, TEXT, json_field


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

    identifier: str = json_field("identifier", TEXT)
    uri: str = json_field("uri", TEXT)
    last_change_date_time: str = json_field("lastChangeDateTime", TEXT)
    association_type: str = json_field("associationType", TEXT)
    origin_node_uri: NewLink = json_field("originNodeURI", ModelOf(NewLink))
    destination_node_uri: NewLink = json_field("destinationNodeURI", ModelOf(NewLink))
    sequence_number: float | None = json_field("sequenceNumber", NUMBER, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_new_cf_association = NewCFAssociation._parse
