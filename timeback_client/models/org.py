"""Organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.models import Org as _Org
from timeback_api.rostering.models import OrgType as _OrgType
from timeback_client._compat_model import Entity, Json, enumeration, new_id, timestamp
from timeback_client.models.user import OrgRef, Status

OrgType = enumeration("OrgType", _OrgType, __name__)
OrgStatus = enumeration("OrgStatus", Status, __name__, INACTIVE="inactive")

__all__ = ["Org", "OrgRef", "OrgStatus", "OrgType", "Status"]


class Org(
    Entity,
    of=_Org,
    required="name type",
    nested={"status": OrgStatus, "type": OrgType, "parent": OrgRef, "children": OrgRef},
    defaults={"sourcedId": new_id, "status": OrgStatus.ACTIVE, "dateLastModified": timestamp},
):
    """A school, a district, or another organisation."""

    @classmethod
    def create(cls, name: str, type: str, **kwargs: Any) -> Org:  # noqa: A002 - the older client's name
        """Create an organisation with a new id."""
        return cls(name=name, type=type, **kwargs)

    @classmethod
    def to_orgs_response(cls, orgs: Iterable[Org]) -> Json:
        """The organisations of a list reply."""
        return {"orgs": [org.to_dict(wrapped=False) for org in orgs]}
