"""Columns of the OneRoster CSV files, versions 1.2 and 1.1: order, type, and property in the REST binding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

MODES: Final = ("absent", "bulk", "delta")

STATUS: Final = ("active", "tobedeleted")
_ROLES_1_1: Final = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")
VOCABULARIES: Final[dict[str, tuple[str, ...]]] = {
    "SESSION": ("gradingPeriod", "semester", "schoolYear", "term"),
    "CLASS": ("homeroom", "scheduled"),
    "SEX": ("male", "female", "unspecified", "other"),
    "SEX_11": ("male", "female"),
    "ENROLLED_AS": ("administrator", "proctor", "student", "teacher"),
    "ORG": ("department", "school", "district", "local", "state", "national"),
    "IMPORTANCE": ("primary", "secondary"),
    "FOR_ROLES": _ROLES_1_1,
    "ROLE_11": _ROLES_1_1,
    "ROLE": (
        "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
        "siteAdministrator", "student", "systemAdministrator", "teacher",
    ),
    "SCORE_STATUS": ("exempt", "fully graded", "not submitted", "partially graded", "submitted"),
    "SOURCE": ("case", "unknown"),
}  # fmt: skip
# Values that the platform uses and the CSV standard does not have. They are written with the prefix ext:, which is the
# extension mechanism of the standard, and read back without it.
PLATFORM_VALUES: Final[dict[str, frozenset[str]]] = {
    "ROLE": frozenset({"administrator"}),
    "ENROLLED_AS": frozenset({"aide", "guardian", "parent", "relative"}),
    "FOR_ROLES": frozenset({"primary", "secondary"}),
}

# One word per column: name, ! if a value is required, :type, =vocabulary (+ if values with ext: are allowed), >target
# file of a reference, @property if it differs from the name. `date_midnight` is a date in CSV and a date-time in JSON.
_TABLES: Final[dict[str, str]] = {
    "academicSessions": "title! type!=SESSION+ startDate!:date endDate!:date parentSourcedId>academicSessions "
    "schoolYear!:year",
    "categories": "title! weight:integer",
    "classes": "title! grades:text_list courseSourcedId!>courses classCode classType!=CLASS+ location "
    "schoolSourcedId!>orgs termSourcedIds!>academicSessions subjects:text_list subjectCodes:text_list "
    "periods:text_list",
    "classResources": "title classSourcedId!>classes resourceSourcedId!>resources",
    "courses": "schoolYearSourcedId>academicSessions@academicSession title! courseCode grades:text_list "
    "orgSourcedId!>orgs subjects:text_list subjectCodes:text_list",
    "courseResources": "title courseSourcedId!>courses resourceSourcedId!>resources",
    "demographics": "birthDate:date sex=SEX+ americanIndianOrAlaskaNative:boolean asian:boolean "
    "blackOrAfricanAmerican:boolean nativeHawaiianOrOtherPacificIslander:boolean white:boolean "
    "demographicRaceTwoOrMoreRaces:boolean hispanicOrLatinoEthnicity:boolean countryOfBirthCode "
    "stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus",
    "enrollments": "classSourcedId!>classes schoolSourcedId!>orgs userSourcedId!>users role!=ENROLLED_AS+ "
    "primary:boolean beginDate:date endDate:date",
    "lineItemLearningObjectiveIds": "lineItemSourcedId!>lineItems source!=SOURCE+ learningObjectiveId!",
    "lineItems": "title! description assignDate!:date_midnight dueDate!:date_midnight classSourcedId!>classes "
    "categorySourcedId!>categories academicSessionSourcedId!>academicSessions resultValueMin:number "
    "resultValueMax:number schoolSourcedId!>orgs",
    "lineItemScoreScales": "title lineItemSourcedId!>lineItems scoreScaleSourcedId!>scoreScales",
    "orgs": "name! type!=ORG+ identifier parentSourcedId>orgs",
    "resources": "vendorResourceId! title roles:enum_list=FOR_ROLES+ importance=IMPORTANCE vendorId applicationId",
    "resultLearningObjectiveIds": "resultSourcedId!>results source!=SOURCE+ learningObjectiveId! score:number "
    "textScore",
    "results": "lineItemSourcedId!>lineItems studentSourcedId!>users scoreStatus!=SCORE_STATUS+ score:number "
    "scoreDate!:date_midnight comment textScore classSourcedId>classes inProgress:boolean incomplete:boolean "
    "late:boolean missing:boolean",
    "resultScoreScales": "title resultSourcedId!>results scoreScaleSourcedId!>scoreScales",
    "roles": "userSourcedId!>users roleType!=IMPORTANCE role!=ROLE+ beginDate:date endDate:date orgSourcedId!>orgs "
    "userProfileSourcedId>userProfiles",
    "scoreScales": "title! type! orgSourcedId!>orgs courseSourcedId!>courses classSourcedId!>classes "
    "scoreScaleValue!:pairs",
    "userProfiles": "userSourcedId!>users profileType! vendorId! applicationId description credentialType! username! "
    "password:password",
    "userResources": "userSourcedId!>users orgSourcedId>orgs classSourcedId>classes resourceSourcedId!>resources",
    "users": "enabledUser!:boolean username! userIds:pairs givenName! familyName! middleName identifier email sms "
    "phone agentSourcedIds>users grades:text_list password:password userMasterIdentifier "
    "preferredGivenName@preferredFirstName preferredMiddleName preferredFamilyName@preferredLastName "
    "primaryOrgSourcedId>orgs pronouns",
}
_TABLES_1_1: Final[dict[str, str]] = {
    "categories": "title!",
    "demographics": _TABLES["demographics"].replace("=SEX+", "=SEX_11"),
    "lineItems": "title! description assignDate!:date_midnight dueDate!:date_midnight classSourcedId!>classes "
    "categorySourcedId!>categories gradingPeriodSourcedId!>academicSessions@academicSession resultValueMin!:number "
    "resultValueMax!:number",
    "results": "lineItemSourcedId!>lineItems studentSourcedId!>users scoreStatus!=SCORE_STATUS score!:number "
    "scoreDate!:date_midnight comment",
    "users": "enabledUser!:boolean orgSourcedIds!>orgs role!=ROLE_11 username! userIds:pairs givenName! familyName! "
    "middleName identifier email sms phone agentSourcedIds>users grades:text_list password:password",
}
_NEW_IN_1_2: Final = frozenset(
    {
        "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales",
        "roles", "scoreScales", "userProfiles", "userResources",
    }
)  # fmt: skip
# Columns of 1.2.0 that 1.2.1 removed: they are read but never written.
_COLUMNS_OF_1_2_0: Final = {"users": "resourceSourcedIds>resources"}
# Other column names that producers use, in lowercase.
COLUMN_ALIASES: Final[dict[str, dict[str, str]]] = {
    "demographics": {"usersourcedid": "sourcedId"},
    "results": {"resultdate": "scoreDate"},
}
MISSPELLED_COLUMNS: Final = {"sourceid": "sourcedId"}
MISNAMED_FILES: Final = {"courseresourses": "courseResources"}

# Files whose rows are nested in the objects of another file, and the column that refers to the object.
NESTED_FILES: Final[dict[str, tuple[str, str]]] = {
    "roles": ("users", "userSourcedId"),
    "userProfiles": ("users", "userSourcedId"),
    "userResources": ("users", "userSourcedId"),
    "classResources": ("classes", "classSourcedId"),
    "courseResources": ("courses", "courseSourcedId"),
    "lineItemScoreScales": ("lineItems", "lineItemSourcedId"),
    "lineItemLearningObjectiveIds": ("lineItems", "lineItemSourcedId"),
    "resultScoreScales": ("results", "resultSourcedId"),
    "resultLearningObjectiveIds": ("results", "resultSourcedId"),
}
# The property that the rows of such a file are read as.
NESTED_PROPERTIES: Final[dict[str, str]] = {
    "roles": "roles",
    "userProfiles": "userProfiles",
    "userResources": "resources",
    "classResources": "resources",
    "courseResources": "resources",
    "lineItemScoreScales": "scoreScale",
    "lineItemLearningObjectiveIds": "learningObjectiveSet",
    "resultScoreScales": "scoreScale",
    "resultLearningObjectiveIds": "learningObjectiveSet",
}
# The collections of the standard. Each comes after those that it refers to.
COLLECTIONS: Final = (
    "orgs", "academicSessions", "courses", "resources", "classes", "users", "enrollments", "demographics",
    "categories", "scoreScales", "lineItems", "results",
)  # fmt: skip
REFERENCE_TYPES: Final = {
    "academicSessions": "academicSession", "categories": "category", "classes": "class", "courses": "course",
    "lineItems": "lineItem", "orgs": "org", "resources": "resource", "results": "result", "scoreScales": "scoreScale",
    "users": "user", "userProfiles": "userProfile",
}  # fmt: skip
# The type of the target of a reference, where the standard requires one: (file, column) -> type of the target.
TARGET_TYPES: Final = {
    ("classes", "schoolSourcedId"): "school",
    ("enrollments", "schoolSourcedId"): "school",
    ("courses", "schoolYearSourcedId"): "schoolYear",
}

_WORD = re.compile(
    r"(?P<name>\w+)(?P<need>!)?(?::(?P<type>[a-z_]+))?(?:=(?P<words>\w+)(?P<open>\+)?)?(?:>(?P<target>\w+))?"
    r"(?:@(?P<property>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str = "text"
    required: bool = False
    property: str = ""
    allowed: tuple[str, ...] = ()
    extensible: bool = False
    platform_values: frozenset[str] = frozenset()
    target: str = ""


@dataclass(frozen=True)
class DataFile:
    """A data file. `columns` are in the order of the standard; `extra` columns are read but never written."""

    stem: str
    columns: tuple[Column, ...]
    extra: tuple[Column, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.stem}.csv"

    @cached_property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _column(word: str, *, extensible: bool) -> Column:
    match = _WORD.fullmatch(word)
    assert match is not None, word
    name, vocabulary, target = match["name"], match["words"] or "", match["target"] or ""
    many = name.endswith("Ids")
    type_ = match["type"] or (
        "enum" if vocabulary else ("reference_list" if many else "reference") if target else "text"
    )
    plain = name.removesuffix("SourcedIds") + "s" if many else name.removesuffix("SourcedId")
    return Column(
        name=name,
        type=type_,
        required=bool(match["need"]),
        property=match["property"] or (plain if target else name),
        allowed=VOCABULARIES.get(vocabulary, ()),
        extensible=bool(match["open"]) and extensible,
        platform_values=PLATFORM_VALUES.get(vocabulary, frozenset()),
        target=target,
    )


def _file(stem: str, table: str, *, extensible: bool) -> DataFile:
    first = Column("sourcedId", type="id", required=True, property="sourcedId")
    if stem == "demographics":
        first = Column("sourcedId", type="id", required=True, property="sourcedId", target="users")
    always = (
        first,
        Column("status", type="enum", property="status", allowed=STATUS),
        Column("dateLastModified", type="datetime", property="dateLastModified"),
    )
    extra = (
        tuple(_column(word, extensible=extensible) for word in _COLUMNS_OF_1_2_0.get(stem, "").split())
        if extensible
        else ()
    )
    return DataFile(stem, always + tuple(_column(word, extensible=extensible) for word in table.split()), extra)


DATA_FILES: Final[dict[str, dict[str, DataFile]]] = {
    "1.2": {stem: _file(stem, table, extensible=True) for stem, table in _TABLES.items()},
    "1.1": {
        stem: _file(stem, _TABLES_1_1.get(stem, table), extensible=False)
        for stem, table in _TABLES.items()
        if stem not in _NEW_IN_1_2
    },
}
# Each file comes after those that it refers to. users, orgs and academicSessions also refer to themselves.
CHECK_ORDER: Final = (
    "orgs", "academicSessions", "courses", "resources", "classes", "users", "userProfiles", "roles", "enrollments",
    "demographics", "userResources", "classResources", "courseResources", "categories", "scoreScales", "lineItems",
    "lineItemScoreScales", "lineItemLearningObjectiveIds", "results", "resultScoreScales",
    "resultLearningObjectiveIds",
)  # fmt: skip
