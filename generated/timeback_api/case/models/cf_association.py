from __future__ import annotations

import datetime
from typing import Any

from timeback_api.case.models.link import Link
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, INTEGER, OBJECT, TEXT, json_field


class CFAssociation(Model):
    """A directed relation of two objects of a framework.

    Attributes:
        sourced_id: Id of the association.
        association_type: Kind of relation, such as `isChildOf`.
        sequence_number: Position of the origin among the children of the destination.
        uri: Address of the association.
        origin_node_uri: The origin.
        destination_node_uri: The destination.
        cf_association_grouping_uri: The group of associations that it is in.
        last_change_date_time: When the association was last changed.
        notes: Notes for people.
        cf_document_uri: The document of the framework.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    association_type: str = json_field("associationType", TEXT)
    sequence_number: int | None = json_field("sequenceNumber", INTEGER, default=None)
    uri: str = json_field("uri", TEXT)
    origin_node_uri: Link = json_field("originNodeURI", ModelOf(Link))
    destination_node_uri: Link = json_field("destinationNodeURI", ModelOf(Link))
    cf_association_grouping_uri: Link | None = json_field("CFAssociationGroupingURI", ModelOf(Link), default=None)
    last_change_date_time: datetime.datetime = json_field("lastChangeDateTime", DATETIME)
    notes: str | None = json_field("notes", TEXT, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)
    cf_document_uri: Link | None = json_field("CFDocumentURI", ModelOf(Link), default=None)


parse_cf_association = CFAssociation._parse
