"""Users, with their roles, profiles and references."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from timeback_api.common.models import Reference as _Reference
from timeback_api.common.models import Status as _Status
from timeback_api.rostering.models import Credential as _Credential
from timeback_api.rostering.models import Importance as _Importance
from timeback_api.rostering.models import Role as _Role
from timeback_api.rostering.models import RoleName as _RoleName
from timeback_api.rostering.models import User as _User
from timeback_api.rostering.models import UserId as _UserId
from timeback_api.rostering.models import UserProfile as _UserProfile
from timeback_client._compat_model import CompatModel, Entity, Json, enumeration

UserRole = enumeration(
    "UserRole",
    _RoleName,
    __name__,
    DISTRICT_ADMIN="districtAdministrator",
    SITE_ADMIN="siteAdministrator",
    SYSTEM_ADMIN="systemAdministrator",
)
RoleName = UserRole
RoleType = enumeration("RoleType", _Importance, __name__)
UserStatus = enumeration("UserStatus", _Status, __name__)
Status = UserStatus


class EnabledUser:
    """Whether an account is enabled, in the form of the OneRoster standard: ``"true"`` or ``"false"``."""

    def __init__(self, value: bool) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return "true" if self.value else "false"

    def __repr__(self) -> str:
        return f"EnabledUser({self.value!r})"

    def __eq__(self, other: object) -> bool:
        return bool(self) == (other if not isinstance(other, EnabledUser) else bool(other))

    __hash__ = None  # type: ignore[assignment]


class Address(CompatModel, names="country city state zip", required="country city state zip"):
    """A postal address, which is sent in ``metadata``."""


class Reference(CompatModel, of=_Reference, required="sourcedId"):
    """A reference to another object."""


class OrgRef(Reference, defaults={"type": "org"}):
    """A reference to an organisation."""


class AgentRef(Reference, required="sourcedId type"):
    """A reference to an agent of a user, such as a parent."""


class ResourceRef(Reference):
    """A reference to a resource."""


class RoleAssignment(
    CompatModel,
    of=_Role,
    required="role org",
    nested={"role": UserRole, "roleType": RoleType, "org": OrgRef},
    defaults={"roleType": RoleType.PRIMARY},
):
    """A role of a user at an organisation."""


class UserId(CompatModel, of=_UserId, required="type identifier"):
    """The id of a user in another system."""


class Credential(CompatModel, of=_Credential, required="type username"):
    """A user name and password in an application."""


class UserProfile(
    CompatModel,
    of=_UserProfile,
    required="profileId profileType vendorId",
    nested={"credentials": Credential},
    defaults={"credentials": list},
):
    """A user's account in an application."""


class User(
    Entity,
    of=_User,
    names="address",
    required="sourcedId givenName familyName roles",
    nested={
        "status": UserStatus,
        "enabledUser": lambda value: bool(value) if isinstance(value, EnabledUser) else value,
        "roles": RoleAssignment,
        "address": Address,
        "userIds": UserId,
        "userProfiles": UserProfile,
        "primaryOrg": OrgRef,
        # Ids or references.
        "agents": lambda value: AgentRef(**value) if isinstance(value, dict) else value,
        "resources": ResourceRef,
    },
    defaults={
        "status": UserStatus.ACTIVE,
        "enabledUser": True,
        "dateLastModified": lambda: datetime.now(UTC),
        "userIds": list,
        "userProfiles": list,
        "agents": list,
        "grades": list,
        "resources": list,
    },
):
    """A person with an account."""

    def model_post_init(self, _context: Any) -> None:
        self.validate_roles(self.roles)

    @classmethod
    def validate_roles(cls, v: Any) -> Any:
        """Return the roles.

        Raises:
            ValueError: there is no role.
        """
        if not v:
            raise ValueError("User.roles: expected at least one role")
        return v

    def _body(self) -> Json:
        body: Json = super()._body()
        moved = {name: body.pop(name) for name in ("phone", "address") if name in body}
        if moved:
            body["metadata"] = {**(body.get("metadata") or {}), **moved}
        if "agents" in body:
            body["agents"] = [
                {"sourcedId": agent, "type": "user"} if isinstance(agent, str) else agent for agent in body["agents"]
            ]
        return body
