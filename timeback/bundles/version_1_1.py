"""Conversion of OneRoster CSV 1.1 to the properties of 1.2.

The standard does not define how a role of 1.1 is converted. In 1.1, a user has one role in all of their organisations.
Here it becomes the primary role in the first organisation and a secondary role in the others. The first organisation
also becomes the primary organisation.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from timeback.bundles.problems import Mapped

MAPPINGS: Final = (
    Mapped("users.csv", "role", "roles[].role", "one role per organisation; administrator is kept unchanged"),
    Mapped(
        "users.csv", "orgSourcedIds", "roles[].org", "primary role in the first organisation, secondary in the others"
    ),
    Mapped("users.csv", "orgSourcedIds", "primaryOrg", "the first organisation"),
    Mapped("lineItems.csv", "gradingPeriodSourcedId", "academicSession", "renamed in 1.2"),
    Mapped("lineItems.csv", "classSourcedId", "school", "the school of the class; 1.1 has no column for it"),
)


def mappings(files: Container[str]) -> list[Mapped]:
    return [mapping for mapping in MAPPINGS if mapping.file.removesuffix(".csv") in files]


def map_user(user: dict[str, Any]) -> None:
    orgs = user.pop("orgs", [])
    role = user.pop("role", None)
    if role is None:
        return
    user["roles"] = [
        {"roleType": "secondary" if index else "primary", "role": role, "org": org} for index, org in enumerate(orgs)
    ]
    if orgs:
        user["primaryOrg"] = dict(orgs[0])
