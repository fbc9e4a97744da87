from __future__ import annotations

import datetime

from timeback_api.common.models.demographics import Demographics
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.role import Role
from timeback_api.common.models.status import Status
from timeback_api.common.models.user_id import UserId
from timeback_api.common.models.user_metadata import UserMetadata
from timeback_api.common.models.user_profile import UserProfile
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, TEXT, AnyOf, Choice, ListOf, OneOf, Text, json_field


class User(Model):
    """A person with an account, such as a student, a teacher or a guardian. Almost all of it is personal data, often of
    children.

    Attributes:
        sourced_id: Id of the user.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the user was last changed. The server sets it.
        user_master_identifier: Id that the person has across all systems of the organisation.
        username: Name with which the person signs in.
        user_ids: Ids of the person in other systems.
        enabled_user: Whether the person can use the systems of the account.
        given_name: First name.
        family_name: Last name.
        middle_name: Middle name or names.
        preferred_first_name: Preferred first name of the person.
        preferred_middle_name: Preferred middle name of the person.
        preferred_last_name: Preferred last name of the person.
        pronouns: Pronouns of the person.
        roles: Roles of the person at organisations. One role for each organisation is the primary one.
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

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    user_master_identifier: str | None = json_field("userMasterIdentifier", TEXT, default=None)
    username: str | None = json_field("username", TEXT, default=None)
    user_ids: list[UserId] | None = json_field("userIds", ListOf(ModelOf(UserId)), default=None)
    enabled_user: bool | str = json_field("enabledUser", AnyOf(BOOLEAN, OneOf("true", "false")))
    given_name: str = json_field("givenName", TEXT)
    family_name: str = json_field("familyName", TEXT)
    middle_name: str | None = json_field("middleName", TEXT, default=None)
    preferred_first_name: str | None = json_field("preferredFirstName", TEXT, default=None)
    preferred_middle_name: str | None = json_field("preferredMiddleName", TEXT, default=None)
    preferred_last_name: str | None = json_field("preferredLastName", TEXT, default=None)
    pronouns: str | None = json_field("pronouns", TEXT, default=None)
    roles: list[Role] = json_field("roles", ListOf(ModelOf(Role), 1))
    user_profiles: list[UserProfile] | None = json_field("userProfiles", ListOf(ModelOf(UserProfile)), default=None)
    primary_org: Reference | None = json_field("primaryOrg", ModelOf(Reference), default=None)
    identifier: str | None = json_field("identifier", TEXT, default=None)
    email: str | None = json_field("email", TEXT, default=None)
    sms: str | None = json_field("sms", TEXT, default=None)
    phone: str | None = json_field("phone", TEXT, default=None)
    agents: list[Reference] | None = json_field("agents", ListOf(ModelOf(Reference)), default=None)
    orgs: list[Reference] | None = json_field("orgs", ListOf(ModelOf(Reference)), default=None)
    grades: list[str] | None = json_field("grades", ListOf(TEXT), default=None)
    password: str | None = json_field("password", TEXT, default=None)
    resources: list[Reference] | None = json_field("resources", ListOf(ModelOf(Reference)), default=None)
    demographics: Demographics | None = json_field("demographics", ModelOf(Demographics), default=None)
    metadata: UserMetadata | None = json_field("metadata", ModelOf(UserMetadata), default=None)

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


parse_user = User._parse
