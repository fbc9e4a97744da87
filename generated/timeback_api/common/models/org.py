from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.org_type import OrgType
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OBJECT, TEXT, Choice, ListOf, Text, json_field


class Org(Model):
    """A school, a district or another organisation in education. Organisations form a hierarchy.

    Attributes:
        sourced_id: Id of the organisation.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the organisation was last changed. The server sets it.
        name: Name of the organisation.
        type_: What kind of organisation it is.
        identifier: Number or code of the organisation for people and other systems.
        parent: The parent organisation, such as the district of a school.
        children: The organisations right below this one.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    name: str = json_field("name", TEXT)
    type_: OrgType | str = json_field("type", Choice(OrgType, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    identifier: str | None = json_field("identifier", TEXT, default=None)
    parent: Reference | None = json_field("parent", ModelOf(Reference), default=None)
    children: list[Reference] | None = json_field("children", ListOf(ModelOf(Reference)), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset({"childSourcedId", "children.sourcedId", "parent.sourcedId", "parentSourcedId"})


parse_org = Org._parse
