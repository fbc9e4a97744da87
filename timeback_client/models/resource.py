"""Learning resources."""

from __future__ import annotations

from typing import Any

from timeback_api.resources.models import Resource as _Resource
from timeback_client._compat_model import Entity


class Resource(
    Entity,
    names="title vendorResourceId sourcedId status dateLastModified metadata roles importance vendorId applicationId "
    "org",
    of=_Resource,
    required="title vendorResourceId",
    defaults={"status": "active", "metadata": dict, "roles": list},
):
    """Learning content, such as a video, a text or a test."""

    @classmethod
    def create(cls, title: str, vendor_resource_id: str, **kwargs: Any) -> Resource:
        """Create a resource from its title and the id at its vendor."""
        return cls(title=title, vendorResourceId=vendor_resource_id, **kwargs)
