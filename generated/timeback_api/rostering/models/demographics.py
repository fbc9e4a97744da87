"""Birth, sex and origin of a user."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_date, to_datetime
from timeback_runtime.validators import DAY, FLAG, FREE, MOMENT, TEXT, Choice, Either, Field, Text


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Demographics(Model):
    """Birth, sex and origin of a user. Most of it is protected by law; servers give it only to those who were granted
    it.

    Attributes:
        sourced_id: Id of the demographics. It is the id of the user whom they describe.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that those who hold
            a copy can follow.
        date_last_modified: When the demographics were last changed. The server sets it.
        birth_date: Date of birth.
        american_indian_or_alaska_native: Whether the person counts as American Indian or Alaska Native, in the terms
            of the United States census.
        asian: Whether the person counts as Asian, in the terms of the United States census.
        black_or_african_american: Whether the person counts as Black or African American, in the terms of the United
            States census.
        native_hawaiian_or_other_pacific_islander: Whether the person counts as Native Hawaiian or other Pacific
            Islander, in the terms of the United States census.
        white: Whether the person counts as white, in the terms of the United States census.
        demographic_race_two_or_more_races: Whether the person counts as of two or more races, in the terms of the
            United States census.
        hispanic_or_latino_ethnicity: Whether the person counts as of Hispanic or Latino ethnicity, in the terms of
            the United States census.
        country_of_birth_code: Code of the country of birth.
        state_of_birth_abbreviation: Abbreviation of the state of birth.
        city_of_birth: Name of the city of birth.
        public_school_residence_status: Code that says where the person lives with regard to the district of the
            school.
    """
    sourced_id: str | None
    status: Status | str | None = None
    date_last_modified: datetime.datetime | None = None
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Demographics)
        v: Any
        d = self._begin()
        if (v := self.sourced_id) is not None or "sourcedId" in d:
            d["sourcedId"] = v
        if (v := self.status) is not None or "status" in d:
            d["status"] = v
        if (v := self.date_last_modified) is not None or "dateLastModified" in d:
            d["dateLastModified"] = from_moment(v, d.get("dateLastModified"))
        if (v := self.birth_date) is not None or "birthDate" in d:
            d["birthDate"] = from_moment(v, d.get("birthDate"))
        if (v := self.sex) is not None or "sex" in d:
            d["sex"] = v
        if (v := self.american_indian_or_alaska_native) is not None or "americanIndianOrAlaskaNative" in d:
            d["americanIndianOrAlaskaNative"] = v
        if (v := self.asian) is not None or "asian" in d:
            d["asian"] = v
        if (v := self.black_or_african_american) is not None or "blackOrAfricanAmerican" in d:
            d["blackOrAfricanAmerican"] = v
        if (v := self.native_hawaiian_or_other_pacific_islander) is not None or "nativeHawaiianOrOtherPacificIslander" in d:
            d["nativeHawaiianOrOtherPacificIslander"] = v
        if (v := self.white) is not None or "white" in d:
            d["white"] = v
        if (v := self.demographic_race_two_or_more_races) is not None or "demographicRaceTwoOrMoreRaces" in d:
            d["demographicRaceTwoOrMoreRaces"] = v
        if (v := self.hispanic_or_latino_ethnicity) is not None or "hispanicOrLatinoEthnicity" in d:
            d["hispanicOrLatinoEthnicity"] = v
        if (v := self.country_of_birth_code) is not None or "countryOfBirthCode" in d:
            d["countryOfBirthCode"] = v
        if (v := self.state_of_birth_abbreviation) is not None or "stateOfBirthAbbreviation" in d:
            d["stateOfBirthAbbreviation"] = v
        if (v := self.city_of_birth) is not None or "cityOfBirth" in d:
            d["cityOfBirth"] = v
        if (v := self.public_school_residence_status) is not None or "publicSchoolResidenceStatus" in d:
            d["publicSchoolResidenceStatus"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Demographics:
        return parse_demographics(data)


def parse_demographics(d: dict[str, Any]) -> Demographics:
    self: Demographics = new(_Demographics)
    self._raw = d
    self._changed = None
    self.sourced_id = d.get("sourcedId")
    self.status = as_status(v, v) if type(v := d.get("status")) is str else v
    self.date_last_modified = to_datetime(v) if type(v := d.get("dateLastModified")) is str else v
    self.birth_date = to_date(v) if type(v := d.get("birthDate")) is str else v
    self.sex = as_sex(v, v) if type(v := d.get("sex")) is str else v
    self.american_indian_or_alaska_native = d.get("americanIndianOrAlaskaNative")
    self.asian = d.get("asian")
    self.black_or_african_american = d.get("blackOrAfricanAmerican")
    self.native_hawaiian_or_other_pacific_islander = d.get("nativeHawaiianOrOtherPacificIslander")
    self.white = d.get("white")
    self.demographic_race_two_or_more_races = d.get("demographicRaceTwoOrMoreRaces")
    self.hispanic_or_latino_ethnicity = d.get("hispanicOrLatinoEthnicity")
    self.country_of_birth_code = d.get("countryOfBirthCode")
    self.state_of_birth_abbreviation = d.get("stateOfBirthAbbreviation")
    self.city_of_birth = d.get("cityOfBirth")
    self.public_school_residence_status = d.get("publicSchoolResidenceStatus")
    self.metadata = d.get("metadata")
    self.__class__ = Demographics
    return self


from timeback_api.common.models.status import Status, as_status  # noqa: E402
from timeback_api.rostering.models.sex import Sex, as_sex  # noqa: E402

_Demographics = seed(Demographics)
Demographics.FIELDS = {
    "sourced_id": Field("sourcedId", Text(1), True),
    "status": Field("status", Choice(Status)),
    "date_last_modified": Field("dateLastModified", MOMENT),
    "birth_date": Field("birthDate", DAY),
    "sex": Field("sex", Choice(Sex, "^ext:[a-zA-Z0-9.\\-_]+$")),
    "american_indian_or_alaska_native": Field("americanIndianOrAlaskaNative", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "asian": Field("asian", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "black_or_african_american": Field("blackOrAfricanAmerican", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "native_hawaiian_or_other_pacific_islander": Field("nativeHawaiianOrOtherPacificIslander", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "white": Field("white", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "demographic_race_two_or_more_races": Field("demographicRaceTwoOrMoreRaces", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "hispanic_or_latino_ethnicity": Field("hispanicOrLatinoEthnicity", Either(FLAG, Text(0, "^(?:true|false)$"))),
    "country_of_birth_code": Field("countryOfBirthCode", TEXT),
    "state_of_birth_abbreviation": Field("stateOfBirthAbbreviation", TEXT),
    "city_of_birth": Field("cityOfBirth", TEXT),
    "public_school_residence_status": Field("publicSchoolResidenceStatus", TEXT),
    "metadata": Field("metadata", FREE),
}
