"""What a bundle of version 1.1 says in another way than 1.2, and how it is read.

No text says how a role of 1.1 becomes one of 1.2. It has one role in all of a person's organisations: here it is the
primary one in the organisation that is named first, which also becomes the primary organisation.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, Final

from timeback.bundles.problems import Mapped

MAPPINGS: Final = (
    Mapped("users.csv", "role", "roles[].role", "one role for each organisation; administrator stays as it is"),
    Mapped("users.csv", "orgSourcedIds", "roles[].org", "the role is primary in the first one, secondary in others"),
    Mapped("users.csv", "orgSourcedIds", "primaryOrg", "the first one"),
    Mapped("lineItems.csv", "gradingPeriodSourcedId", "academicSession", "renamed in 1.2"),
    Mapped("lineItems.csv", "classSourcedId", "school", "the school of the class; 1.1 does not name it"),
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
