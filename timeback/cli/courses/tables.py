"""The tables of a course file: which collection each one describes, and what its properties refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback_runtime.model import Model


@frozen
class Table:
    """A table of a course file.

    Attributes:
        name: its name in the file.
        service: the service of its collection.
        attribute: the attribute of its collection.
        references: what the properties that refer to another object refer to, by property: a table of the file, or
            ``service.attribute`` of a collection that a file does not describe.
        refused: properties that a file must not have, with the reason.
    """

    name: str
    service: str
    attribute: str
    references: Mapping[str, str]
    refused: Mapping[str, str] = {}

    @property
    def model(self) -> type[Model]:
        """The model of its objects."""
        if self.name == "resources":
            from timeback_api.resources.models import Resource

            return Resource
        from timeback_api.rostering import models

        found: type[Model] = getattr(models, _MODELS[self.name])
        return found

    def collection(self, client: TimeBackClient) -> Any:
        """Return the collection of a client."""
        return collection_of(client, f"{self.service}.{self.attribute}")


_MODELS: Final = {"courses": "Course", "components": "CourseComponent", "component-resources": "ComponentResource"}

TABLES: Final = {
    table.name: table
    for table in (
        Table(
            "courses",
            "rostering",
            "courses",
            {
                "org": "rostering.orgs",
                "academicSession": "rostering.academic_sessions",
                "schoolYear": "rostering.academic_sessions",
            },
            {"resources": "the platform ignores it; place resources by the table component-resources"},
        ),
        Table(
            "components",
            "rostering",
            "course_components",
            {"course": "courses", "parent": "components"},
            {"courseComponent": "write parent"},
        ),
        Table("resources", "resources", "resources", {}),
        Table(
            "component-resources",
            "rostering",
            "component_resources",
            {"courseComponent": "components", "resource": "resources"},
        ),
    )
}
"""The tables by name, each after those that it refers to."""


def collection_of(client: TimeBackClient, path: str) -> Any:
    """Return the collection of a client at ``service.attribute``."""
    service, attribute = path.split(".")
    return getattr(getattr(client, service), attribute)
