from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.importance import Importance
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.role_name import RoleName
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATE, OBJECT, TEXT, Choice, json_field


class Role(Model):
    """A role of a person at an organisation.

    Attributes:
        role_type: Whether the role is the primary one of the person at the organisation or an additional one.
        role: A role of a person at an organisation.
        org: The organisation of the role.
        user_profile: Address of the profile for the role.
        metadata: An extension of the platform: another provider may not know it.
        begin_date: First day on which the person has the role.
        end_date: Day on which the role ends.
    """

    role_type: Importance | str = json_field("roleType", Choice(Importance))
    role: RoleName | str = json_field("role", Choice(RoleName, pattern="^ext:[a-zA-Z0-9.\\-_]+$"))
    org: Reference = json_field("org", ModelOf(Reference))
    user_profile: str | None = json_field("userProfile", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    begin_date: datetime.date | None = json_field("beginDate", DATE, default=None)
    end_date: datetime.date | None = json_field("endDate", DATE, default=None)


parse_role = Role._parse
