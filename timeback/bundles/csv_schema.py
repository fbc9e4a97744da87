"""The data files of OneRoster CSV 1.2 and 1.1: columns in their order, what each holds, and the property it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

VERSIONS: Final = ("1.1", "1.2")
MODES: Final = ("absent", "bulk", "delta")

STATUS: Final = ("active", "tobedeleted")
_ROLES_11: Final = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")
VOCABULARIES: Final[dict[str, tuple[str, ...]]] = {
    "SESSION": ("gradingPeriod", "semester", "schoolYear", "term"),
    "CLASS": ("homeroom", "scheduled"),
    "SEX": ("male", "female", "unspecified", "other"),
    "SEX_11": ("male", "female"),
    "ENROLLED_AS": ("administrator", "proctor", "student", "teacher"),
    "ORG": ("department", "school", "district", "local", "state", "national"),
    "IMPORTANCE": ("primary", "secondary"),
    "FOR_ROLES": _ROLES_11,
    "ROLE_11": _ROLES_11,
    "ROLE": (
        "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
        "siteAdministrator", "student", "systemAdministrator", "teacher",
    ),
    "SCORE_STATUS": ("exempt", "fully graded", "not submitted", "partially graded", "submitted"),
    "SOURCE": ("case", "unknown"),
}  # fmt: skip
# Values that the platform has and the CSV standard lacks. They are written as terms of one's own and read back plain.
BEYOND: Final[dict[str, frozenset[str]]] = {
    "ROLE": frozenset({"administrator"}),
    "ENROLLED_AS": frozenset({"aide", "guardian", "parent", "relative"}),
    "FOR_ROLES": frozenset({"primary", "secondary"}),
}

# One word a column: name, ! where a value is required, :kind, =vocabulary (+ where ext: terms are allowed), >file that
# a reference points into, @property where it is not the name. A `day` is a date here and a date-time in JSON.
_TABLES: Final[dict[str, str]] = {
    "academicSessions": "title! type!=SESSION+ startDate!:date endDate!:date parentSourcedId>academicSessions "
    "schoolYear!:year",
    "categories": "title! weight:int",
    "classes": "title! grades:list courseSourcedId!>courses classCode classType!=CLASS+ location schoolSourcedId!>orgs "
    "termSourcedIds!>academicSessions subjects:list subjectCodes:list periods:list",
    "classResources": "title classSourcedId!>classes resourceSourcedId!>resources",
    "courses": "schoolYearSourcedId>academicSessions@academicSession title! courseCode grades:list orgSourcedId!>orgs "
    "subjects:list subjectCodes:list",
    "courseResources": "title courseSourcedId!>courses resourceSourcedId!>resources",
    "demographics": "birthDate:date sex=SEX+ americanIndianOrAlaskaNative:flag asian:flag "
    "blackOrAfricanAmerican:flag nativeHawaiianOrOtherPacificIslander:flag white:flag "
    "demographicRaceTwoOrMoreRaces:flag hispanicOrLatinoEthnicity:flag countryOfBirthCode stateOfBirthAbbreviation "
    "cityOfBirth publicSchoolResidenceStatus",
    "enrollments": "classSourcedId!>classes schoolSourcedId!>orgs userSourcedId!>users role!=ENROLLED_AS+ primary:flag "
    "beginDate:date endDate:date",
    "lineItemLearningObjectiveIds": "lineItemSourcedId!>lineItems source!=SOURCE+ learningObjectiveId!",
    "lineItems": "title! description assignDate!:day dueDate!:day classSourcedId!>classes "
    "categorySourcedId!>categories academicSessionSourcedId!>academicSessions resultValueMin:float "
    "resultValueMax:float schoolSourcedId!>orgs",
    "lineItemScoreScales": "title lineItemSourcedId!>lineItems scoreScaleSourcedId!>scoreScales",
    "orgs": "name! type!=ORG+ identifier parentSourcedId>orgs",
    "resources": "vendorResourceId! title roles:words=FOR_ROLES+ importance=IMPORTANCE vendorId applicationId",
    "resultLearningObjectiveIds": "resultSourcedId!>results source!=SOURCE+ learningObjectiveId! score:float textScore",
    "results": "lineItemSourcedId!>lineItems studentSourcedId!>users scoreStatus!=SCORE_STATUS+ score:float "
    "scoreDate!:day comment textScore classSourcedId>classes inProgress:flag incomplete:flag late:flag missing:flag",
    "resultScoreScales": "title resultSourcedId!>results scoreScaleSourcedId!>scoreScales",
    "roles": "userSourcedId!>users roleType!=IMPORTANCE role!=ROLE+ beginDate:date endDate:date orgSourcedId!>orgs "
    "userProfileSourcedId>userProfiles",
    "scoreScales": "title! type! orgSourcedId!>orgs courseSourcedId!>courses classSourcedId!>classes "
    "scoreScaleValue!:pairs",
    "userProfiles": "userSourcedId!>users profileType! vendorId! applicationId description credentialType! username! "
    "password:secret",
    "userResources": "userSourcedId!>users orgSourcedId>orgs classSourcedId>classes resourceSourcedId!>resources",
    "users": "enabledUser!:flag username! userIds:pairs givenName! familyName! middleName identifier email sms phone "
    "agentSourcedIds>users grades:list password:secret userMasterIdentifier preferredGivenName@preferredFirstName "
    "preferredMiddleName preferredFamilyName@preferredLastName primaryOrgSourcedId>orgs pronouns",
}
_OLDER: Final[dict[str, str]] = {
    "categories": "title!",
    "demographics": _TABLES["demographics"].replace("=SEX+", "=SEX_11"),
    "lineItems": "title! description assignDate!:day dueDate!:day classSourcedId!>classes "
    "categorySourcedId!>categories gradingPeriodSourcedId!>academicSessions@academicSession resultValueMin!:float "
    "resultValueMax!:float",
    "results": "lineItemSourcedId!>lineItems studentSourcedId!>users scoreStatus!=SCORE_STATUS score!:float "
    "scoreDate!:day comment",
    "users": "enabledUser!:flag orgSourcedIds!>orgs role!=ROLE_11 username! userIds:pairs givenName! familyName! "
    "middleName identifier email sms phone agentSourcedIds>users grades:list password:secret",
}
_NEW_IN_12: Final = frozenset(
    {
        "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales",
        "roles", "scoreScales", "userProfiles", "userResources",
    }
)  # fmt: skip
# Columns of 1.2.0 that 1.2.1 took away again: read, never written.
_ONCE: Final = {"users": "resourceSourcedIds>resources"}
# Other names that bundles in the wild have for a column, in small letters.
ALIASES: Final[dict[str, dict[str, str]]] = {
    "demographics": {"usersourcedid": "sourcedId"},
    "results": {"resultdate": "scoreDate"},
}
MISSPELT: Final = {"sourceid": "sourcedId"}
MISNAMED_FILES: Final = {"courseresourses": "courseResources"}

# Files whose rows are a part of objects of another file, and the column that names that object.
PARTS: Final[dict[str, tuple[str, str]]] = {
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
# The collections that the standard carries, in an order in which what is referred to comes first.
COLLECTIONS: Final = (
    "orgs", "academicSessions", "courses", "resources", "classes", "users", "enrollments", "demographics",
    "categories", "scoreScales", "lineItems", "results",
)  # fmt: skip
KIND_OF_REFERENCE: Final = {
    "academicSessions": "academicSession", "categories": "category", "classes": "class", "courses": "course",
    "lineItems": "lineItem", "orgs": "org", "resources": "resource", "results": "result", "scoreScales": "scoreScale",
    "users": "user", "userProfiles": "userProfile",
}  # fmt: skip
# What a reference must point at, where the standard says more than the file: column -> type in that file.
POINTS_AT: Final = {
    ("classes", "schoolSourcedId"): "school",
    ("enrollments", "schoolSourcedId"): "school",
    ("courses", "schoolYearSourcedId"): "schoolYear",
}

_WORD = re.compile(
    r"(?P<name>\w+)(?P<need>!)?(?::(?P<kind>[a-z]+))?(?:=(?P<words>\w+)(?P<open>\+)?)?(?:>(?P<target>\w+))?"
    r"(?:@(?P<property>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str = "text"
    required: bool = False
    property: str = ""
    words: tuple[str, ...] = ()
    open: bool = False
    beyond: frozenset[str] = frozenset()
    target: str = ""


@dataclass(frozen=True)
class File:
    """One data file. `columns` are in the order of the standard; `extra` are read where they occur."""

    stem: str
    columns: tuple[Column, ...]
    extra: tuple[Column, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.stem}.csv"

    @cached_property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _column(word: str, *, open_: bool) -> Column:
    match = _WORD.fullmatch(word)
    assert match is not None, word
    name, vocabulary, target = match["name"], match["words"] or "", match["target"] or ""
    many = name.endswith("Ids")
    kind = match["kind"] or ("word" if vocabulary else ("refs" if many else "ref") if target else "text")
    plain = name.removesuffix("SourcedIds") + "s" if many else name.removesuffix("SourcedId")
    return Column(
        name=name,
        kind=kind,
        required=bool(match["need"]),
        property=match["property"] or (plain if target else name),
        words=VOCABULARIES.get(vocabulary, ()),
        open=bool(match["open"]) and open_,
        beyond=BEYOND.get(vocabulary, frozenset()),
        target=target,
    )


def _file(stem: str, table: str, *, open_: bool) -> File:
    first = Column("sourcedId", kind="id", required=True, property="sourcedId")
    if stem == "demographics":
        first = Column("sourcedId", kind="id", required=True, property="sourcedId", target="users")
    always = (
        first,
        Column("status", kind="word", property="status", words=STATUS),
        Column("dateLastModified", kind="instant", property="dateLastModified"),
    )
    extra = tuple(_column(word, open_=open_) for word in _ONCE.get(stem, "").split()) if open_ else ()
    return File(stem, always + tuple(_column(word, open_=open_) for word in table.split()), extra)


LAYOUTS: Final[dict[str, dict[str, File]]] = {
    "1.2": {stem: _file(stem, table, open_=True) for stem, table in _TABLES.items()},
    "1.1": {
        stem: _file(stem, _OLDER.get(stem, table), open_=False)
        for stem, table in _TABLES.items()
        if stem not in _NEW_IN_12
    },
}
# Every file after those that its references point into; users and orgs and sessions also point into themselves.
CHECK_ORDER: Final = (
    "orgs", "academicSessions", "courses", "resources", "classes", "users", "userProfiles", "roles", "enrollments",
    "demographics", "userResources", "classResources", "courseResources", "categories", "scoreScales", "lineItems",
    "lineItemScoreScales", "lineItemLearningObjectiveIds", "results", "resultScoreScales",
    "resultLearningObjectiveIds",
)  # fmt: skip
