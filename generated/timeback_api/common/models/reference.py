from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, AnyOf, OneOf, json_field


class Reference(Model):
    """Reference to another object by its id. The id is sufficient in requests; servers add the address and the type of
    the object.

    Attributes:
        href: Address of the object on the server.
        sourced_id: Id of the referenced object.
        type_: Type of the referenced object. Servers may use other values.
        name: Name of the object. The platform adds it in some places. An extension of the platform: another provider
            may not know it.
    """

    href: str | None = json_field("href", TEXT, default=None)
    sourced_id: str = json_field("sourcedId", TEXT)
    type_: str | None = json_field(
        "type",
        AnyOf(
            OneOf(
                "academicSession",
                "assessmentLineItem",
                "category",
                "class",
                "componentResource",
                "course",
                "courseComponent",
                "demographics",
                "enrollment",
                "gradingPeriod",
                "lineItem",
                "org",
                "resource",
                "result",
                "scoreScale",
                "student",
                "teacher",
                "term",
                "user",
            ),
            TEXT,
        ),
        default=None,
    )
    name: str | None = json_field("name", TEXT, default=None)


parse_reference = Reference._parse
