"""A person with an account, such as a student, a teacher or a guardian."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_api.common.models.reference import Reference, parse_reference
from timeback_api.common.models.role import Role, parse_role
from timeback_api.common.models.status import Status, as_status
from timeback_api.common.models.user_id import UserId, parse_user_id
from timeback_api.common.models.user_metadata import UserMetadata, parse_user_metadata
from timeback_api.common.models.user_profile import UserProfile, parse_user_profile
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, AnyOf, Choice, Field, ListOf, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class User(Model):
    """A person with an account, such as a student, a teacher or a guardian. Almost all of it is personal data, often of
    children.

    Attributes:
        enabled_user: Whether the person can use the systems of the account.
        given_name: First name.
        family_name: Last name.
        roles: Roles of the person at organisations. One role for each organisation is the primary one.
        sourced_id: Id of the user.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the user was last changed. The server sets it.
        user_master_identifier: Id that the person has across all systems of the organisation.
        username: Name with which the person signs in.
        user_ids: Ids of the person in other systems.
        middle_name: Middle name or names.
        preferred_first_name: Preferred first name of the person.
        preferred_middle_name: Preferred middle name of the person.
        preferred_last_name: Preferred last name of the person.
        pronouns: Pronouns of the person.
        user_profiles: Accounts of the person in applications.
        primary_org: The primary organisation of the person.
        identifier: Number or code of the person for people, such as a student number.
        email: E-mail address.
        sms: Number for text messages.
        phone: Telephone number.
        agents: People who act for this user, such as the parents of a student. They can be created later than the user.
        orgs: Organisations of the person, if the server lists them separately from the roles. Use the roles to set
            them. An extension of the platform: another provider may not know it.
        grades: Grades of a student. They are text in the documents; some replies contain numbers.
        password: Password of the account. Servers may omit it in replies.
        resources: Resources that are given to the person.
        demographics: Birth, sex and origin of the person, if the operation returns them. An extension of the platform:
            another provider may not know it.
    """

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1)),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "user_master_identifier": Field("userMasterIdentifier", TEXT),
        "username": Field("username", TEXT),
        "user_ids": Field("userIds", ListOf(ModelOf(UserId))),
        "enabled_user": Field("enabledUser", AnyOf(BOOLEAN, OneOf("true", "false")), True),
        "given_name": Field("givenName", TEXT, True),
        "family_name": Field("familyName", TEXT, True),
        "middle_name": Field("middleName", TEXT),
        "preferred_first_name": Field("preferredFirstName", TEXT),
        "preferred_middle_name": Field("preferredMiddleName", TEXT),
        "preferred_last_name": Field("preferredLastName", TEXT),
        "pronouns": Field("pronouns", TEXT),
        "roles": Field("roles", ListOf(ModelOf(Role), 1), True),
        "user_profiles": Field("userProfiles", ListOf(ModelOf(UserProfile))),
        "primary_org": Field("primaryOrg", ModelOf(Reference)),
        "identifier": Field("identifier", TEXT),
        "email": Field("email", TEXT),
        "sms": Field("sms", TEXT),
        "phone": Field("phone", TEXT),
        "agents": Field("agents", ListOf(ModelOf(Reference))),
        "orgs": Field("orgs", ListOf(ModelOf(Reference))),
        "grades": Field("grades", ListOf(TEXT)),
        "password": Field("password", TEXT),
        "resources": Field("resources", ListOf(ModelOf(Reference))),
        "demographics": Field("demographics", ModelOf(Demographics)),
        "metadata": Field("metadata", ModelOf(UserMetadata)),
    }
    NESTED = {
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

    FILTERS = frozenset(
        {
            "agentSourcedId",
            "agents.sourcedId",
            "org.sourcedId",
            "orgSourcedId",
            "primaryOrg.sourcedId",
            "primaryOrgSourcedId",
            "resourceSourcedId",
            "resources.sourcedId",
            "role",
            "roleType",
        }
    )

    enabled_user: bool | str
    given_name: str
    family_name: str
    roles: list[Role]
    sourced_id: str = None  # type: ignore[assignment]
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
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
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, User)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.user_master_identifier) is not None or "userMasterIdentifier" in data:
            data["userMasterIdentifier"] = value
        if (value := self.username) is not None or "username" in data:
            data["username"] = value
        if (value := self.user_ids) is not None or "userIds" in data:
            data["userIds"] = list_to_dicts(value)
        if (value := self.enabled_user) is not None or "enabledUser" in data:
            data["enabledUser"] = value
        if (value := self.given_name) is not None or "givenName" in data:
            data["givenName"] = value
        if (value := self.family_name) is not None or "familyName" in data:
            data["familyName"] = value
        if (value := self.middle_name) is not None or "middleName" in data:
            data["middleName"] = value
        if (value := self.preferred_first_name) is not None or "preferredFirstName" in data:
            data["preferredFirstName"] = value
        if (value := self.preferred_middle_name) is not None or "preferredMiddleName" in data:
            data["preferredMiddleName"] = value
        if (value := self.preferred_last_name) is not None or "preferredLastName" in data:
            data["preferredLastName"] = value
        if (value := self.pronouns) is not None or "pronouns" in data:
            data["pronouns"] = value
        if (value := self.roles) is not None or "roles" in data:
            data["roles"] = list_to_dicts(value)
        if (value := self.user_profiles) is not None or "userProfiles" in data:
            data["userProfiles"] = list_to_dicts(value)
        if (value := self.primary_org) is not None or "primaryOrg" in data:
            data["primaryOrg"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.email) is not None or "email" in data:
            data["email"] = value
        if (value := self.sms) is not None or "sms" in data:
            data["sms"] = value
        if (value := self.phone) is not None or "phone" in data:
            data["phone"] = value
        if (value := self.agents) is not None or "agents" in data:
            data["agents"] = list_to_dicts(value)
        if (value := self.orgs) is not None or "orgs" in data:
            data["orgs"] = list_to_dicts(value)
        if (value := self.grades) is not None or "grades" in data:
            data["grades"] = value if value is data.get("grades") else to_json(value)
        if (value := self.password) is not None or "password" in data:
            data["password"] = value
        if (value := self.resources) is not None or "resources" in data:
            data["resources"] = list_to_dicts(value)
        if (value := self.demographics) is not None or "demographics" in data:
            data["demographics"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.user_ids = parse_list(data.get("userIds"), parse_user_id)
        self.roles = parse_list_deep(data.get("roles"), parse_role)
        self.user_profiles = parse_list_deep(data.get("userProfiles"), parse_user_profile)
        self.primary_org = parse_reference(value) if type(value := data.get("primaryOrg")) is dict else value
        self.agents = parse_list(data.get("agents"), parse_reference)
        self.orgs = parse_list(data.get("orgs"), parse_reference)
        self.resources = parse_list(data.get("resources"), parse_reference)
        self.demographics = parse_demographics(value) if type(value := data.get("demographics")) is dict else value
        self.metadata = parse_user_metadata(value, True) if type(value := data.get("metadata")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> User:
        return parse_user(data)


_UntrackedUser = untracked_subclass(User)


def parse_user(data: Any, deep: bool = False) -> User:
    instance: User = new_model(_UntrackedUser)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.user_master_identifier = data.get("userMasterIdentifier")
    instance.username = data.get("username")
    instance.enabled_user = data.get("enabledUser")
    instance.given_name = data.get("givenName")
    instance.family_name = data.get("familyName")
    instance.middle_name = data.get("middleName")
    instance.preferred_first_name = data.get("preferredFirstName")
    instance.preferred_middle_name = data.get("preferredMiddleName")
    instance.preferred_last_name = data.get("preferredLastName")
    instance.pronouns = data.get("pronouns")
    instance.identifier = data.get("identifier")
    instance.email = data.get("email")
    instance.sms = data.get("sms")
    instance.phone = data.get("phone")
    instance.grades = data.get("grades")
    instance.password = data.get("password")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = User
    return instance
