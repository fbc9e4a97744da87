"""A person with an account, such as a student, a teacher or a guardian."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FLAG, MOMENT, TEXT, Choice, Either, Field, Many, One, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class User(Model):
    """A person with an account, such as a student, a teacher or a guardian. Nearly all of it is personal data, much of
    it of children.

    Attributes:
        enabled_user: Whether the person may use the systems that the account is for.
        given_name: First name.
        family_name: Last name.
        roles: What the person is at which organisation. One role for each organisation is the primary one.
        sourced_id: Id of the user.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the user was last changed. The server sets it.
        user_master_identifier: Id that the person has across all systems of the organisation.
        username: Name with which the person signs in.
        user_ids: Ids of the person in other systems.
        middle_name: Middle name or names.
        preferred_first_name: First name that the person wants to be called by.
        preferred_middle_name: Middle name that the person wants to be called by.
        preferred_last_name: Last name that the person wants to be called by.
        pronouns: Pronouns that the person wants to be spoken of with.
        user_profiles: Accounts of the person in applications.
        primary_org: The organisation that the person belongs to in the first place.
        identifier: Number or code by which people know the person, such as a student number.
        email: E-mail address.
        sms: Number for text messages.
        phone: Telephone number.
        agents: People who act for this one, such as the parents of a student. They may be created later than the
            user.
        orgs: Organisations that the person belongs to, where the server lists them apart from the roles. Write them
            by the roles.
        grades: Grades that a student is in. They are text by the documents; some replies have numbers.
        password: Password of the account. Servers need not return it.
        resources: Resources that are given to the person.
        demographics: Birth, sex and origin of the person, where the operation returns them.
    """
    enabled_user: bool | str | None
    given_name: str | None
    family_name: str | None
    roles: list[Role] | None
    sourced_id: str | None = None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
    user_master_identifier: str | None = None
    username: str | None = None
    user_ids: list[UserId] | None = None
    middle_name: str | None = None
    preferred_first_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_last_name: str | None = None
    pronouns: str | None = None
    user_profiles: list[UserProfile] | None = None
    primary_org: Reference | None = None
    identifier: str | None = None
    email: str | None = None
    sms: str | None = None
    phone: str | None = None
    agents: list[Reference] | None = None
    orgs: list[Reference] | None = None
    grades: list[str] | None = None
    password: str | None = None
    resources: list[Reference] | None = None
    demographics: Demographics | None = None
    metadata: UserMetadata | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, User)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.user_master_identifier) is not None or "userMasterIdentifier" in d:
            d["userMasterIdentifier"] = v
        if (v := self.username) is not None or "username" in d:
            d["username"] = v
        if (v := self.user_ids) is not None or "userIds" in d:
            d["userIds"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.enabled_user) is not None or "enabledUser" in d:
            d["enabledUser"] = v
        if (v := self.given_name) is not None or "givenName" in d:
            d["givenName"] = v
        if (v := self.family_name) is not None or "familyName" in d:
            d["familyName"] = v
        if (v := self.middle_name) is not None or "middleName" in d:
            d["middleName"] = v
        if (v := self.preferred_first_name) is not None or "preferredFirstName" in d:
            d["preferredFirstName"] = v
        if (v := self.preferred_middle_name) is not None or "preferredMiddleName" in d:
            d["preferredMiddleName"] = v
        if (v := self.preferred_last_name) is not None or "preferredLastName" in d:
            d["preferredLastName"] = v
        if (v := self.pronouns) is not None or "pronouns" in d:
            d["pronouns"] = v
        if (v := self.roles) is not None or "roles" in d:
            d["roles"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.user_profiles) is not None or "userProfiles" in d:
            d["userProfiles"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.primary_org) is not None or "primaryOrg" in d:
            d["primaryOrg"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.email) is not None or "email" in d:
            d["email"] = v
        if (v := self.sms) is not None or "sms" in d:
            d["sms"] = v
        if (v := self.phone) is not None or "phone" in d:
            d["phone"] = v
        if (v := self.agents) is not None or "agents" in d:
            d["agents"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.orgs) is not None or "orgs" in d:
            d["orgs"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.grades) is not None or "grades" in d:
            d["grades"] = v
        if (v := self.password) is not None or "password" in d:
            d["password"] = v
        if (v := self.resources) is not None or "resources" in d:
            d["resources"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.demographics) is not None or "demographics" in d:
            d["demographics"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.user_ids = ([parse_user_id(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("userIds")) is list else v
        self.roles = ([parse_role(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("roles")) is list else v
        self.user_profiles = ([parse_user_profile(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("userProfiles")) is list else v
        self.primary_org = parse_reference(v) if type(v := d.get("primaryOrg")) is dict else v
        self.agents = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("agents")) is list else v
        self.orgs = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("orgs")) is list else v
        self.resources = ([parse_reference(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("resources")) is list else v
        self.demographics = parse_demographics(v) if type(v := d.get("demographics")) is dict else v
        self.metadata = parse_user_metadata(v, True) if type(v := d.get("metadata")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> User:
        return parse_user(data)


def parse_user(d: dict[str, Any], whole: bool = False) -> User:
    self: User = new(_User)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.user_master_identifier = d.get("userMasterIdentifier")
    self.username = d.get("username")
    self.enabled_user = d.get("enabledUser")
    self.given_name = d.get("givenName")
    self.family_name = d.get("familyName")
    self.middle_name = d.get("middleName")
    self.preferred_first_name = d.get("preferredFirstName")
    self.preferred_middle_name = d.get("preferredMiddleName")
    self.preferred_last_name = d.get("preferredLastName")
    self.pronouns = d.get("pronouns")
    self.identifier = d.get("identifier")
    self.email = d.get("email")
    self.sms = d.get("sms")
    self.phone = d.get("phone")
    self.grades = d.get("grades")
    self.password = d.get("password")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = User
    return self


from timeback_api.common.models.reference import Reference, parse_reference  # noqa: E402
from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.demographics import Demographics, parse_demographics  # noqa: E402
from timeback_api.rostering.models.role import Role, parse_role  # noqa: E402
from timeback_api.rostering.models.user_id import UserId, parse_user_id  # noqa: E402
from timeback_api.rostering.models.user_metadata import UserMetadata, parse_user_metadata  # noqa: E402
from timeback_api.rostering.models.user_profile import UserProfile, parse_user_profile  # noqa: E402

_User = seed(User)
User.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1)),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "user_master_identifier": Field("userMasterIdentifier", TEXT),
    "username": Field("username", TEXT),
    "user_ids": Field("userIds", Many(One(UserId))),
    "enabled_user": Field("enabledUser", Either(FLAG, Text(0, "^(?:true|false)$")), True),
    "given_name": Field("givenName", TEXT, True),
    "family_name": Field("familyName", TEXT, True),
    "middle_name": Field("middleName", TEXT),
    "preferred_first_name": Field("preferredFirstName", TEXT),
    "preferred_middle_name": Field("preferredMiddleName", TEXT),
    "preferred_last_name": Field("preferredLastName", TEXT),
    "pronouns": Field("pronouns", TEXT),
    "roles": Field("roles", Many(One(Role), 1), True),
    "user_profiles": Field("userProfiles", Many(One(UserProfile))),
    "primary_org": Field("primaryOrg", One(Reference)),
    "identifier": Field("identifier", TEXT),
    "email": Field("email", TEXT),
    "sms": Field("sms", TEXT),
    "phone": Field("phone", TEXT),
    "agents": Field("agents", Many(One(Reference))),
    "orgs": Field("orgs", Many(One(Reference))),
    "grades": Field("grades", Many(TEXT)),
    "password": Field("password", TEXT),
    "resources": Field("resources", Many(One(Reference))),
    "demographics": Field("demographics", One(Demographics)),
    "metadata": Field("metadata", One(UserMetadata)),
}
User.INSIDE = {
    "user_ids": ("userIds", UserId),
    "roles": ("roles", Role),
    "user_profiles": ("userProfiles", UserProfile),
    "primary_org": ("primaryOrg", Reference),
    "agents": ("agents", Reference),
    "orgs": ("orgs", Reference),
    "resources": ("resources", Reference),
    "demographics": ("demographics", Demographics),
    "metadata": ("metadata", UserMetadata),
}
User.FILTERS = frozenset({"agentSourcedId", "agents.sourcedId", "org.sourcedId", "orgSourcedId", "primaryOrg.sourcedId", "primaryOrgSourcedId", "resourceSourcedId", "resources.sourcedId", "role", "roleType"})
