"""Birth, sex and origin of a user."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.common.models.sex import Sex, as_sex
from timeback_api.common.models.status import Status, as_status
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    format_datetime,
    new_model,
    parse_date,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.validators import BOOLEAN, DATE, DATETIME, OBJECT, TEXT, AnyOf, Choice, Field, OneOf, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
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

    FIELDS = {
        "sourced_id": Field("sourcedId", Text(1), True),
        "status": Field("status", Choice(Status)),
        "date_last_modified": Field("dateLastModified", DATETIME),
        "birth_date": Field("birthDate", DATE),
        "sex": Field("sex", Choice(Sex, pattern="^ext:[a-zA-Z0-9.\\-_]+$")),
        "american_indian_or_alaska_native": Field(
            "americanIndianOrAlaskaNative", AnyOf(BOOLEAN, OneOf("true", "false"))
        ),
        "asian": Field("asian", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "black_or_african_american": Field("blackOrAfricanAmerican", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "native_hawaiian_or_other_pacific_islander": Field(
            "nativeHawaiianOrOtherPacificIslander", AnyOf(BOOLEAN, OneOf("true", "false"))
        ),
        "white": Field("white", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "demographic_race_two_or_more_races": Field(
            "demographicRaceTwoOrMoreRaces", AnyOf(BOOLEAN, OneOf("true", "false"))
        ),
        "hispanic_or_latino_ethnicity": Field("hispanicOrLatinoEthnicity", AnyOf(BOOLEAN, OneOf("true", "false"))),
        "country_of_birth_code": Field("countryOfBirthCode", TEXT),
        "state_of_birth_abbreviation": Field("stateOfBirthAbbreviation", TEXT),
        "city_of_birth": Field("cityOfBirth", TEXT),
        "public_school_residence_status": Field("publicSchoolResidenceStatus", TEXT),
        "metadata": Field("metadata", OBJECT),
    }

    sourced_id: str
    status: Status | str = None  # type: ignore[assignment]
    date_last_modified: datetime.datetime = None  # type: ignore[assignment]
    birth_date: datetime.date | None = None
    sex: Sex | str | None = None
    american_indian_or_alaska_native: bool | str | None = None
    asian: bool | str | None = None
    black_or_african_american: bool | str | None = None
    native_hawaiian_or_other_pacific_islander: bool | str | None = None
    white: bool | str | None = None
    demographic_race_two_or_more_races: bool | str | None = None
    hispanic_or_latino_ethnicity: bool | str | None = None
    country_of_birth_code: str | None = None
    state_of_birth_abbreviation: str | None = None
    city_of_birth: str | None = None
    public_school_residence_status: str | None = None
    metadata: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Demographics)
        value: Any
        data = self._start_dict()
        if (value := self.sourced_id) is not None or "sourcedId" in data:
            data["sourcedId"] = value
        if (value := self.status) is not None or "status" in data:
            data["status"] = value if type(value) is str else enum_to_json(value)
        if (value := self.date_last_modified) is not None or "dateLastModified" in data:
            data["dateLastModified"] = format_datetime(value, data.get("dateLastModified"))
        if (value := self.birth_date) is not None or "birthDate" in data:
            data["birthDate"] = format_datetime(value, data.get("birthDate"))
        if (value := self.sex) is not None or "sex" in data:
            data["sex"] = value if type(value) is str else enum_to_json(value)
        if (value := self.american_indian_or_alaska_native) is not None or "americanIndianOrAlaskaNative" in data:
            data["americanIndianOrAlaskaNative"] = value
        if (value := self.asian) is not None or "asian" in data:
            data["asian"] = value
        if (value := self.black_or_african_american) is not None or "blackOrAfricanAmerican" in data:
            data["blackOrAfricanAmerican"] = value
        if (
            value := self.native_hawaiian_or_other_pacific_islander
        ) is not None or "nativeHawaiianOrOtherPacificIslander" in data:
            data["nativeHawaiianOrOtherPacificIslander"] = value
        if (value := self.white) is not None or "white" in data:
            data["white"] = value
        if (value := self.demographic_race_two_or_more_races) is not None or "demographicRaceTwoOrMoreRaces" in data:
            data["demographicRaceTwoOrMoreRaces"] = value
        if (value := self.hispanic_or_latino_ethnicity) is not None or "hispanicOrLatinoEthnicity" in data:
            data["hispanicOrLatinoEthnicity"] = value
        if (value := self.country_of_birth_code) is not None or "countryOfBirthCode" in data:
            data["countryOfBirthCode"] = value
        if (value := self.state_of_birth_abbreviation) is not None or "stateOfBirthAbbreviation" in data:
            data["stateOfBirthAbbreviation"] = value
        if (value := self.city_of_birth) is not None or "cityOfBirth" in data:
            data["cityOfBirth"] = value
        if (value := self.public_school_residence_status) is not None or "publicSchoolResidenceStatus" in data:
            data["publicSchoolResidenceStatus"] = value
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Demographics:
        return parse_demographics(data)


_UntrackedDemographics = untracked_subclass(Demographics)


def parse_demographics(data: Any) -> Demographics:
    instance: Demographics = new_model(_UntrackedDemographics)
    instance._received = data
    instance._changed = None
    instance.sourced_id = data.get("sourcedId")
    instance.status = as_status(value, value) if type(value := data.get("status")) is str else value
    instance.date_last_modified = parse_datetime(value) if type(value := data.get("dateLastModified")) is str else value
    instance.birth_date = parse_date(value) if type(value := data.get("birthDate")) is str else value
    instance.sex = as_sex(value, value) if type(value := data.get("sex")) is str else value
    instance.american_indian_or_alaska_native = data.get("americanIndianOrAlaskaNative")
    instance.asian = data.get("asian")
    instance.black_or_african_american = data.get("blackOrAfricanAmerican")
    instance.native_hawaiian_or_other_pacific_islander = data.get("nativeHawaiianOrOtherPacificIslander")
    instance.white = data.get("white")
    instance.demographic_race_two_or_more_races = data.get("demographicRaceTwoOrMoreRaces")
    instance.hispanic_or_latino_ethnicity = data.get("hispanicOrLatinoEthnicity")
    instance.country_of_birth_code = data.get("countryOfBirthCode")
    instance.state_of_birth_abbreviation = data.get("stateOfBirthAbbreviation")
    instance.city_of_birth = data.get("cityOfBirth")
    instance.public_school_residence_status = data.get("publicSchoolResidenceStatus")
    instance.metadata = data.get("metadata")
    instance.__class__ = Demographics
    return instance
