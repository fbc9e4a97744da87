"""Learning resources."""

from __future__ import annotations

from typing import Any

from timeback_api.resources.models import Resource as _Resource
from timeback_client._facade import Entity


class Resource(
    Entity,
    names="title vendorResourceId sourcedId status dateLastModified metadata roles importance vendorId applicationId "
    "org",
    of=_Resource,
    required="title vendorResourceId",
    defaults={"status": "active", "metadata": dict, "roles": list},
):
    """A video, a text, a test, or other material."""

    @classmethod
    def create(cls, title: str, vendor_resource_id: str, **kwargs: Any) -> Resource:
        """A resource, from its title and its vendor's id."""
        return cls(title=title, vendorResourceId=vendor_resource_id, **kwargs)
