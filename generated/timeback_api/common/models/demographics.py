from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.sex import Sex
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, DATE, DATETIME, OBJECT, TEXT, AnyOf, Choice, OneOf, Text, json_field


class Demographics(Model):
    """Birth, sex and origin of a user. Most of it is protected by law. Servers return it only to authorised callers.

    Attributes:
        sourced_id: Id of the demographics. It is the id of the user.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the demographics were last changed. The server sets it.
        birth_date: Date of birth.
        american_indian_or_alaska_native: Whether the person is American Indian or Alaska Native, as defined by the
            United States census.
        asian: Whether the person is Asian, as defined by the United States census.
        black_or_african_american: Whether the person is Black or African American, as defined by the United States
            census.
        native_hawaiian_or_other_pacific_islander: Whether the person is Native Hawaiian or other Pacific Islander, as
            defined by the United States census.
        white: Whether the person is white, as defined by the United States census.
        demographic_race_two_or_more_races: Whether the person is of two or more races, as defined by the United States
            census.
        hispanic_or_latino_ethnicity: Whether the person is of Hispanic or Latino ethnicity, as defined by the United
            States census.
        country_of_birth_code: Code of the country of birth.
        state_of_birth_abbreviation: Abbreviation of the state of birth.
        city_of_birth: Name of the city of birth.
        public_school_residence_status: Code for the place of residence of the person in relation to the district of the
            school.
    """

    sourced_id: str = json_field("sourcedId", Text(1))
    status: Status | str = json_field("status", Choice(Status), default=None)
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    birth_date: datetime.date | None = json_field("birthDate", DATE, default=None)
    sex: Sex | str | None = json_field("sex", Choice(Sex, pattern="^ext:[a-zA-Z0-9.\\-_]+$"), default=None)
    american_indian_or_alaska_native: bool | str | None = json_field(
        "americanIndianOrAlaskaNative", AnyOf(BOOLEAN, OneOf("true", "false")), default=None
    )
    asian: bool | str | None = json_field("asian", AnyOf(BOOLEAN, OneOf("true", "false")), default=None)
    black_or_african_american: bool | str | None = json_field(
        "blackOrAfricanAmerican", AnyOf(BOOLEAN, OneOf("true", "false")), default=None
    )
    native_hawaiian_or_other_pacific_islander: bool | str | None = json_field(
        "nativeHawaiianOrOtherPacificIslander", AnyOf(BOOLEAN, OneOf("true", "false")), default=None
    )
    white: bool | str | None = json_field("white", AnyOf(BOOLEAN, OneOf("true", "false")), default=None)
    demographic_race_two_or_more_races: bool | str | None = json_field(
        "demographicRaceTwoOrMoreRaces", AnyOf(BOOLEAN, OneOf("true", "false")), default=None
    )
    hispanic_or_latino_ethnicity: bool | str | None = json_field(
        "hispanicOrLatinoEthnicity", AnyOf(BOOLEAN, OneOf("true", "false")), default=None
    )
    country_of_birth_code: str | None = json_field("countryOfBirthCode", TEXT, default=None)
    state_of_birth_abbreviation: str | None = json_field("stateOfBirthAbbreviation", TEXT, default=None)
    city_of_birth: str | None = json_field("cityOfBirth", TEXT, default=None)
    public_school_residence_status: str | None = json_field("publicSchoolResidenceStatus", TEXT, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_demographics = Demographics._parse
